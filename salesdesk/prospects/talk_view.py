"""Writing down notes and calls, and below them the timeline of everything that happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.periods import event_when
from salesdesk.parties.queries import TimelineRow, timeline
from salesdesk.ui.call_composer import CallComposer
from salesdesk.ui.composer import NoteField
from salesdesk.ui.desk import Desk
from salesdesk.ui.timeline import INSET, Timeline, TimelineEvent
from salesdesk.ui.widgets import STRETCH, Card, Label, boxed, column, row

PAGE = 50
_DOMAINS = {"mkt": "marketing"}


class TalkView(QWidget):
    """One person's notes, calls and timeline. ``guess(outcome)`` proposes the next step's day."""

    noted = Signal(str)
    called = Signal(object)
    """(CallEntry)"""
    opened = Signal(object, str)
    """(id, kind) of an event"""

    def __init__(
        self, desk: Desk, guess: Callable[[str], date | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._guess = desk, guess
        self._party_id: int | None = None
        self._rows: list[TimelineRow] = []
        self.note = NoteField(_("Write a note, or press L to log a call"))
        self.note.added.connect(lambda entry: self.noted.emit(entry.text))
        self.call: CallComposer | None = None
        self._who = Label("", "strong")
        self._number = Label("", "section", "accentInk", selectable=True)
        self._call_card = Card()
        self._call_card.body.addLayout(row(self._who, STRETCH, self._number, spacing=8))
        self._call_card.hide()
        self._call_card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.timeline = Timeline(language=desk.language, zone=desk.store.zone)
        self.timeline.opened.connect(self.opened)
        self.timeline.domain_chosen.connect(lambda _domain: self.refresh())
        self.timeline.older_wanted.connect(self._show_older)
        writing = boxed(column(self.note, self._call_card, spacing=0, margins=(INSET, 0, INSET, 0)))
        whole = column(writing, self.timeline, spacing=14)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.note)

    # ------------------------------------------------------------- writing

    def write_note(self) -> None:
        """Begin to write a note."""
        self.end_call()
        self.note.setFocus()

    def clear_note(self) -> None:
        """The note was saved."""
        self.note.clear()

    def log_call(self, name: str, phone: str) -> None:
        """Ask about a call where the note field stands, with the number large."""
        if self.call is not None:
            self.call.setFocus()
            return
        self._who.setText(name)
        self._number.setText(phone)
        self.call = CallComposer(self._guess, self._desk.store.today(), self._desk.language)
        self.call.set_text(self.note.text())
        self.call.saved.connect(self.called)
        self.call.cancelled.connect(self.end_call)
        self._call_card.body.addWidget(self.call)
        self.note.hide()
        self._call_card.show()
        self.call.setFocus()

    def end_call(self) -> None:
        """Put the note field back."""
        if self.call is None:
            return
        call, self.call = self.call, None
        call.hide()
        call.deleteLater()
        self._call_card.hide()
        self.note.show()
        self.note.setFocus()

    # ------------------------------------------------------------- timeline

    def show_party(self, party_id: int) -> None:
        """Show another person's timeline; what was being written is left."""
        if party_id != self._party_id:
            self.end_call()
            self.note.clear()
        self._party_id = party_id
        self.refresh()

    def refresh(self) -> None:
        """Read the timeline anew, as much of it as is shown."""
        self._rows = self._read(max(PAGE, len(self._rows) if self._rows else 0), None)
        more = len(self._rows) >= PAGE
        self.timeline.set_events([self._event(found) for found in self._rows], more)

    def _show_older(self) -> None:
        if not self._rows:
            return
        older = self._read(PAGE, self._rows[-1].at)
        self._rows += older
        self.timeline.append_older([self._event(found) for found in older], len(older) >= PAGE)

    def _read(self, limit: int, before: datetime | None) -> list[TimelineRow]:
        if self._party_id is None:
            return []
        domain = _DOMAINS.get(self.timeline.domain(), self.timeline.domain())
        store = self._desk.store
        with store.reading() as db:
            return timeline(
                db,
                self._party_id,
                (domain,) if domain else (),
                limit,
                before,
                zone=store.zone,
                currency=store.currency,
            )

    def _event(self, found: TimelineRow) -> TimelineEvent:
        store, language = self._desk.store, self._desk.language
        when = event_when(found.at, store.zone, language, store.now(), found.timed)
        domain = "mkt" if found.domain == "marketing" else found.domain
        return TimelineEvent(
            found.id, domain, found.icon, found.title, found.body, when, found.at, found.kind
        )
