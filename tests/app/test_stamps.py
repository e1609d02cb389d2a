"""Whoever measures the start is told when the window could be used."""

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.app import stamps


def test_painted_comes_before_usable_and_usable_waits_for_what_is_read(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "stamps"
    monkeypatch.setenv(stamps.PLACE, str(place))
    reading = [True]
    before = time.monotonic_ns()
    window = QWidget()
    qtbot.addWidget(window)
    stamps.watch(window, lambda: not reading)
    window.show()
    qtbot.waitUntil(place.exists)
    assert [line.split()[0] for line in place.read_text().splitlines()] == ["painted"]
    reading.clear()
    window.update()
    qtbot.waitUntil(lambda: len(place.read_text().splitlines()) == 2)
    lines = [line.split() for line in place.read_text().splitlines()]
    assert [line[0] for line in lines] == ["painted", "usable"]
    assert before < int(lines[0][1]) < int(lines[1][1]) < time.monotonic_ns()
    window.update()
    qtbot.wait(30)
    assert len(place.read_text().splitlines()) == 2


def test_nobody_measures_nothing_is_written(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(stamps.PLACE, raising=False)
    window = QWidget()
    qtbot.addWidget(window)
    stamps.watch(window, lambda: True)
    assert not window.children()
    stamps.stamp("painted")
