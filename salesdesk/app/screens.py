"""``salesdesk screens``: every screen and dialog of the program as a picture, from the sample shop.

What is drawn, and how one gets there, is declared in `screen_list`.
"""

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from salesdesk.app import screen_list, start
from salesdesk.app.demo import make_demo
from salesdesk.app.looks import apply
from salesdesk.app.preferences import LANGUAGE, TAB, THEME, Preferences
from salesdesk.app.screen_list import FIRST_NUMBER, SCREENS, Screen, Stage
from salesdesk.app.terminal import DONE, FAILED, say
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _, ngettext
from salesdesk.store.backup import make_backup
from salesdesk.store.database import Store
from salesdesk.ui.design_page import picture

SIZES = ("1366x768", "1920x1080")
THEMES = ("light", "dark")
_LOOK_MS, _DIALOG_S, _QUIET_S, _TURNS = 20, 5.0, 20.0, 10
Size = tuple[int, int]


def render(
    out: Path,
    *,
    sizes: Sequence[str] | None = None,
    languages: Sequence[str] | None = None,
    themes: Sequence[str] | None = None,
    only: str = "",
    names: Collection[str] = (),
) -> int:
    """Draw every screen whose name contains ``only`` into the folder ``out``; the exit code of the program.

    With ``names`` exactly the screens that are called so are drawn.
    ``sizes`` are texts such as "1366x768". Raises `UserError` for a size that is none, a name that no
    screen has, or a folder that cannot be written.
    """
    chosen = [(n, screen) for n, screen in enumerate(SCREENS, FIRST_NUMBER) if only in screen.name]
    chosen = [(n, screen) for n, screen in chosen if not names or screen.name in names]
    if not chosen:
        raise UserError(_("No screen is called “{name}”.").format(name=only))
    places = [_size(text) for text in sizes or SIZES]
    _make_folder(out)
    if not start.has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    start.application()
    before = i18n.language()
    scratch = Path(tempfile.mkdtemp(prefix="salesdesk-screens-"))
    drawing = _Drawing(out, scratch, places, chosen)
    try:
        for language in languages or i18n.LANGUAGES:
            drawing.draw_language(language, themes or THEMES)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        i18n.set_language(before)
    return _tell(drawing, out)


def _tell(drawing: "_Drawing", out: Path) -> int:
    for failure in drawing.failures:
        say(failure, sys.stderr)
    words = ngettext("Drew {n} picture in {folder}.", "Drew {n} pictures in {folder}.", drawing.drawn)
    say(words.format(n=drawing.drawn, folder=out))
    return FAILED if drawing.failures else DONE


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


class _Drawing:
    """Draws the chosen screens; counts what was drawn and what failed."""

    def __init__(
        self, out: Path, scratch: Path, sizes: Sequence[Size], chosen: Sequence[tuple[int, Screen]]
    ) -> None:
        self._out, self._scratch, self._sizes, self._chosen = out, scratch, sizes, chosen
        self.drawn = 0
        self.failures: list[str] = []

    def draw_language(self, language: str, themes: Sequence[str]) -> None:
        """Everything in one language, in fresh books."""
        i18n.set_language(language)
        folder = self._scratch / language
        preferences = Preferences(folder / "screens.ini")
        preferences.put(LANGUAGE, language)
        books = {
            "sample": make_demo(folder / "sample" / "shop.salesdesk", language),
            "empty": _empty_book(folder / "empty" / "shop.salesdesk", language),
        }
        make_backup(books["sample"].path, "manual")
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
            self._draw_all(book, window, Stage(window, self._scratch, _settle), size, look)
        window.close()
        window.deleteLater()
        _settle()

    def _draw_first_page(self, book: Path, preferences: Preferences, look: str) -> None:
        if not any(screen.book == "none" for _n, screen in self._chosen):
            return
        apply(preferences, None)
        window = start.FirstRunWindow(book, preferences)
        for size in self._sizes:
            self._draw_all("none", window, None, size, look)
        window.close()
        window.deleteLater()

    def _draw_all(self, book: str, window: QMainWindow, stage: Stage | None, size: Size, look: str) -> None:
        window.resize(*size)
        window.show()
        _settle()
        for number, screen in self._chosen:
            if screen.book != book:
                continue
            path = self._out / f"{number:02d}-{screen.name}-{look}-{size[0]}x{size[1]}.png"
            try:
                self._draw(screen, window, stage, path)
                self.drawn += 1
            except Exception as error:  # noqa: BLE001 - one screen that fails must not hide the others
                self.failures.append(f"{path.name}: {type(error).__name__}: {error}")
                _reject_all()

    def _draw(self, screen: Screen, window: QMainWindow, stage: Stage | None, path: Path) -> None:
        if stage is not None:
            stage.reset()
        shot = _Shot(window, path)
        if screen.dialog and stage is not None:
            shot.take_when_modal(lambda: screen.fill(stage))
        if stage is not None:
            screen.show(stage)
        if screen.dialog and not shot.taken:
            shot.wait()
        elif not screen.dialog:
            _settle(wait=not screen.running)
            shot.take()
        _reject_all()
        if stage is not None:
            screen.after(stage)
        _settle()
        if shot.error is not None:
            raise shot.error


class _Shot:
    """One picture. A dialog that waits for its answer is photographed from inside its own loop."""

    def __init__(self, window: QMainWindow, path: Path) -> None:
        self._window, self._path = window, path
        self.taken = False
        self.error: Exception | None = None
        self._timer = QTimer()
        self._fill: screen_list.Plain = screen_list.nothing

    def take(self) -> None:
        """Save the picture. Raises `OSError` when it cannot be written."""
        self.taken = True
        if not picture(self._window).save(str(self._path)):
            raise OSError(str(self._path))

    def take_when_modal(self, fill: screen_list.Plain) -> None:
        """As soon as a dialog stands open: fill it in, take the picture, and send the dialog away."""
        self._fill = fill
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if QApplication.activeModalWidget() is None:
            return
        self._timer.stop()
        try:
            self._fill()
            _settle()
            self.take()
        except Exception as error:  # noqa: BLE001 - raised again outside Qt's loop
            self.error = error
        _reject_all()

    def wait(self) -> None:
        """For a dialog that does not wait. Raises `LookupError` when none comes."""
        until = time.monotonic() + _DIALOG_S
        while not self.taken and self.error is None:
            QCoreApplication.processEvents()
            if time.monotonic() > until:
                self._timer.stop()
                raise LookupError("no dialog opened")


def _reject_all() -> None:
    for _turn in range(5):
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        dialog.close()


def _settle(milliseconds: int = 60, *, wait: bool = True) -> None:
    """Let the screen come to rest: timers that are due, layouts, and workers where ``wait`` says so."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    until = time.monotonic() + milliseconds / 1000
    limit = time.monotonic() + _QUIET_S
    turns = 0
    while turns < _TURNS or time.monotonic() < until or (wait and _working() and time.monotonic() < limit):
        QCoreApplication.processEvents()
        time.sleep(0.002)
        turns += 1


def _working() -> bool:
    windows = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible())
    return any(not window.jobs.idle for window in windows)


def _empty_book(path: Path, language: str) -> Store:
    vietnamese = language == "vi"
    return Store.create(
        path,
        shop_name=_("My shop"),
        currency="VND" if vietnamese else "USD",
        language=language,
        owner=_("Owner"),
        zone="Asia/Ho_Chi_Minh" if vietnamese else "Europe/London",
    )
