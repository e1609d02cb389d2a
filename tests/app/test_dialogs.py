"""The window's own dialogs: settings, history, keys, backup; and when a book cannot be opened."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy import select

from salesdesk.app import backing_up, crash, dialogs
from salesdesk.app.history_dialog import HistoryDialog
from salesdesk.app.keys_dialog import KeysDialog
from salesdesk.app.preferences import LANGUAGE, TAB, TEXT_SIZE, THEME, Preferences
from salesdesk.app.trouble import Trouble, Ways
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n, paths
from salesdesk.base.errors import StoreError
from salesdesk.parties.commands import add_party, edit_party
from salesdesk.store import schema as s
from salesdesk.store.backup import list_backups
from salesdesk.ui.widgets import Label
from tests.app.windows import answering, press, rest, tab
from tests.ui.look import cut_off


def _said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label)]


# Preferences


def test_what_cannot_be_chosen_is_the_usual(tmp_path: Path) -> None:
    file = tmp_path / "p.ini"
    file.write_text(
        "[General]\nlanguage=klingon\ntheme=pink\ntext_size=huge\ntab=nowhere\n[sizes]\na=x;b=9;=;c\n"
    )
    preferences = Preferences(file)
    assert (preferences.get(LANGUAGE), preferences.get(THEME), preferences.text_scale) == ("", "system", 1.0)
    assert preferences.sizes("b") == {}
    assert preferences.geometry() is None


def test_choices_and_widths_are_remembered(tmp_path: Path) -> None:
    Preferences(tmp_path / "p.ini").put(TEXT_SIZE, "150")
    Preferences(tmp_path / "p.ini").remember_sizes("prospects")({"list": 430})
    again = Preferences(tmp_path / "p.ini")
    assert again.text_scale == 1.5
    assert again.sizes("prospects") == {"list": 430}


def test_a_tab_that_is_no_more_is_today(window: MainWindow) -> None:
    window.preferences.put(TAB, "nowhere")
    window.rebuild()
    assert window.current_tab == "today"


# History


def test_history_takes_one_step_back_and_leaves_the_others(window: MainWindow) -> None:
    first, second = add_party(window.store, name="Ngọc"), add_party(window.store, name="Hải")
    dialog = HistoryDialog(window.desk)
    dialog.open()
    assert [button.accessibleName() for button in dialog.undo_buttons] == ["Undo Add Hải", "Undo Add Ngọc"]
    dialog.undo_buttons[1].click()
    with window.store.reading() as db:
        left = set(db.execute(select(s.party.c.id).where(s.party.c.id.in_((first, second)))).scalars())
    assert left == {second}
    assert len(dialog.undo_buttons) == 1
    assert "undone" in _said(dialog)
    dialog.reject()


def test_history_explains_a_step_that_a_later_one_stands_on(window: MainWindow) -> None:
    party = add_party(window.store, name="Ngọc")
    edit_party(window.store, party, name="Ngọc Anh")
    dialog = HistoryDialog(window.desk)
    dialog.open()
    dialog.undo_buttons[1].click()
    assert any("changed later" in words for words in _said(dialog))
    dialog.reject()


def test_an_empty_history_says_what_it_is_for(window: MainWindow) -> None:
    dialog = HistoryDialog(window.desk)
    dialog.open()
    assert "Nothing was changed yet" in _said(dialog)
    dialog.reject()


# Backup, files


def test_a_backup_is_made_proven_and_said(window: MainWindow, sample: Any) -> None:
    assert "No backup yet" in window.status._backup.text()
    backing_up.back_up(window)
    rest(window)
    assert window.toasts.text() == "Copied and checked: 390 people"
    assert len(list_backups(paths.backup_folder(sample.path))) == 1
    assert window.status._backup.text().startswith("Backed up today")


def test_a_list_is_written_where_the_person_says(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "people"
    chosen = ("Customers and prospects (*.xlsx *.csv *.vcf)",)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), chosen[0]))
    dialogs.export_list(window)
    rest(window)
    assert (tmp_path / "people.xlsx").exists()
    assert window.toasts.text() == "Wrote 390 rows to people.xlsx"


def test_a_place_that_cannot_be_written_is_said(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = (str(tmp_path / "no" / "where" / "p.csv"), "Products (*.xlsx *.csv)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: chosen)
    dialogs.export_list(window)
    rest(window)
    assert window.messages.isVisible()


def test_giving_up_the_file_dialog_writes_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    dialogs.export_list(window)
    assert window.jobs.idle


# Trouble


def test_an_error_nobody_foresaw_is_logged_without_words_of_the_shop(window: MainWindow) -> None:
    try:
        raise ValueError("Nguyễn Thị Lan, 0912 345 678")
    except ValueError as error:
        caught = error
    with answering(lambda dialog: dialog.reject()) as seen:
        crash.tell(caught)
    assert "What you saved is safe" in " ".join(_said(seen[0]))
    report = crash.report_of(ValueError, caught.__traceback__)
    assert "ValueError" in report
    assert "test_dialogs.py" in report
    assert "Lan" not in report


def test_trouble_of_the_file_that_nobody_caught_has_its_own_words(window: MainWindow) -> None:
    with answering(lambda dialog: dialog.reject()) as seen:
        crash.tell(StoreError("The drive did not answer.", "SQLITE_IOERR: disk I/O error", "drive"))
    assert "The drive did not answer." in " ".join(_said(seen[0]))


def test_one_message_at_a_time_however_many_errors(window: MainWindow) -> None:
    def again(dialog: Any) -> None:
        crash.tell(RuntimeError("second"))
        dialog.reject()

    with answering(again) as seen:
        crash.tell(RuntimeError("first"))
    assert len(seen) == 1


def test_the_hook_takes_what_python_gives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    import threading

    told: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(crash, "tell", told.append)
    crash.install()
    sys.excepthook(ValueError, ValueError("x"), None)
    assert [type(error) for error in told] == [ValueError]


def test_a_damaged_book_is_said_with_its_last_good_copy(
    window: MainWindow, sample: Any, tmp_path: Path
) -> None:
    from salesdesk.store.backup import make_backup

    make_backup(sample.path, "manual")

    def look(dialog: Any) -> None:
        words = " ".join(_said(dialog))
        assert "The file is damaged." in words
        assert "Your last good copy is from today" in words
        dialog.reject()

    with answering(look):
        trouble = StoreError("The file is damaged.", "", "damaged")
        Trouble(sample.path, trouble, Ways(lambda _path: None)).sheet.run()


# The look


@pytest.mark.parametrize("language", ["en", "vi", "xx"])
def test_no_words_of_the_dialogs_are_cut_off(window: MainWindow, language: str, qtbot: Any) -> None:
    add_party(window.store, name="Công ty trách nhiệm hữu hạn một thành viên Thương mại Hoàng Long Đà Nẵng")
    window.resize(1093, 560)
    i18n.set_language(language)
    window.rebuild()
    tab(window, "service")
    for dialog in (
        HistoryDialog(window.desk),
        KeysDialog(window, window.actions_map),
    ):
        dialog.open()
        qtbot.wait(30)
        assert cut_off(dialog) == [], type(dialog).__name__
        dialog.reject()
    assert [fault for fault in cut_off(window.bar) if "elide" not in fault] == []
    i18n.set_language("en")


def test_everything_that_takes_the_keys_has_a_name(window: MainWindow) -> None:
    for dialog in (
        HistoryDialog(window.desk),
        KeysDialog(window, window.actions_map),
    ):
        dialog.open()
        assert _nameless(dialog) == []
        dialog.reject()
    assert _nameless(window) == []


def _nameless(root: QWidget) -> list[str]:
    stops = (
        w for w in root.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()
    )
    return [
        type(w).__name__ for w in stops if not w.accessibleName() and not (hasattr(w, "text") and w.text())
    ]


def test_the_focus_comes_back_to_where_it_was(window: MainWindow) -> None:
    before = window.focusWidget()
    assert before is not None
    with answering(lambda dialog: dialog.reject()):
        press(window, "Ctrl+H")
    assert window.focusWidget() is before
