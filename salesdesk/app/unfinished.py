"""What somebody had typed into a sheet when another person took the desk: kept until they are back."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import sheet_dialog, theme
from salesdesk.ui.widgets import Label, Press

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


class Sheet(NamedTuple):
    """A sheet's title and what was typed, each with the name of its field."""

    title: str
    lines: list[tuple[str, str]]


def words_of(dialog: QDialog) -> Sheet | None:
    """What a person has typed into a dialog; None when it was nothing."""
    lines = [(name, text) for widget in dialog.findChildren(QWidget) for name, text in _typed(widget) if text]
    return Sheet(dialog.windowTitle(), lines) if lines else None


def _typed(widget: QWidget) -> list[tuple[str, str]]:
    if isinstance(widget, QLineEdit):
        mine = widget.isModified() and widget.echoMode() == QLineEdit.EchoMode.Normal
        return [(widget.accessibleName(), widget.text().strip())] if mine else []
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        mine = widget.document().isModified() and not widget.isReadOnly()
        return [(widget.accessibleName(), widget.toPlainText().strip())] if mine else []
    return []


def offer(window: "MainWindow", sheets: list[Sheet]) -> None:
    """Tell somebody who is back what was left open, and show it on demand."""
    if not sheets:
        return
    titles = ", ".join(sheet.title for sheet in sheets)
    window.messages.show_message(
        _("Not saved before you left: {titles}").format(titles=titles),
        _("What you had typed is kept here until you close the program."),
        actions=[Press(_("Show it"), lambda: _show(window, sheets))],
    )


def _show(window: "MainWindow", sheets: list[Sheet]) -> None:
    parts = [
        "\n".join([sheet.title, *(f"{name}: {text}" if name else text for name, text in sheet.lines)])
        for sheet in sheets
    ]
    text = "\n\n".join(parts)
    sheet = sheet_dialog.Sheet(window, _("What you had typed"), 540, icon="pencil")
    area = QPlainTextEdit(text)
    area.setReadOnly(True)
    area.setAccessibleName(_("What you had typed"))
    area.setFixedHeight(theme.scaled(220))
    sheet.body.addWidget(Label(_("Copy it into a new sheet where it is wanted."), "caption", "ink2"))
    sheet.body.addWidget(area)
    sheet.add_action(_("Copy"), icon="copy", on_click=lambda: QGuiApplication.clipboard().setText(text))
    sheet.set_primary(_("Close"), icon="")
    sheet.run()
