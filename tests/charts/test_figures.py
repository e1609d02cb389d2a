"""matplotlib's pictures: the right size, the right colours, a file that stays whole, no pyplot."""

import sys
from datetime import date

import pytest

from salesdesk.base.errors import UserError
from salesdesk.charts import figures
from salesdesk.charts.layout import lay_out
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.panel_queries import read_panel
from salesdesk.charts.plot import make_plot
from salesdesk.charts.scope import scope_of
from salesdesk.ui import tokens
from tests.charts.shop import TODAY, Rows


@pytest.fixture
def scene(store):
    """A few contacts, sales of four weeks, ratings of two."""
    with store.changing("Fill") as db:
        rows = Rows(store, db)
        for week, day in enumerate(
            (date(2026, 4, 20), date(2026, 4, 27), date(2026, 5, 4), date(2026, 5, 11))
        ):
            for _ in range(3 + week):
                rows.contact(day)
                rows.contact(day, "service")
            rows.sale(day, 100_000 + week)
            rows.case(day, day, 4 + week % 2)
    with store.reading() as db:
        panel = read_panel(db, scope_of("weeks13", TODAY))
    return lay_out(
        make_plot(panel, Numbers("en", "USD")), 600, 330, figures.text_width, heading=("Compare", "May")
    )


def pixel(picture, x, y):
    at = (round(y * picture.ratio) * picture.width + round(x * picture.ratio)) * 4
    return "#{:02X}{:02X}{:02X}".format(*picture.rgba[at : at + 3]), picture.rgba[at + 3]


@pytest.mark.parametrize(("dark", "ratio"), [(False, 1.0), (True, 2.0)])
def test_a_picture_has_the_pixels_of_its_screen_and_the_colours_of_its_theme(scene, dark, ratio):
    picture = figures.draw(scene, dark, ratio)
    assert (picture.width, picture.height) == (600 * ratio, 330 * ratio)
    bar = scene.spot_of("revenue", 11)
    assert pixel(picture, bar.x + bar.width / 2, bar.y + bar.height / 2) == (
        tokens.tokens(dark)["sales"],
        255,
    )
    assert pixel(picture, 3, 60)[1] == 0  # the ground is the window's own


def test_the_words_are_drawn_into_a_file_and_left_to_the_window_otherwise(scene):
    plain, written = figures.draw(scene, False), figures.draw(scene, False, words=True)
    heading = slice(3, 600 * 4 * 30, 4)  # how solid the first thirty lines are
    assert not any(plain.rgba[heading])
    assert any(written.rgba[heading])


def test_a_file_is_whole_or_it_is_the_old_one(scene, tmp_path):
    target = tmp_path / "chart.png"
    figures.save_png(scene, target)
    assert target.read_bytes().startswith(b"\x89PNG\r\n")
    assert [p for p in tmp_path.iterdir() if p.suffix == ".png"] == [target]
    with pytest.raises(UserError, match="could not be written"):
        figures.save_png(scene, tmp_path / "nowhere" / "chart.png")


def test_the_font_is_ours_with_vietnamese_letters_and_the_dong(scene):
    from matplotlib.font_manager import get_font

    names = {p.stem: p for p in tokens.font_paths()}
    font = get_font(str(names["Inter-SemiBold"]))
    assert all(font.get_char_index(ord(letter)) for letter in "ẮẶỘữđĐ₫–“")
    assert figures.text_width("Điểm hài lòng", "caption") > figures.text_width("Điểm", "caption") > 0


def test_there_is_no_global_figure():
    figures.load()
    assert "matplotlib.pyplot" not in sys.modules
