"""What a person may type, paste or drop anywhere never raises, never blocks, and is answered in place.

Every field of every page and dialog of ``salesdesk screens`` is filled with what nobody should type;
then the dialog is saved. Either it takes what it got, or it stays open and says what to do.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import InlineError, PageBar, SearchField
from tests.look.faults import shown
from tests.look.walk import report, walk

BAD = (
    "x" * 5_000,
    "<b>{name}</b> %s {{ 7*7 }} {0.__class__} \\",
    "'; DROP TABLE party; --",
    "=HYPERLINK(\"http://example.test\",\"x\")",
    "\u202eHa Nguyen \u200b\ufeff\u0301\u0323",
    "👩‍👩‍👧‍👦" * 40,
    "99999999999999999999999999999999",
    "-1",
    "1e999",
    "NaN",
    "31/02/2026",
    "0000-00-00",
    "29/2/2027 25:61",
    "12tr tr 5,5,5.5.5",
    "٣٤٥ ０９０５",
    "\x00\x01\x1b[31m",
    "line\none\r\ntwo\ttab",
    " ",
    "",
)  # fmt: skip
Field = QLineEdit | QPlainTextEdit | QTextEdit


def _fields(page: QWidget) -> Iterator[Field]:
    for widget in shown(page):
        if isinstance(widget, Field) and widget.isEnabled() and not widget.isReadOnly():
            yield widget


def _there(field: Field) -> bool:
    """A cell's editor is gone once its cell was left."""
    return isValid(field) and field.isVisible()


def _paste(field: Field, words: str) -> None:
    QApplication.clipboard().setText(words)
    field.setFocus()
    field.selectAll()
    field.paste()
    QApplication.processEvents()


def _fill(page: QWidget, chance: random.Random) -> None:
    """Paste bad words into every field, one after another, and leave each as a person does."""
    for field in list(_fields(page)):
        for words in chance.sample(BAD, 4):
            if not _there(field):
                break
            _paste(field, words)
        if _there(field) and not isinstance(field.parentWidget(), QAbstractSpinBox):
            QTest.keyClick(field, Qt.Key.Key_Tab)
        QApplication.processEvents()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()


def _save(page: QWidget, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Press the main button of a dialog; it must close, or say what is wrong."""
    main = page._primary if isinstance(page, Sheet) else None
    if main is None or not main.isEnabled() or not any(not isinstance(f, SearchField) for f in _fields(page)):
        return []  # nothing can be saved yet: the button is quiet until there is something
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: asked.append("where") or ("", ""))
    page.press_primary()
    QApplication.processEvents()
    still_there = page.isVisible() and QApplication.activeModalWidget() is page
    return [] if not still_there or asked or _says_what_to_do(page) else ["stays open and does not say why"]


def _says_what_to_do(page: QWidget) -> bool:
    return any(
        isinstance(w, InlineError | PageBar) and w.isVisible() for w in page.findChildren(QWidget)
    ) or any(w.property("wrong") for w in page.findChildren(QWidget))


def _drop(page: QWidget) -> None:
    """Drop on a page what it did not wait for: words, a link, a file that is not there."""
    for make in (_words, _link, _lost_file):
        data = make()
        at, middle = page.rect().center(), QPointF(page.rect().center())
        target = page.childAt(at) or page
        enter = QDragEnterEvent(
            target.mapFrom(page, at) if target is not page else QPoint(at), Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(target, enter)
        if enter.isAccepted():
            drop = QDropEvent(
                middle, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QApplication.sendEvent(target, drop)
        QApplication.processEvents()


def _words() -> QMimeData:
    data = QMimeData()
    data.setText(BAD[1])
    return data


def _link() -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl("https://example.test/customers.xlsx")])
    return data


def _lost_file() -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/no/such/file.xlsx"), QUrl.fromLocalFile("/")])
    return data


def test_no_field_of_any_page_is_hurt_by_what_is_put_into_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: object
) -> None:
    chance = random.Random(14)  # the same words on every run

    def hurt(page: QWidget) -> Sequence[str]:
        if not isinstance(page, QDialog):
            _drop(page)
        _fill(page, chance)
        return _save(page, monkeypatch)

    album = walk(monkeypatch, tmp_path, [hurt], sizes=["1366x768"], language="en")
    assert not album.faults, report(album)
