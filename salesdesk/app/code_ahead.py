"""Loading code before it is needed, without a halt: what draws nothing on a worker, the rest in turns.

A class of Qt's that is made on another thread may end the program: Qt asks the objects of the window for
their meta-objects without Python's lock, and PySide6 6.11 then looks into what the other thread just writes.
So what draws is loaded on the window's thread only, one module a turn (every test watches over it); what it
stands on, SQLAlchemy and all readings, is loaded by a worker before.
"""

import pkgutil
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from salesdesk.app.features import FEATURES
from salesdesk.app.stamps import stamp
from salesdesk.ui import icons

_DRAWING = re.compile(r"(.*_)?(tab|dialog|panel|picker|page|view)")
_TURN_MS = 1
"""Between two steps. With 0 Qt would take them all in one turn, and paint nothing between."""
_LOOK_MS = 20
_PARTS = ("salesdesk.ui.widgets", "salesdesk.ui", "salesdesk.parties")
"""What tabs are made of: first, or the first tab would load all of it in one turn."""
_SELDOM = re.compile(r".*importing|imported_.*|design_page|samples")
"""Modules that are needed for a single command only."""


def draws(name: str) -> bool:
    """Whether a module of the program may load Qt, as its name says."""
    parts = name.split(".")
    return parts[1] in ("ui", "app") or bool(_DRAWING.fullmatch(parts[-1]))


def modules_of(package: str) -> list[str]:
    """The modules of a package, in the order of their names."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    names = (found.name for found in pkgutil.iter_modules(places))
    return [f"{package}.{name}" for name in names if not _SELDOM.fullmatch(name)]


def load_quiet(packages: Iterable[str]) -> None:
    """Load what draws nothing of some packages; for a worker."""
    for package in packages:
        for name in modules_of(package):
            if not draws(name):
                import_module(name)


def drawing(names: Iterable[str]) -> Iterator[None]:
    """Load modules, a step each; for the window's thread."""
    for name in names:
        if name not in sys.modules:
            import_module(name)
            yield


def drawing_of(packages: Iterable[str]) -> Iterator[None]:
    """Load what draws of some packages, a step each."""
    for package in packages:
        yield from drawing(filter(draws, modules_of(package)))


class Turns(QObject):
    """Takes steps, one a turn of the event loop, until they are done. ``done`` is called then."""

    def __init__(self, parent: QObject, steps: Iterator[None], done: Callable[[], object]) -> None:
        super().__init__(parent)
        self._steps, self._done = steps, done
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.step)

    def step(self) -> None:
        """Take one now, the others in their turns."""
        for _step in self._steps:
            self._clock.start(_TURN_MS)
            return
        self._done()
        self.deleteLater()


class CodeAhead(QObject):
    """Loads the code of the tabs, the import and the settings once the window stands: each opens quickly."""

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self.done = False
        self._thread = threading.Thread(target=self._work, name="preload", daemon=True)
        self._thread.start()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look)
        self._clock.start(_LOOK_MS)

    def _work(self) -> None:
        from salesdesk.store import engine, prepared  # with them comes SQLAlchemy, here and not before

        load_quiet(_packages())
        import_module("salesdesk.app.importers")
        prepared.make_all_ready(engine.dialect())
        icons.read_ahead()

    def _look(self) -> None:
        if not self._thread.is_alive():
            self._clock.stop()
            Turns(self, _all_that_draws(), self._end).step()

    def _end(self) -> None:
        self.done = True
        stamp("whole")


def _packages() -> list[str]:
    # Backwards, because the tabs further left use those further right.
    return [*(feature.place.rpartition(".")[0] for feature in reversed(FEATURES)), "salesdesk.exchange"]


def _all_that_draws() -> Iterator[None]:
    yield from drawing_of((*_PARTS, *_packages()))
    from salesdesk.app.settings_sections import SECTIONS

    yield from drawing(("salesdesk.app.settings_page", *(s.place.split(":")[0] for s in SECTIONS)))


@cache
def load_ahead() -> CodeAhead:
    """Begin, or what has begun already: a second window finds it done."""
    return CodeAhead(QCoreApplication.instance())
