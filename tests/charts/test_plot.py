"""The chart in numbers and words, its sentence, its table, and where everything lies."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from salesdesk.base import clock, i18n
from salesdesk.base.metrics import VOLUME, Tallied
from salesdesk.charts.course import course_of
from salesdesk.charts.layout import lay_out, nice_ticks
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.panel_queries import EventRow, read_panel
from salesdesk.charts.plot import make_plot
from salesdesk.charts.remark import find_dip, remark
from salesdesk.charts.scene import end_words
from salesdesk.charts.scope import scope_of
from salesdesk.charts.twin import as_tabs, csv_head, csv_rows, make_twin
from salesdesk.store.database import Store
from tests.charts import shop
from tests.charts.shop import NOON, TODAY, Rows

DOLLARS = Numbers("en", "USD")


def measure(words, role):
    return 7.0 * len(words)


def panel_of(store, kind="weeks13"):
    with store.reading() as db:
        return read_panel(db, scope_of(kind, TODAY))


@pytest.fixture(scope="module")
def panel(tmp_path_factory):
    """Thirteen weeks with a recall in the eighth: read once, nobody changes it."""
    path = tmp_path_factory.mktemp("panel") / "shop.salesdesk"
    with clock.freeze(NOON):
        store = Store.create(path, shop_name="Shop", currency="USD", language="en", owner="Hannah")
        shop.thirteen_weeks(store)
    found = panel_of(store)
    store.close()
    return found


def test_the_chart_the_table_and_the_file_tell_the_same_numbers(panel):
    plot = make_plot(panel, DOLLARS)
    sales, service, revenue, rating = plot.series
    assert sales.values == [float(n) for n in shop.SALES]
    assert service.values == [float(n) for n in shop.SERVICE]
    assert revenue.values == [pytest.approx(n * 40 / 1000) for n in shop.REVENUE]
    assert rating.values == [n / 10 for n in shop.SCORES]
    twin = make_twin(plot, panel, DOLLARS)
    assert [row[1] for row in twin.rows[:-1]] == list(sales.words)
    assert [row[3] for row in twin.rows[:-1]] == list(revenue.words)
    assert twin.rows[7] == ("6 Apr 2026 – 12 Apr 2026", "26", "29", "$1,000", "$1,866.67", "3.80", "10")
    assert twin.rows[-1][:4] == ("Whole period", "389", "234", "$19,640")
    assert as_tabs(twin).splitlines()[8] == "\t".join(twin.rows[7])
    rows = csv_rows(panel, "USD")
    assert rows[7] == ("2026-04-06", "2026-04-12", 26, 29, "1000.00", "1866.67", "3.8000", 10)
    assert len(csv_head()) == len(rows[0])


def test_the_step_that_is_not_over_is_hatched_and_called_so_far(panel):
    scene = lay_out(make_plot(panel, DOLLARS), 880, 400, measure)
    assert [bar.hatched for bar in scene.bars] == [False] * 12 + [True]
    assert [w.text for w in scene.words].count("so far") == 1
    assert [m.hollow for m in scene.marks if m.size == 8.0] == [True] * 3
    assert make_twin(make_plot(panel, DOLLARS), panel, DOLLARS).rows[12][0].endswith("(so far)")


def test_bars_begin_at_nought_and_share_the_time_axis_with_the_lines(panel):
    scene = lay_out(make_plot(panel, DOLLARS), 880, 400, measure)
    contacts, revenue, rating = scene.frames
    assert {round(bar.y + bar.height, 6) for bar in scene.bars} == {round(revenue.bottom, 6)}
    for step, centre in enumerate(scene.centres):
        for key in ("contact.sales", "contact.service", "rating"):
            assert scene.spot_of(key, step).x == centre
        bar = scene.spot_of("revenue", step)
        assert bar.x + bar.width / 2 == pytest.approx(centre)
    assert contacts.bottom < revenue.top < revenue.bottom < rating.top
    assert (contacts.left, contacts.right) == (revenue.left, revenue.right) == (rating.left, rating.right)


def test_the_event_shades_its_week_in_every_panel_under_its_name(panel):
    scene = lay_out(make_plot(panel, DOLLARS), 880, 400, measure)
    assert len(scene.shades) == 3
    middle = scene.shades[0].x + scene.shades[0].width / 2
    assert middle == pytest.approx(scene.centres[7])
    assert [w.x for w in scene.words if w.text == "pump recall"] == [pytest.approx(middle)]


def test_the_target_is_dotted_and_named(panel):
    scene = lay_out(make_plot(panel, DOLLARS), 880, 400, measure)
    assert {rule.dash for rule in scene.targets} == {"dotted"}
    assert [w.text for w in end_words(scene, None)] == [
        "36 sales",
        "15 service",
        "target 1.8",
        "target 4.5",
        "4.6",
    ]


def test_a_course_has_seven_points_at_most_and_whole_groups_at_its_end(panel):
    course = course_of(VOLUME, panel.buckets)
    assert len(course) == 7
    assert sum(course) == sum(b.sums["sale"].n for b in panel.buckets)
    assert course[-1] == sum(b.sums["sale"].n for b in panel.buckets[-2:])


def test_words_under_the_axis_are_not_dense(panel):
    scene = lay_out(make_plot(panel, DOLLARS), 1400, 500, measure)
    under = [w.text for w in scene.words if w.y > scene.frames[-1].bottom]
    assert under == ["16 Feb", "2 Mar", "16 Mar", "30 Mar", "13 Apr", "27 Apr", "11 May"]


def test_the_reading_cursor_replaces_the_words_at_the_ends(panel):
    scene = lay_out(make_plot(panel, DOLLARS), 880, 400, measure)
    words = [w.text for w in end_words(scene, 7)]
    assert words == ["29 service", "26 sales", "target 1.8", "$1,000", "target 4.5", "3.8 (n 10)"]
    for frame in scene.frames:
        heights = sorted(w.y for w in end_words(scene, 7) if frame.top - 20 <= w.y <= frame.bottom + 3)
        assert all(b - a > 16.9 for a, b in pairwise(heights))


def test_a_bar_and_a_point_can_be_pointed_at(panel):
    scene = lay_out(make_plot(panel, DOLLARS), 880, 400, measure)
    bar, point = scene.spot_of("revenue", 3), scene.spot_of("contact.service", 5)
    assert scene.spot_at(bar.x + 2, bar.y + 2) == bar
    assert scene.spot_at(point.x + 4, point.y - 4) == point
    assert scene.spot_at(point.x, scene.frames[0].bottom + 30) is None
    assert [scene.step_at(x) for x in (-50, scene.centres[4] + 3, 9999)] == [0, 4, 12]


@pytest.mark.parametrize(("lowest", "ticks"), [(4, ["3.5", "4", "4.5", "5"]), (2, ["2", "3", "4", "5"])])
def test_the_axis_of_satisfaction_widens_when_the_figures_are_lower(store, lowest, ticks):
    with store.changing("Fill") as db:
        Rows(store, db).case(TODAY, TODAY, lowest)
    scene = lay_out(make_plot(panel_of(store), DOLLARS), 880, 400, measure)
    frame = scene.frames[2]
    assert sorted(w.text for w in scene.words if w.align == "right" and w.y > frame.top - 2) == ticks


def test_steps_before_the_book_are_blank_not_nought(store):
    with store.changing("Fill") as db:
        Rows(store, db).contact(date(2026, 4, 15))
    sales, _service, _revenue, rating = make_plot(panel_of(store), DOLLARS).series
    assert sales.values == [None] * 8 + [1.0, 0.0, 0.0, 0.0, 0.0]
    assert rating.values == [None] * 13


def test_an_index_begins_at_a_hundred(panel):
    plot = make_plot(panel, DOLLARS, indexed=True)
    assert [series.values[0] for series in plot.series] == [100.0] * 4
    assert plot.series[1].values[7] == pytest.approx(29 / 14 * 100)
    assert len(lay_out(plot, 880, 400, measure).frames) == 2


def test_an_empty_book_and_a_narrow_place_can_be_laid_out(store):
    plot = make_plot(panel_of(store), DOLLARS)
    for width, height in ((880, 400), (300, 120), (60, 60)):
        scene = lay_out(plot, width, height, measure)
        assert len(scene.frames) == 3
        end_words(scene, None)


@pytest.mark.parametrize(
    ("low", "high", "whole", "ticks"),
    [
        (0, 38, True, (0, 20)),
        (0, 2.08, False, (0, 1, 2)),
        (0, 3, True, (0, 1, 2, 3)),
        (0, 490, False, (0, 200, 400)),
    ],
)
def test_ticks_are_few_and_round(low, high, whole, ticks):
    assert nice_ticks(low, high, whole) == ticks


def test_the_sentence_names_the_week_and_never_a_cause(panel):
    assert remark(panel, DOLLARS) == (
        "In the week of “pump recall”, service contacts rose by 8, satisfaction fell to 3.8 "
        "and revenue by 34%. Both were back a week later."
    )
    unmarked = panel._replace(events=[])
    assert remark(unmarked, DOLLARS).startswith("In the week of 6 Apr, service contacts rose by 8,")
    i18n.set_language("vi")
    assert remark(panel, Numbers("vi", "VND")).startswith("Tuần “pump recall”: liên hệ dịch vụ tăng 8 lượt")


def weeks(*rows):
    """(service contacts, revenue, sum of ten scores) a week."""
    return [
        {"contact.service": Tallied(n), "sale": Tallied(1, money), "rating": Tallied(10, score)}
        for n, money, score in rows
    ]


QUIET = [(10, 100, 45)] * 4


def test_a_week_stands_out_only_with_both_a_rise_and_a_fall():
    assert find_dip(weeks(*QUIET, (14, 100, 40)), False).satisfaction == (4.5, 4.0)
    assert find_dip(weeks(*QUIET, (14, 89, 45)), False).revenue == (100, 89)
    assert find_dip(weeks(*QUIET, (13, 50, 20)), False) is None  # 1.3 times is not more than 1.3 times
    assert find_dip(weeks(*QUIET, (14, 90, 45)), False) is None  # a tenth is not more than a tenth
    assert find_dip(weeks(*QUIET, (30, 50, 20)), True) is None  # the week is not over


def test_it_is_told_after_how_many_weeks_both_were_back():
    dip = find_dip(weeks(*QUIET, (20, 50, 30), (10, 120, 40), (10, 120, 46)), False)
    assert (dip.at, dip.back_after) == (4, 2)
    assert find_dip(weeks(*QUIET, (20, 50, 30), (10, 90, 46)), False).back_after is None


def test_without_such_a_week_the_largest_change_is_told_if_it_is_large(panel):
    calm = panel._replace(buckets=panel.buckets[:6])
    before = {"contact.sales": Tallied(300), "contact.service": Tallied(230), "sale": Tallied(40, 1_900_000)}
    assert (
        remark(calm._replace(before=before), DOLLARS)
        == "Compared with the period before, sales contacts rose by 30%."
    )
    alike = {"contact.sales": Tallied(380), "contact.service": Tallied(230), "sale": Tallied(44, 1_960_000)}
    assert remark(calm._replace(before=alike), DOLLARS) == ""
    assert remark(calm._replace(before=None), DOLLARS) == ""


def test_an_event_shades_the_steps_it_touches(panel):
    day = timedelta(days=1)
    event = EventRow(1, 1, "Fair", date(2026, 3, 1) - day, date(2026, 3, 9))
    shade = make_plot(panel._replace(events=[event]), DOLLARS).shades[0]
    assert (shade.first, shade.last) == (1, 3)
