"""Step 4 of an import: what happened, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from salesdesk.base.fields import by_key
from salesdesk.base.i18n import _, ngettext
from salesdesk.exchange.applying import ImportResult
from salesdesk.exchange.import_plans_view import PlansView
from salesdesk.exchange.import_side_panel import ask_where
from salesdesk.exchange.record_names import Names
from salesdesk.exchange.rehearsal import CHANGED, NEW, Rehearsal
from salesdesk.ui.widgets import STRETCH, Button, Card, Icon, Label, column, row

SHOWN = 500


class DonePanel(QWidget):
    """``see_wanted`` gives the id of the first row that was added."""

    undo_wanted = Signal()
    save_wanted = Signal(str)
    see_wanted = Signal(object)

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: int | None = None
        self.title = ""
        self._icon = Icon("circle-check", "accent", 32)
        self._title, self._words = Label("", "section"), Label("", "body", "ink2", wrap=True)
        self.undo_button = Button(
            _("Undo import"), icon="undo-2", key="Ctrl+Z", on_click=self.undo_wanted.emit
        )
        self.see_button = Button(_("See them"), "primary", on_click=lambda: self.see_wanted.emit(self._first))
        self.save_button = Button(_("Save what was left out"), icon="download", on_click=self._save)
        self.rows = PlansView(currency)
        self.rows.setAccessibleName(_("Rows that were brought in"))
        self._list = Card(padding=False)
        self._list.body.addWidget(self.rows)
        card = Card()
        card.add(row(self._icon, column(self._title, self._words, spacing=2), spacing=14))
        card.add(row(self.see_button, self.undo_button, self.save_button, STRETCH))
        whole = column(card, self._list, spacing=12, margins=(20, 16, 20, 4))
        whole.addStretch(0)  # takes the room when the list has gone
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_result(self, result: ImportResult, rehearsal: Rehearsal, names: Names, language: str) -> None:
        """Show the counts of a finished import, and its rows as far as they are kept."""
        came = [plan for plan in rehearsal.rows() if plan.outcome in (NEW, CHANGED)][:SHOWN]
        self.rows.show_plans(came, by_key(rehearsal.importer.fields), names, language)
        self._first = result.ids[0] if result.ids else None
        n = result.added + result.changed
        words = ngettext("{n} row was brought in", "{n} rows were brought in", n)
        self.title = words.format(n=f"{n:,}")
        self._words.setText(
            _("{added} added, {changed} changed, {same} as they were, {left_out} left out.").format(
                added=f"{result.added:,}",
                changed=f"{result.changed:,}",
                same=f"{result.same:,}",
                left_out=f"{result.left_out:,}",
            )
        )
        self.show_undone(False)
        self.save_button.setVisible(result.left_out > 0)

    def showEvent(self, event: QShowEvent) -> None:
        """The button that had the keys cannot be pressed any more: they go on to what was brought in."""
        super().showEvent(event)
        self.see_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_undone(self, undone: bool) -> None:
        """Say whether the import has been taken back meanwhile."""
        self._icon.set_icon("undo-2" if undone else "circle-check", "ink3" if undone else "accent")
        taken_back = _("The import was taken back. The book is as it was before.")
        self._title.setText(taken_back if undone else self.title)
        self._words.setVisible(not undone)
        self._list.setVisible(not undone)
        self.undo_button.setVisible(not undone)
        self.see_button.setVisible(not undone and self._first is not None)

    def _save(self) -> None:
        path = ask_where(self)
        if path:
            self.save_wanted.emit(path)
