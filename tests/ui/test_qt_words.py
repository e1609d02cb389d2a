"""Qt's own menus and dialogs speak the person's language: nothing they ask for is without words."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QScrollBar,
    QSpinBox,
    QTextBrowser,
    QWidget,
)

from salesdesk.base import i18n
from salesdesk.ui import qt_words

UNSEEN = {"QGuiApplication", "QPageSize", "QShortcut"}
"""Names of paper sizes and of keys are the same in both languages."""
FORMS = {"Form", "...", "mm", "Pica (P̸)", "Didot (DD)", "Cicero (CC)"}
"""Names inside Qt, and units."""


class Listening(qt_words.QtWords):
    """Notes what Qt asks for and is not told."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.unanswered: set[str] = set()

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        words = super().translate(context, source, disambiguation, n)
        if (
            not words
            and context not in UNSEEN
            and source not in FORMS
            and not source[:1].isdigit()
            and not source.startswith("Alt+")
        ):
            self.unanswered.add(f"{context}: {source}")
        return words


@pytest.fixture
def listening(qapp: QApplication) -> Iterator[Listening]:
    i18n.set_language("vi")
    ear = Listening(qapp)
    qapp.installTranslator(ear)
    yield ear
    qapp.removeTranslator(ear)


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """A way to choose the language of Qt's words; English again afterwards."""

    def choose(code: str) -> None:
        i18n.set_language(code)
        qt_words.speak(qapp)

    yield choose
    choose("en")


def _right_click(widget: QWidget) -> None:
    def close() -> None:
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()

    QTimer.singleShot(30, close)
    middle = widget.rect().center()
    QApplication.sendEvent(
        widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, widget.mapToGlobal(middle))
    )


def test_context_menus_of_fields_are_translated(listening: Listening, qtbot: object) -> None:
    for field in (QLineEdit("a"), QPlainTextEdit("a"), QTextBrowser()):
        field.createStandardContextMenu().deleteLater()
        field.deleteLater()
    for widget in (QSpinBox(), QScrollBar()):
        widget.show()
        _right_click(widget)
        widget.deleteLater()
    assert listening.unanswered == set()


def test_the_file_dialog_is_translated(listening: Listening, qapp: QApplication) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    for mode in (QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave):
        dialog.setAcceptMode(mode)
        dialog.show()
        qapp.processEvents()
    dialog.deleteLater()
    assert listening.unanswered == set()


def test_buttons_and_the_print_dialog_are_translated(listening: Listening, qapp: QApplication) -> None:
    every = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(
        every.Ok | every.Save | every.Open | every.Yes | every.No | every.Cancel | every.Help
    )
    message = QMessageBox()
    message.setDetailedText("x")
    printer = QPrinter()  # the dialog does not keep it alive
    printing = QPrintDialog(printer)
    for widget in (box, message, printing):
        widget.show()
        qapp.processEvents()
        widget.close()
        widget.deleteLater()
    assert listening.unanswered == set()


def test_the_menu_of_a_field_follows_the_language(spoken: Callable[[str], None], qtbot: object) -> None:
    field = QLineEdit("a")
    spoken("vi")
    menu = field.createStandardContextMenu()
    assert [a.text().split("\t")[0] for a in menu.actions() if a.text()][:2] == ["Hoàn tác", "Làm lại"]
    assert QLocale().dayName(1) == "Thứ Hai"
    spoken("en")
    menu = field.createStandardContextMenu()
    assert [a.text().split("\t")[0] for a in menu.actions() if a.text()][:2] == ["&Undo", "&Redo"]
    field.deleteLater()
