"""Every icon anybody asks for is there, in the colour asked for, sharp on every screen."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

import salesdesk
from salesdesk.base import paths
from salesdesk.ui import icons, theme


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


def test_every_icon_named_in_the_code_is_carried() -> None:
    named = re.compile(r"(?:\bicon=|Icon\(|icons?\.(?:icon|pixmap)\(|IconButton\()\s*\"([a-z0-9-]+)\"")
    root = Path(salesdesk.__file__).parent
    asked = {name for path in root.rglob("*.py") for name in named.findall(path.read_text(encoding="utf-8"))}
    assert sorted(asked - set(icons.names())) == []


def test_the_licences_of_the_icons_and_of_the_font_are_shipped() -> None:
    icon_words = (paths.resources() / "icons" / "LICENSE.txt").read_text(encoding="utf-8")
    assert "ISC License" in icon_words
    assert "Cole Bemis" in icon_words
    assert "SIL OPEN FONT LICENSE" in (paths.resources() / "fonts" / "LICENSE.txt").read_text(
        encoding="utf-8"
    )


def _ink(name: str, color: str) -> set[str]:
    image = icons.pixmap(name, color, 32).toImage()
    dots = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {dot.name(QColor.NameFormat.HexRgb) for dot in dots if dot.alpha() == 255}


def test_an_icon_is_drawn_in_the_colour_asked_for() -> None:
    assert _ink("square", "danger") == {theme.hex_of("danger").lower()}


def test_an_icon_has_as_many_dots_as_the_screen() -> None:
    picture = icons.pixmap("phone", "ink", 16, 2.0)
    assert picture.width() == 32
    assert picture.devicePixelRatio() == 2.0


def test_an_icon_is_larger_with_larger_text(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 1.5)
    assert icons.pixmap("phone", "ink", 16).width() == 24
    theme.apply(qapp, "light")


def test_an_icon_is_quiet_where_it_cannot_be_used() -> None:
    icon = icons.icon("phone", "accent")
    modes = (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    normal, quiet = (icon.pixmap(16, 16, mode).toImage() for mode in modes)
    assert normal != quiet


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon")
