"""What the fault tests of the window share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[list[QMainWindow]]:
    """Windows to be closed after the test."""
    windows: list[QMainWindow] = []
    yield windows
    for window in windows:
        qtbot.addWidget(window)
        window.close()
