"""``salesdesk screens``: every screen is drawn, in the size, language and colours asked for."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from salesdesk.__main__ import main
from salesdesk.app.screen_list import FIRST_NUMBER, SCREENS
from salesdesk.app.screen_list.mockups import MOCKUPS
from salesdesk.app.screens import render
from salesdesk.base import i18n
from salesdesk.base.errors import UserError
from salesdesk.ui import theme


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Path:
    """Every screen once, in Vietnamese and dark at the smallest usual size, as nobody looks by hand."""
    folder = tmp_path_factory.mktemp("screens")
    code = render(folder, sizes=["1093x614"], languages=["vi"], themes=["dark"])
    theme.apply(qapp, "light")
    assert code == 0
    return folder


def test_every_screen_is_drawn_once_and_named(pictures: Path) -> None:
    names = sorted(path.name for path in pictures.glob("*.png"))
    numbered = enumerate(SCREENS, FIRST_NUMBER)
    assert names == sorted(f"{n:02d}-{screen.name}-vi-dark-1093x614.png" for n, screen in numbered)


def test_pictures_have_the_size_asked_for_and_are_not_blank(pictures: Path) -> None:
    for path in sorted(pictures.glob("*.png")):
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1093, 614), path.name
        colours = {image.pixel(x, y) for x in range(0, 1093, 9) for y in range(0, 614, 9)}
        assert len(colours) > 6, path.name


def test_a_dialog_is_seen_over_the_dimmed_window(pictures: Path) -> None:
    plain, dimmed = (QImage(str(next(pictures.glob(f"*-{name}-vi*")))) for name in ("today", "keys"))
    assert plain.pixelColor(5, 100).lightness() > dimmed.pixelColor(5, 100).lightness()


@pytest.fixture(scope="module")
def mockups(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Path:
    """Some of the design's pictures: a tab in each language, a wide one, a dialog, one without a book."""
    folder = tmp_path_factory.mktemp("mockups")
    for only in ("02-today", "14-compare", "07-win", "22-states", "29-compare"):
        assert render(folder, only=only, mockups=True) == 0
    theme.apply(qapp, "light")
    return folder


def test_the_designs_pictures_have_its_names_and_sizes(mockups: Path) -> None:
    drawn = {mockup.name: mockup.size for mockup in MOCKUPS}
    for path in mockups.glob("*.png"):
        image = QImage(str(path))
        assert (image.width(), image.height()) == drawn[path.stem]
    assert len(list(mockups.glob("*.png"))) == 5


def test_the_designs_pictures_come_out_the_same_again(
    mockups: Path, tmp_path: Path, qapp: QApplication
) -> None:
    assert render(tmp_path, only="02-today", mockups=True) == 0
    theme.apply(qapp, "light")
    one, other = (QImage(str(folder / "02-today-en.png")) for folder in (mockups, tmp_path))
    assert one == other, "the clock stands still and the sample is the same every time"


def test_each_picture_of_the_design_has_a_number_of_its_own() -> None:
    numbers = [int(mockup.name[:2]) for mockup in MOCKUPS]
    assert numbers == sorted(set(numbers))
    assert max(numbers) < FIRST_NUMBER
    assert {mockup.spoken for mockup in MOCKUPS if mockup.name.startswith(("02", "03"))} == {"en", "vi"}


def test_names_are_words_that_tell_them_apart() -> None:
    names = [screen.name for screen in SCREENS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


def test_only_what_was_asked_for_is_drawn_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: QApplication
) -> None:
    call = ["screens", "--out", str(tmp_path / "x"), "--only", "first-page", "--size", "1366x768"]
    assert main([*call, "--language", "en", "--theme", "light"]) == 0
    assert capsys.readouterr().out == f"Drew 1 picture in {tmp_path / 'x'}.\n"
    assert len(list((tmp_path / "x").iterdir())) == 1
    assert i18n.language() == "en"


@pytest.mark.parametrize("size", ["big", "10x10", "1366*768", "99999x2", ""])
def test_a_size_that_is_none_is_refused(tmp_path: Path, size: str) -> None:
    with pytest.raises(UserError, match="is not a size"):
        render(tmp_path, sizes=[size])


def test_a_screen_that_does_not_exist_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screens", "--out", str(tmp_path), "--only", "moon"]) == 1
    assert "No screen is called “moon”." in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "taken").write_text("a file")
    assert main(["screens", "--out", str(tmp_path / "taken" / "x"), "--only", "first"]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_screen_that_fails_is_named_and_the_others_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], qapp: QApplication
) -> None:
    from salesdesk.app import screens
    from salesdesk.app.screen_list import Screen, Stage

    def fails(_stage: Stage) -> None:
        raise LookupError("no such thing")

    monkeypatch.setattr(
        screens, "SCREENS", (Screen("broken", fails), Screen("today", lambda s: s.tab("today")))
    )
    code = screens.render(tmp_path, sizes=["960x560"], languages=["en"], themes=["light"])
    said = capsys.readouterr()
    assert code == 1
    assert "30-broken-en-light-960x560.png: LookupError: no such thing" in said.err
    assert "Drew 1 picture" in said.out
