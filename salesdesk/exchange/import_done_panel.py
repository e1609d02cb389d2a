"""Step 4 of an import: what happened, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from salesdesk.base.i18n import _
from salesdesk.exchange.applying import ImportResult
from salesdesk.ui.widgets import STRETCH, Button, Card, Icon, Label, column, row


class DonePanel(QWidget):
    """``see_wanted`` gives the id of the first row that was added."""

    undo_wanted = Signal()
    save_wanted = Signal(str)
    see_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: int | None = None
        self._title, self._words = Label("", "section"), Label("", "body", "ink2", wrap=True)
        self.undo_button = Button(
            _("Undo import"), icon="undo-2", key="Ctrl+Z", on_click=self.undo_wanted.emit
        )
        self.see_button = Button(_("See them"), "primary", on_click=lambda: self.see_wanted.emit(self._first))
        self.save_button = Button(_("Save what was left out"), icon="download", on_click=self._save)
        card = Card()
        card.add(
            row(Icon("circle-check", "accent", 32), column(self._title, self._words, spacing=2), spacing=14)
        )
        card.add(row(self.see_button, self.undo_button, self.save_button, STRETCH))
        self.setLayout(column(card, STRETCH, margins=(20, 16, 20, 12)))

    def show_result(self, result: ImportResult) -> None:
        """Show the counts of a finished import."""
        self._first = result.ids[0] if result.ids else None
        self._title.setText(_("{n} rows were brought in").format(n=f"{result.added + result.changed:,}"))
        self._words.setText(
            _("{added} added, {changed} changed, {same} as they were, {left_out} left out.").format(
                added=f"{result.added:,}",
                changed=f"{result.changed:,}",
                same=f"{result.same:,}",
                left_out=f"{result.left_out:,}",
            )
        )
        self.see_button.setVisible(self._first is not None)
        self.save_button.setVisible(result.left_out > 0)

    def _save(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save the rows left out"), _("left out.csv"), "CSV (*.csv)"
        )
        if path:
            self.save_wanted.emit(path)
