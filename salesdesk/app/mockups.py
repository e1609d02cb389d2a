"""``salesdesk screens --mockups``: the pictures of the design, drawn from the real program.

What each shows is declared in `screen_list.mockups`. The bar of the sample shop is not in them.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from salesdesk.app import start
from salesdesk.app.artist import Artist, as_it_is, drawn_at, put_away, sample_book, settle
from salesdesk.app.looks import apply
from salesdesk.app.preferences import LANGUAGE, TAB, THEME, Preferences
from salesdesk.app.sample_notice import SAMPLE_SETTING
from salesdesk.app.screen_list import Stage
from salesdesk.app.screen_list.mockups import MOCKUPS, Mockup
from salesdesk.app.window import MainWindow
from salesdesk.base import clock
from salesdesk.store.database import Store
from salesdesk.today.hints_panel import HINTS
from salesdesk.today.hints_panel import NOTE as HINTS_SEEN
from salesdesk.ui.design_page import DesignPage

# Machado, Oliveira and Fernandes 2009: what somebody without green-sensitive cones sees, on linear light.
_DEUTAN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))


class MockupDrawing:
    """Draws those whose name holds ``only``; each in its own size and theme."""

    def __init__(self, out: Path, scratch: Path, only: str) -> None:
        self._out, self._scratch = out, scratch
        self._chosen = [mockup for mockup in MOCKUPS if only in mockup.name]
        self.artist = Artist()

    @property
    def anything(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self._chosen)

    def draw_language(self, language: str, themes: Sequence[str]) -> None:
        """The pictures of one language, in a fresh book."""
        chosen = [m for m in self._chosen if m.spoken == language and m.look in themes]
        if not chosen:
            return
        folder = self._scratch / language
        preferences = Preferences(folder / "screens.ini")
        preferences.put(LANGUAGE, language)
        preferences.keep_note(HINTS_SEEN, str(len(HINTS)))
        store = sample_book(folder / "sample" / "shop.salesdesk", language)
        store.set_setting(SAMPLE_SETTING, "no")
        store.forget_steps()
        for mockup in chosen:
            preferences.put(THEME, mockup.look)
            preferences.put(TAB, "today")
            with clock.freeze(drawn_at(mockup.spoken, 9, mockup.minute)):
                self._draw(mockup, store, preferences)
        store.close()

    def _draw(self, mockup: Mockup, store: Store, preferences: Preferences) -> None:
        apply(preferences, store if mockup.screen.book == "sample" else None)
        window, stage = self._window(mockup, store, preferences)
        window.resize(*mockup.size)
        window.show()
        settle()
        self.artist.develop = _without_green if mockup.deutan else as_it_is
        self.artist.draw(mockup.screen, window, stage, self._out / f"{mockup.name}.png")
        put_away(window)

    def _window(self, mockup: Mockup, store: Store, preferences: Preferences) -> tuple[QWidget, Stage | None]:
        if mockup.screen.book == "design":
            return DesignPage(mockup.screen.name), None
        if mockup.screen.book == "none":
            return start.FirstRunWindow(self._scratch / "new" / "shop.salesdesk", preferences), None
        window = MainWindow(store, preferences)
        return window, Stage(window, self._scratch, settle)


def _without_green(picture: QPixmap) -> QPixmap:
    """A picture as somebody with deuteranopia sees it."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    seen: dict[bytes, bytes] = {}
    bits = bytearray(image.constBits())
    for at in range(0, len(bits) - 2, 3):
        colour = bytes(bits[at : at + 3])
        if colour not in seen:
            seen[colour] = _seen(colour)
        bits[at : at + 3] = seen[colour]
    out = QImage(bytes(bits), image.width(), image.height(), image.bytesPerLine(), image.format())
    return QPixmap.fromImage(out.copy())


def _seen(colour: bytes) -> bytes:
    light = [_linear(part / 255) for part in colour]
    mixed = (sum(share * part for share, part in zip(row, light, strict=True)) for row in _DEUTAN)
    return bytes(round(255 * _stored(min(max(part, 0.0), 1.0))) for part in mixed)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _stored(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
