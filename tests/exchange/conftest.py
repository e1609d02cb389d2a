"""A window on an empty book, and a small list of people to bring in."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.app.window import MainWindow
from salesdesk.store.database import Store
from tests.app.windows import open_window
from tests.exchange.import_walk import PEOPLE


@pytest.fixture
def window(qtbot: QtBot, store: Store, tmp_path: Path) -> MainWindow:
    """The window on an empty book."""
    store.set_setting("country", "GB")
    return open_window(qtbot, store, tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small list of people."""
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path
