"""The sample shop, made once a run and copied for every test that opens it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.app.demo import make_demo
from salesdesk.app.window import MainWindow
from salesdesk.store.database import Store
from tests.app.windows import open_window


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the Vietnamese sample shop, closed."""
    path = tmp_path_factory.mktemp("sample") / "shop.salesdesk"
    make_demo(path, "vi").close()
    return path


@pytest.fixture
def sample(sample_book: Path, tmp_path: Path) -> Iterator[Store]:
    """An open copy of the sample shop."""
    path = tmp_path / "sample.salesdesk"
    shutil.copy(sample_book, path)
    store = Store.open(path)
    yield store
    store.close()


@pytest.fixture
def window(qtbot: QtBot, sample: Store, tmp_path: Path) -> MainWindow:
    """The window on the sample shop, with English words."""
    return open_window(qtbot, sample, tmp_path, language="en")
