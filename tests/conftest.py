"""What every test stands on: no screen, no file of the person's own, English words, a shop of its own.

The environment is set before anything imports Qt or matplotlib.
"""

import atexit
import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HOME = Path(tempfile.mkdtemp(prefix="salesdesk-tests-"))
FONT_LIST = Path(__file__).resolve().parent.parent / ".pytest_cache" / "matplotlib"
MODAL_SECONDS = 10.0
LONG = ("tests/faults/test_campaigns.py", "tests/look/test_pages.py")
"""Files of minutes, whose tests share nothing: begun first, and dealt out to the workers one by one."""

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["MPLCONFIGDIR"] = str(FONT_LIST)  # shared by all runs: making the list takes a second
os.environ["SALESDESK_HOME"] = str(HOME / "shop")
for _name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
    os.environ[_name] = str(HOME)
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
    os.environ[_name] = str(HOME / _name.lower())
    (HOME / _name.lower()).mkdir(mode=0o700)
FONT_LIST.mkdir(parents=True, exist_ok=True)
atexit.register(shutil.rmtree, HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def fresh_world(request: pytest.FixtureRequest) -> Iterator[None]:
    """Device settings of its own, English words before, a running clock after every test."""
    from PySide6.QtCore import QSettings  # pytest-qt has loaded it; the environment had to come first

    folder = HOME / "settings" / f"{hash(request.node.nodeid):x}"
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))
    if words := sys.modules.get("salesdesk.base.i18n"):
        words.set_language("en")
    yield
    clock = sys.modules.get("salesdesk.base.clock")
    assert clock is None or clock._frozen is None, "the test left the clock frozen"


_loaded_beside: list[str] = []


def _hear_import(event: str, args: tuple[Any, ...]) -> None:
    beside = threading.current_thread() is not threading.main_thread()
    if event == "import" and beside and args[0].startswith("salesdesk."):
        _loaded_beside.append(args[0])


sys.addaudithook(_hear_import)


@pytest.fixture(autouse=True)
def classes_of_qt_are_made_on_the_main_thread() -> Iterator[None]:
    """On another one they may end the program, see `salesdesk.app.code_ahead`."""
    yield
    beside, _loaded_beside[:] = set(_loaded_beside), []
    if beside:
        from PySide6.QtCore import QObject

        made = [
            f"{name}.{one.__name__}"
            for name in beside & sys.modules.keys()
            for one in vars(sys.modules[name]).values()
            if isinstance(one, type) and issubclass(one, QObject) and one.__module__ == name
        ]
        assert not made, f"made on a worker: {made}"


@pytest.fixture(autouse=True)
def no_forgotten_dialog(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that leaves a dialog waiting for an answer fails; it never hangs."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from tests.modal_watch import ModalWatch

    request.getfixturevalue("qapp")
    watch = ModalWatch(MODAL_SECONDS)
    yield
    watch.stop()
    assert not watch.stuck, f"nobody answered for {MODAL_SECONDS:g} s: {watch.stuck}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Any]:
    """A new shop in US dollars, in English, with Hannah at the desk; closed after the test."""
    from salesdesk.store.database import Store  # not before a test needs it: SQLModel takes a while to load

    shop = Store.create(
        tmp_path / "shop.salesdesk", shop_name="Test shop", currency="USD", language="en", owner="Hannah"
    )
    yield shop
    shop.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first, or one worker stands idle at the end; else the order that chance gave."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file goes to one worker, for what its tests share; those of `LONG` share nothing."""
    from xdist.scheduler import LoadFileScheduling

    class LongApart(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return nodeid if nodeid.startswith(LONG) else str(super()._split_scope(nodeid))

    return LongApart(config, log)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what the fault campaigns tried and came to, whichever worker ran them."""
    from tests.faults.campaign import Figures, table

    reports = [r for kind in ("passed", "failed", "skipped") for r in terminalreporter.getreports(kind)]
    found = [value for r in reports for name, value in r.user_properties if name == "faults"]
    if found:
        terminalreporter.section("faults, set C")
        for line in table(Figures(*json.loads(value)) for value in dict.fromkeys(found)):
            terminalreporter.write_line(line)
