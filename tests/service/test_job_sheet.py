"""The job sheet from the case page, by Ctrl+P: what the technician takes along."""

import pytest
from PySide6.QtCore import Qt

from salesdesk.documents import print_dialog
from salesdesk.documents.print_dialog import PrintSheet
from salesdesk.service import commands as service
from tests.sales.desk import in_sheet
from tests.service.desk import focus, make_tab

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("on_page", [True, False], ids=["page", "queue"])
def test_ctrl_p_prints_the_job_sheet(now, store, queue, qtbot, monkeypatch, on_page):
    printed = []
    monkeypatch.setattr(print_dialog, "printer_names", lambda: ["Office"])
    monkeypatch.setattr(print_dialog, "print_paper", lambda paper, *_how: printed.append(paper))
    service.add_checklist_item(store, queue["hums"], "Measure the pressure")
    tab = make_tab(store, qtbot)
    if on_page:
        tab.open_record("case", queue["hums"])
    focus(qtbot, tab.page.work.composer if on_page else tab.queue.list.table)
    in_sheet(PrintSheet, lambda sheet: qtbot.keyClick(sheet, Qt.Key.Key_Return))
    tab._desk.actions.run("service.print")  # what Ctrl+P of the window runs
    assert [paper.title for paper in printed] == ["Job sheet"]
    if on_page:
        assert [step.words for step in printed[0].steps] == ["Measure the pressure"]
