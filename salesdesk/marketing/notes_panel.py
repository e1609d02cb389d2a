"""What sales and marketing tell each other about a campaign."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.base import choices
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import _
from salesdesk.base.periods import format_day
from salesdesk.marketing.commands import add_note, remove_note
from salesdesk.marketing.result_queries import NoteRow
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import (
    Badge,
    Button,
    Card,
    IconButton,
    Label,
    Link,
    Segmented,
    boxed,
    clear,
    column,
    plain_tip,
    row,
)

_TONES = {"sales": "sales", "marketing": "mkt", "service": "service"}


class NotesPanel(Card):
    """The card with the notes, oldest first, and a line to write another."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Notes between sales and marketing"), Link(_("Add"), on_click=self.write), parent=parent
        )
        self._desk = desk
        self._campaign_id = 0
        self._column = column(spacing=0)
        self._nothing = Label(_("Nobody has left a note yet."), "body", "ink3")
        sides = [(side, choices.label(choices.PURPOSES, side)) for side in ("sales", "marketing")]
        self._side = Segmented(sides, "marketing", name=_("Who says it"))
        self.input = QLineEdit()
        self.input.setAccessibleName(_("Note"))
        self.input.setPlaceholderText(_("Leaflet leads mostly rent"))
        self.input.installEventFilter(self)
        save = Button(_("Save note"), "soft", on_click=self._save)
        writing = row(self._side, self.input, save)
        writing.setStretchFactor(self.input, 1)
        self._writing = boxed(writing)
        for item in (self._column, self._nothing, self._writing):
            self.add(item)
        self._writing.hide()

    def show_notes(self, campaign_id: int, notes: Sequence[NoteRow]) -> None:
        """Show a campaign's notes."""
        self._campaign_id = campaign_id
        clear(self._column)
        for note in notes:
            self._column.addWidget(self._line(note))
        self._nothing.setVisible(not notes and self._writing.isHidden())

    def _line(self, note: NoteRow) -> QWidget:
        side = Badge(choices.label(choices.PURPOSES, note.side), _TONES[note.side])
        words = Label(note.words, "body", wrap=True)
        day = self._desk.store.day_of(note.at)
        style = "list" if day.year == self._desk.store.today().year else "short"
        when = Label(format_day(day, self._desk.language, style), "caption", "ink2")
        when.setToolTip(plain_tip(note.staff))
        remove = IconButton(
            "x", _("Remove the note “{words}”").format(words=note.words[:40]), size="row",
            tone="ink3",
            on_click=partial(self._desk.do, remove_note, note.id),
        )  # fmt: skip
        line = row(side, words, when, remove, spacing=8)
        line.setStretchFactor(words, 1)
        # All on the first line of words that may wrap, beside a button that is a little higher.
        gap = (theme.height("row") - theme.line_height("body")) // 2
        words.setContentsMargins(0, gap, 0, gap)
        for widget in (side, when):
            widget.setFixedHeight(theme.height("row"))
            line.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(remove, Qt.AlignmentFlag.AlignTop)
        return boxed(line)

    def write(self) -> None:
        """Begin a note."""
        self._writing.show()
        self._nothing.hide()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        words = nfc(self.input.text()).strip()
        if not words:
            self._close()
            return
        if self._desk.do(add_note, self._campaign_id, words, self._side.current()) is not None:
            self.input.clear()
            self._close()

    def _close(self) -> None:
        self._writing.hide()
        self._nothing.setVisible(self._column.count() == 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter saves the note, Esc gives it up."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._save()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.input.clear()
                self._close()
                return True
        return False
