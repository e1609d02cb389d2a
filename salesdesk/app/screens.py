"""``salesdesk screens``: every screen and dialog of the program as a picture, from the sample shop.

What is drawn, and how one gets there, is declared in `screen_list`.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtWidgets import QMainWindow

from salesdesk.app import launch, start
from salesdesk.app.artist import Artist, drawn_at, put_away, sample_book, settle
from salesdesk.app.demo import zone_of
from salesdesk.app.looks import apply
from salesdesk.app.mockups import MockupDrawing
from salesdesk.app.preferences import LANGUAGE, TAB, THEME, Preferences
from salesdesk.app.screen_list import FIRST_NUMBER, SCREENS, Stage
from salesdesk.app.terminal import DONE, FAILED, say
from salesdesk.app.window import MainWindow
from salesdesk.base import clock, i18n
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _, ngettext
from salesdesk.store.database import Store
from salesdesk.today.hints_panel import HINTS
from salesdesk.today.hints_panel import NOTE as HINTS_SEEN

SIZES = ("1366x768", "1920x1080")
THEMES = ("light", "dark")
Size = tuple[int, int]


def render(
    out: Path,
    *,
    sizes: Sequence[str] | None = None,
    languages: Sequence[str] | None = None,
    themes: Sequence[str] | None = None,
    only: str = "",
    names: Collection[str] = (),
    mockups: bool = False,
) -> int:
    """Draw every screen whose name contains ``only`` into the folder ``out``; the exit code of the program.

    With ``names`` exactly the screens that are called so are drawn.
    ``mockups``: instead the pictures of the design, each under its number and name, in its own size.
    ``sizes`` are texts such as "1366x768". Raises `UserError` for a size that is none, a name that no
    screen has, or a folder that cannot be written.
    """
    places = [_size(text) for text in sizes or SIZES]
    _make_folder(out)
    before = i18n.language()
    scratch = Path(tempfile.mkdtemp(prefix="salesdesk-screens-"))
    drawing: Drawing | MockupDrawing
    drawing = MockupDrawing(out, scratch, only) if mockups else Drawing(out, scratch, places, only, names)
    if not launch.has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        if not drawing.anything:
            raise UserError(_("No screen is called “{name}”.").format(name=only))
        launch.application()
        for language in languages or i18n.LANGUAGES:
            i18n.set_language(language)
            with clock.freeze(drawn_at(language)):
                drawing.draw_language(language, themes or THEMES)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        i18n.set_language(before)
    return _tell(drawing, out)


def _tell(drawing: "Drawing | MockupDrawing", out: Path) -> int:
    artist = drawing.artist
    for failure in artist.failures:
        say(failure, sys.stderr)
    words = ngettext("Drew {n} picture in {folder}.", "Drew {n} pictures in {folder}.", artist.drawn)
    say(words.format(n=artist.drawn, folder=out))
    return FAILED if artist.failures else DONE


def _size(text: str) -> Size:
    match = re.fullmatch(r"(\d{3,4})[x×](\d{3,4})", text)
    if match is None:
        raise UserError(
            _("“{text}” is not a size. Type width and height, such as 1366x768.").format(text=text)
        )
    return int(match[1]), int(match[2])


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("The folder {folder} cannot be written. Choose another one.").format(folder=out)
        ) from error


class Drawing:
    """Draws the screens whose name holds ``only``; counts what was drawn and what failed."""

    def __init__(
        self, out: Path, scratch: Path, sizes: Sequence[Size], only: str, names: Collection[str]
    ) -> None:
        self._out, self._scratch, self._sizes = out, scratch, sizes
        chosen = [(n, screen) for n, screen in enumerate(SCREENS, FIRST_NUMBER) if only in screen.name]
        self._chosen = [(n, screen) for n, screen in chosen if not names or screen.name in names]
        self.artist = Artist()

    @property
    def anything(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self._chosen)

    def draw_language(self, language: str, themes: Sequence[str]) -> None:
        """Everything in one language, in fresh books."""
        folder = self._scratch / language
        preferences = Preferences(folder / "screens.ini")
        preferences.put(LANGUAGE, language)
        preferences.keep_note(HINTS_SEEN, str(len(HINTS)))
        books = {
            "sample": sample_book(folder / "sample" / "shop.salesdesk", language),
            "empty": _empty_book(folder / "empty" / "shop.salesdesk", language),
        }
        for theme in themes:
            preferences.put(THEME, theme)
            for name, store in books.items():
                self._draw_book(name, store, preferences, f"{language}-{theme}")
            self._draw_first_page(folder / "none" / "shop.salesdesk", preferences, f"{language}-{theme}")
        for store in books.values():
            store.close()

    def _draw_book(self, book: str, store: Store, preferences: Preferences, look: str) -> None:
        if not any(screen.book == book for _n, screen in self._chosen):
            return
        apply(preferences, store)
        preferences.put(TAB, "today")
        window = MainWindow(store, preferences)
        for size in self._sizes:
            self._draw_all(book, window, Stage(window, self._scratch, settle), size, look)
        put_away(window)

    def _draw_first_page(self, book: Path, preferences: Preferences, look: str) -> None:
        if not any(screen.book == "none" for _n, screen in self._chosen):
            return
        apply(preferences, None)
        window = start.FirstRunWindow(book, preferences)
        for size in self._sizes:
            self._draw_all("none", window, None, size, look)
        put_away(window)

    def _draw_all(self, book: str, window: QMainWindow, stage: Stage | None, size: Size, look: str) -> None:
        window.resize(*size)
        window.show()
        settle()
        for number, screen in self._chosen:
            if screen.book == book:
                name = f"{number:02d}-{screen.name}-{look}-{size[0]}x{size[1]}.png"
                self.artist.draw(screen, window, stage, self._out / name)


def _empty_book(path: Path, language: str) -> Store:
    vietnamese = language == "vi"
    return Store.create(
        path,
        shop_name=_("My shop"),
        currency="VND" if vietnamese else "USD",
        language=language,
        owner=_("Owner"),
        zone=zone_of(language),
    )
