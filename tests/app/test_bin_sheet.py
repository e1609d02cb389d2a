"""The Bin's sheet: narrowed by name, ticked, and emptied only after asking."""

import pytest
from PySide6.QtWidgets import QCheckBox

from salesdesk.app.window import MainWindow
from salesdesk.base import paths
from salesdesk.parties import bin_dialog
from salesdesk.parties.bin_dialog import BinSheet
from salesdesk.parties.commands import add_party, bin_party
from salesdesk.parties.queries import list_bin
from salesdesk.store.backup import list_backups
from tests.app.windows import answering, rest


def test_what_is_ticked_goes_for_good_only_after_asking(window: MainWindow) -> None:
    store = window.store
    for name in ("Binh An", "Chau Pha"):
        bin_party(store, add_party(store, name=name))
    sheet = BinSheet(window.desk)
    sheet.open()

    def names() -> set[str]:
        with store.reading() as db:
            return {one.name for one in list_bin(db)} & {"Binh An", "Chau Pha"}

    sheet.search.setText("binh")
    assert [one.name for one in sheet._shown] == ["Binh An"]
    ticks = [box for box in sheet.findChildren(QCheckBox) if box.accessibleName() == "Tick Binh An"]
    ticks[-1].click()
    with answering(lambda question: question.reject()):
        sheet.end_button.click()
    assert names() == {"Binh An", "Chau Pha"}
    with answering(lambda question: question.accept()):
        sheet.end_button.click()
    assert names() == {"Chau Pha"}
    sheet.reject()
    store.undo()
    assert names() == {"Binh An", "Chau Pha"}


def test_many_go_for_good_only_after_a_copy(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bin_dialog, "COPY_FIRST", 1)
    store = window.store
    for name in ("Binh An", "Binh Ba"):
        bin_party(store, add_party(store, name=name))
    sheet = BinSheet(window.desk)
    sheet.open()
    sheet.search.setText("binh")
    with answering(lambda question: question.accept()):
        sheet.end_button.click()
    rest(window)
    (copy,) = list_backups(paths.backup_folder(store.path))
    assert copy.reason == "bulk"
    with store.reading() as db:
        assert not {one.name for one in list_bin(db)} & {"Binh An", "Binh Ba"}
    sheet.reject()
