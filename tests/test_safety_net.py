"""The net under the other tests holds: forgotten dialogs, the person's files, the language."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from salesdesk.base import i18n, paths
from tests.modal_watch import ModalWatch

ROOT = Path(__file__).parent.parent


def test_a_dialog_that_nobody_answers_is_closed_and_named(qtbot: QtBot) -> None:
    watch = ModalWatch(0.2)
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setText("Erase everything?")
    box.exec()
    watch.stop()
    assert watch.stuck == ["QMessageBox: Erase everything?"]


def test_a_dialog_that_is_answered_in_time_is_left_alone(qtbot: QtBot) -> None:
    watch = ModalWatch(5)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QLabel("Name", dialog)
    dialog.open()
    qtbot.wait_until(dialog.isVisible)
    dialog.accept()
    watch.stop()
    assert watch.stuck == []


def test_no_test_can_reach_the_files_of_the_person() -> None:
    places = [Path.home(), paths.shop_folder(), paths.cache_folder()]
    where = QStandardPaths.StandardLocation
    places += [Path(QStandardPaths.writableLocation(w)) for w in (where.AppDataLocation, where.CacheLocation)]
    places.append(Path(QSettings("Salesdesk", "Salesdesk").fileName()))
    scratch = Path(tempfile.gettempdir())
    assert [p for p in places if not p.is_relative_to(scratch)] == []


@pytest.mark.parametrize("turn", ["first", "second"])
def test_device_settings_do_not_leak_into_the_next_test(turn: str) -> None:
    settings = QSettings("Salesdesk", "Salesdesk")
    assert settings.allKeys() == []
    settings.setValue("turn", turn)
    settings.sync()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_every_test_starts_in_english(turn: str) -> None:
    assert i18n.language() == "en"
    i18n.set_language("xx")


def test_a_warning_of_qt_fails_a_test(tmp_path: Path) -> None:
    probe = tmp_path / "test_probe.py"
    probe.write_text(
        "from PySide6.QtCore import QObject, qWarning\n"
        "def test_silent(qtbot): pass\n"
        "def test_noisy(qtbot): qWarning('a slot has gone')\n",
        encoding="utf-8",
    )
    config = ROOT / "pyproject.toml"
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-c", str(config), "--rootdir", str(ROOT)]
    run = subprocess.run(
        [*command, "-p", "no:cacheprovider", str(probe)],
        capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ.copy(),
    )
    assert "1 failed, 1 passed" in run.stdout, run.stdout + run.stderr
