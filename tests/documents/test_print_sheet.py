"""The print sheet, by keys: Enter prints, without a printer it saves; choices are kept; files fail softly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from salesdesk.base.errors import UserError
from salesdesk.documents import print_dialog
from salesdesk.documents.making import make_paper
from salesdesk.documents.papers import Request
from salesdesk.documents.print_dialog import PrintSheet
from tests.documents import shop
from tests.sales.desk import make_window


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str, int]]:
    """Two printers; what reaches them is in the list as (title, size, printer, copies)."""
    sent: list[tuple[str, str, str, int]] = []

    def take(paper: Any, size: Any, printer: str, copies: int, _task: Any) -> None:
        sent.append((paper.title, size.key, printer, copies))

    monkeypatch.setattr(print_dialog, "printer_names", lambda: ["Office", "Till"])
    monkeypatch.setattr(print_dialog, "print_paper", take)
    return sent


@pytest.fixture
def open_sheet(store: Any, qtbot: Any) -> Callable[..., Any]:
    window, desk = make_window(store, qtbot)
    ids = shop.records(store)
    kept: dict[str, dict[str, int]] = {}
    desk.sizes = lambda key: kept.get(key, {})
    desk.remember_sizes = lambda key: lambda sizes: kept.__setitem__(key, sizes)
    window.show()

    def make(kind: str = "quote") -> Any:
        def paper(language: str, account: bool) -> Any:
            return make_paper(store, Request(kind, getattr(ids, kind), language, account))

        sheet = PrintSheet(desk, kind, "en", paper)
        sheet.desk, sheet.kept = desk, kept
        qtbot.addWidget(sheet)
        sheet.open()
        qtbot.waitExposed(sheet)
        qtbot.waitUntil(lambda: len(sheet.preview.pictures) > 0, timeout=20_000)
        return sheet

    return make


def test_enter_prints(open_sheet: Any, qtbot: Any, printed: Any) -> None:
    sheet = open_sheet()
    with qtbot.waitSignal(sheet.accepted, timeout=20_000):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert printed == [("Quote", "a4", "Office", 1)]
    assert sheet.desk.toasts.words == ["Sent to Office"]


def test_size_language_and_copies_are_obeyed_and_the_size_kept(
    open_sheet: Any, qtbot: Any, printed: Any
) -> None:
    sheet = open_sheet("sale")
    qtbot.mouseClick(sheet.sizes._segments["roll"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(sheet.language._segments["vi"], Qt.MouseButton.LeftButton)
    sheet.copies.setFocus()
    qtbot.keyClick(sheet.copies, Qt.Key.Key_Up)
    with qtbot.waitSignal(sheet.accepted, timeout=20_000):
        qtbot.keyClick(sheet.copies, Qt.Key.Key_Return)
    assert printed == [("Phiếu bán hàng", "roll", "Office", 2)]
    assert open_sheet("sale").sizes.current() == "roll"
    assert open_sheet("quote").sizes.current() == "a4"


def test_the_preview_follows_the_size(open_sheet: Any, qtbot: Any, printed: Any) -> None:
    sheet = open_sheet()
    before = sheet.preview.pictures[0].size()
    qtbot.mouseClick(sheet.sizes._segments["roll"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet.preview.pictures[0].size() != before, timeout=20_000)
    assert "Quote" in sheet.preview.accessibleDescription()


def test_without_a_printer_enter_saves_a_pdf(
    open_sheet: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_dialog, "printer_names", list)
    target = tmp_path / "mine"
    offered: list[str] = []

    def ask(_parent: Any, _title: str, place: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(place).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    sheet = open_sheet("receipt")
    with qtbot.waitSignal(sheet.accepted, timeout=20_000):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert target.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert offered[0].startswith("Receipt ")
    assert offered[0].endswith(".pdf")


def test_a_printer_that_refuses_leaves_the_sheet_open(
    open_sheet: Any, qtbot: Any, printed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any) -> None:
        raise UserError("Off")

    monkeypatch.setattr(print_dialog, "print_paper", refuse)
    sheet = open_sheet()
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet._bar.isVisible())
    assert sheet.isVisible()
    assert sheet._pdf.isEnabled()


def test_the_choice_of_account_is_kept_and_says_why_there_is_none(
    open_sheet: Any, qtbot: Any, printed: Any
) -> None:
    sheet = open_sheet()
    assert "account is not known" in sheet._why.text()
    qtbot.keyClick(sheet.account, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not sheet._why.isVisible(), timeout=20_000)
    assert sheet.kept["paper"]["account"] == 0
    assert not open_sheet().account.isChecked()
    assert not open_sheet("job").account.isVisible()
