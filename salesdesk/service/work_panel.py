"""The middle of the case page: where it stands, writing down what happens, checklist, timeline."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import event_when
from salesdesk.parties.queries import TimelineRow, timeline
from salesdesk.service import commands, rules
from salesdesk.service.checklist_panel import ChecklistPanel
from salesdesk.service.page_queries import CasePage, Work
from salesdesk.service.reply_words import filled_replies
from salesdesk.ui import theme
from salesdesk.ui.composer import Composer, Entry, Reply
from salesdesk.ui.desk import Desk
from salesdesk.ui.timeline import Timeline, TimelineEvent
from salesdesk.ui.widgets import STRETCH, Card, Chip, Segmented, Stepper, column, row

_PAGE = 50
_DOMAINS = {"marketing": "mkt"}
_OPENS = ("case", "sale", "deal", "quote", "campaign", "owned_item")
_TITLES = {
    ("call", "out"): N_("We called the customer"),
    ("call", "in"): N_("Customer called"),
    ("visit", "out"): N_("Visit at the customer’s"),
    ("message", "out"): N_("Message to the customer"),
    ("message", "in"): N_("Customer wrote"),
}


class WorkPanel(Card):
    """Stepper, composer, checklist, timeline of all domains."""

    step_wanted = Signal(str)
    """(status) A step was clicked."""
    written = Signal()
    """Something was written down."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._page: CasePage | None = None
        self._oldest: datetime | None = None
        self._domain = ""
        self.stepper = Stepper(rules.step_names("new"), 0, _("Where the case stands"))
        self.stepper.moved.connect(lambda place: self.step_wanted.emit(rules.STEPS[place]))
        self.composer = Composer(hint=_("Customer sees nothing you write here"))
        self.composer.added.connect(self._add)
        for kinds in self.composer.findChildren(Segmented):
            kinds.chosen.connect(lambda _kind: self.show_direction())
        self._from_customer = Chip(_("The customer got in touch"))
        self.checklist = ChecklistPanel(desk)
        self.checklist.changed.connect(self.written.emit)
        self.timeline = Timeline(zone=desk.store.zone, language=desk.language)
        self.timeline.opened.connect(self._open)
        self.timeline.domain_chosen.connect(self._choose_domain)
        self.timeline.older_wanted.connect(self._older)
        top = column(
            self.stepper, self.composer, row(self._from_customer, STRETCH), self.checklist, spacing=10
        )
        self.add(top)
        self.body.setSpacing(12)
        self.add(self.timeline, 1)
        for events in self.timeline.findChildren(QAbstractItemView):
            events.setMinimumHeight(theme.scaled(40))
        self._from_customer.hide()

    def show_case(self, page: CasePage) -> None:
        """Show a case; what is being written is kept while it is the same one."""
        if self._page is not None and self._page.id != page.id:
            self.composer.clear()
            self.composer.set_kind("note")
        self._page = page
        self.stepper.set_names(rules.step_names(page.status))
        self.stepper.set_current(rules.step_of(page.status))
        self.checklist.show_case(page)
        self.show_replies()
        self._show_timeline()

    def show_replies(self) -> None:
        """Offer the ready-made replies, filled with this customer's words."""
        if self._page is None:
            return
        replies = filled_replies(self._desk.store, self._page, self._desk.language)
        self.composer.set_replies([Reply(*reply) for reply in replies])

    # ------------------------------------------------------------- writing

    def begin(self, kind: str) -> None:
        """Begin to write an entry of a kind."""
        self.composer.set_kind(kind)
        self.show_direction()
        self.composer.focus_text()

    def show_direction(self) -> None:
        """Ask who got in touch, where it can have been the customer."""
        asked = self.composer.kind in ("call", "message")
        self._from_customer.setVisible(asked)
        if not asked:
            self._from_customer.setChecked(False)

    def _add(self, entry: Entry) -> None:
        if self._page is None:
            return
        direction = "in" if self._from_customer.isChecked() and entry.kind in ("call", "message") else "out"
        title = _TITLES.get((entry.kind, direction))
        made = self._desk.do(
            commands.log_contact,
            self._page.id,
            kind=entry.kind,
            direction=direction,
            title=_(title) if title else "",
            body=entry.text,
        )
        if made is not None:
            self.composer.clear()
            self._from_customer.setChecked(False)
            self.written.emit()

    # ------------------------------------------------------------- timeline

    def _choose_domain(self, domain: str) -> None:
        self._domain = domain
        self._show_timeline()

    def _show_timeline(self) -> None:
        page = self._page
        if page is None:
            return
        rows = self._read(None)
        more = len(rows) >= _PAGE
        work = self._work(page, rows[-1].at if more else None)
        self.timeline.set_events(self._events(rows, work), more)

    def _older(self) -> None:
        before = self._oldest
        rows = self._read(before)
        more = len(rows) >= _PAGE
        page = self._page
        if page is not None:
            last = rows[-1].at if more else None
            work = [w for w in self._work(page, last) if before is None or w.started_at < before]
            self.timeline.append_older(self._events(rows, work), more)

    def _read(self, before: datetime | None) -> list[TimelineRow]:
        page, store = self._page, self._desk.store
        if page is None or page.owner is None:
            return []
        domain = "marketing" if self._domain == "mkt" else self._domain
        domains = (domain,) if domain else ()
        with store.reading() as db:
            rows = timeline(
                db, page.owner.id, domains, _PAGE, before, zone=store.zone, currency=store.currency
            )
        if rows:
            self._oldest = rows[-1].at
        return rows

    def _work(self, page: CasePage, oldest: datetime | None) -> list[Work]:
        if self._domain not in ("", "service"):
            return []
        return [w for w in page.work if oldest is None or w.started_at >= oldest]

    def _events(self, rows: list[TimelineRow], work: list[Work]) -> list[TimelineEvent]:
        store, language, now = self._desk.store, self._desk.language, self._desk.store.now()
        events = [
            TimelineEvent(
                row.id,
                _DOMAINS.get(row.domain, row.domain),
                row.icon,
                row.title,
                row.body,
                self._when(row),
                row.at,
                row.kind,
            )
            for row in rows
        ]
        for stretch in work:
            title = _("Handling started by {name}").format(name=stretch.staff or "—")
            when = event_when(stretch.started_at, store.zone, language, now)
            events.append(TimelineEvent(stretch.id, "service", "timer", title, "", when, stretch.started_at))
        return sorted(events, key=lambda event: event.at, reverse=True)

    def _when(self, row: TimelineRow) -> str:
        store = self._desk.store
        return event_when(row.at, store.zone, self._desk.language, store.now(), row.timed)

    def _open(self, record_id: int, kind: str) -> None:
        page = self._page
        if kind in _OPENS and not (kind == "case" and page is not None and page.id == record_id):
            self._desk.open_record(kind, record_id)
