"""The right of the case page: closing the case, or how it was closed and the customer's rating."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QWidget

from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.periods import format_day, format_minutes
from salesdesk.service import commands, rules
from salesdesk.service.page_queries import CasePage, list_resolutions
from salesdesk.service.place_picker import form_place
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    Card,
    Chip,
    ChoiceBox,
    FactRow,
    FormField,
    Label,
    RatingBar,
    Segmented,
    SegmentItem,
    boxed,
    clear,
    column,
    row,
)
from salesdesk.ui.widgets.face import Face

_REMEDY = (
    Field("remedy", N_("Remedy")),
    Field("remedy_cost", N_("What it cost us"), Kind.MONEY),
)
_ROOM, _BETWEEN = 318, 4
"""Pixels inside the card for a line of chips, and between them."""


class TickChip(Chip):
    """A chip that has a tick while it is on."""

    def face(self) -> Face:
        """What it shows."""
        face = super().face()
        face.icon = "check" if self.isChecked() else ""
        return face

    def sizeHint(self) -> QSize:
        return self.face().size(theme.height("chip"))


class ClosingPanel(Card):
    """What fixed it, first contact, rating, follow-up, Resolve. Entries stay while the case is open."""

    resolved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Close the case"), parent=parent)
        self._desk = desk
        self._page: CasePage | None = None
        self._chips: list[tuple[TickChip, rules.AfterSale]] = []
        self._first_touched = False
        self.fix = ChoiceBox(name=_("What fixed it"))
        self.fix.setEditable(True)
        self.fix.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Completing inside the text breaks Vietnamese typing methods: an empty completer completes nothing.
        self.fix.setCompleter(QCompleter(self.fix))
        typed = self.fix.lineEdit()
        if typed is not None:
            typed.setPlaceholderText(_("Changed the filter core"))
            typed.setAccessibleName(_("What fixed it"))
        self.first = Segmented(
            [SegmentItem("yes", _("Yes")), SegmentItem("no", _("No"))],
            name=_("Solved at the first contact?"),
            size="small",
        )
        self.first.chosen.connect(lambda _key: self._touch_first())
        self._contacts = Label("", "caption", "ink2", elide="end")
        self.rating = RatingBar(_("Customer’s rating, 1 to 5"))
        self.rating.rated.connect(lambda _score: self._rated())
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("What the customer said"))
        self.words.setAccessibleName(_("What the customer said"))
        self.remind = QCheckBox(_("Not asked yet: remind me tomorrow"))
        self.remind.toggled.connect(self._reminding)
        self.remedy: RecordForm | None = None
        self._remedy_line = column(spacing=0)
        self._remedy_box = boxed(self._remedy_line)
        self._follow = column(spacing=6)
        self.button = Button(
            _("Resolve"), "primary", icon="circle-check", key="Ctrl+R", on_click=self.resolve
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.setSpacing(10)
        self.add(FormField(_("What fixed it"), self.fix))
        self.add(self._remedy_box)
        first = Label(_("Solved at the first contact?"), "caption_medium", "ink2")
        self.add(column(first, row(self.first, self._contacts, STRETCH), spacing=4))
        rating = Label(_("Customer’s rating (CSAT)"), "caption_medium", "ink2", buddy=self.rating)
        self.add(column(rating, self.rating, self.words, spacing=4))
        self.add(self.remind)
        self._follow_box = boxed(
            column(Label(_("Follow up"), "caption_medium", "ink2"), self._follow, spacing=4)
        )
        self.add(self._follow_box)
        self.add(row(STRETCH, self.button))
        self.words.hide()

    # ------------------------------------------------------------- showing

    def show_case(self, page: CasePage, timing: bool) -> None:
        """Show an open case; ``timing`` tells whether a timer runs on it."""
        fresh = self._page is None or self._page.id != page.id
        self._page = page
        if fresh:
            self._begin(page)
        if not self._first_touched:
            suggested = rules.is_first_contact(max(page.contacts, 1), page.reopened)
            self.first.set_current("yes" if suggested else "no")
        so_far = ngettext("{n} contact so far", "{n} contacts so far", page.contacts).format(n=page.contacts)
        self._contacts.setText(so_far)
        self.button.setText(_("Resolve, stop timer") if timing else _("Resolve"))

    def forget(self) -> None:
        """The case is closed: the next one begins with nothing entered."""
        self._page = None

    def _begin(self, page: CasePage) -> None:
        with self._desk.store.reading() as db:
            known = list_resolutions(db, page.piece.product_id if page.piece else None)
        self.fix.set_choices([(words, words) for words in known])
        self.fix.setCurrentIndex(-1)
        self.fix.setEditText(page.resolution)
        self._first_touched = False
        self.rating.set_value(None)
        self.words.clear()
        self.words.hide()
        self.remind.setChecked(False)
        self._ask_remedy(page)
        self._offer(page)

    def _ask_remedy(self, page: CasePage) -> None:
        """A complaint is put right by something that may cost us money."""
        clear(self._remedy_line)
        self.remedy = None
        if page.kind == "complaint":
            facts = {"remedy": page.remedy, "remedy_cost": page.remedy_cost or None}
            self.remedy = RecordForm(_REMEDY, facts, form_place(self._desk), columns=2)
            self._remedy_line.addWidget(self.remedy)
        self._remedy_box.setVisible(self.remedy is not None)

    def _offer(self, page: CasePage) -> None:
        clear(self._follow)
        piece = page.piece
        offers = rules.follow_ups(
            page.title,
            self._desk.store.today(),
            page.care,
            piece.name if piece else "",
            piece.maintenance_months if piece and piece.item_id is not None else 0,
            page.upkeep_planned or piece is None or piece.item_id is None,
        )
        self._chips = []
        room = left = theme.scaled(_ROOM)
        line = row(spacing=_BETWEEN)
        for offer in offers:
            chip = TickChip(offer.label, checked=offer.step.chosen)
            chip.toggled.connect(chip.updateGeometry)
            self._chips.append((chip, offer.step))
            wanted = chip.sizeHint().width() + _BETWEEN
            if wanted > left or left == room:
                line = row(STRETCH, spacing=_BETWEEN)
                self._follow.addLayout(line)
                left = room
            left -= wanted
            line.insertWidget(line.count() - 1, chip)

    # ------------------------------------------------------------- entering

    def _touch_first(self) -> None:
        self._first_touched = True

    def _rated(self) -> None:
        self.remind.setChecked(False)
        self.words.show()

    def _reminding(self, on: bool) -> None:
        if on:
            self.rating.set_value(None)
            self.words.hide()

    def rate(self, score: int) -> None:
        """Choose a rating (Alt+1 to Alt+5)."""
        self.rating.set_value(score)
        self._rated()

    def resolve(self) -> None:
        """Solve the case with what is entered; a mistake is said beside its field."""
        page = self._page
        if page is None:
            return
        put_right = self.remedy.try_values() if self.remedy is not None else {}
        if put_right is None:
            return
        if self.remedy is not None:
            put_right = {
                "remedy": put_right["remedy"] or "",
                "remedy_cost": put_right["remedy_cost"] or 0,
            }
        tomorrow = self._desk.store.today() + timedelta(days=1)
        self._desk.do(
            commands.resolve_case,
            page.id,
            **put_right,
            resolution=self.fix.currentText(),
            first_contact=self.first.current() == "yes",
            score=self.rating.value(),
            score_words=self.words.text() if self.rating.value() else "",
            follow_ups=[step for chip, step in self._chips if chip.isChecked()],
            ask_score_on=tomorrow if self.remind.isChecked() else None,
        )
        self.resolved.emit()


class SolvedPanel(Card):
    """How a case was solved, what the customer thinks of it, and what may come next."""

    reopen_wanted = Signal()
    article_wanted = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Resolved"), parent=parent)
        self._desk = desk
        self._page: CasePage | None = None
        self._facts = {
            "fix": FactRow(_("What fixed it")),
            "solved": FactRow(_("Resolved")),
            "first": FactRow(_("Solved at the first contact?")),
            "minutes": FactRow(_("Time worked")),
            "ask": FactRow(_("Ask for a rating")),
            "doubt": FactRow(_("Doubtful")),
        }
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("What the customer said"))
        self.words.setAccessibleName(_("What the customer said"))
        self.rating = RatingBar()
        self.rating.rated.connect(self.rate)
        label = Label(_("Customer’s rating (CSAT)"), "caption_medium", "ink2", buddy=self.rating)
        self._ask = column(label, self.words, self.rating, spacing=6)
        self._ask_box = boxed(self._ask)
        self._tomorrow = Button(_("Ask tomorrow"), icon="alarm-clock", size="small", on_click=self._remind)
        for fact in self._facts.values():
            self.add(fact)
        self.add(self._ask_box)
        reopen = Button(_("Reopen"), icon="rotate-ccw", size="small", on_click=self.reopen_wanted.emit)
        article = Button(
            _("Write an article"), icon="book-open", size="small", on_click=self.article_wanted.emit
        )
        self.add(row(self._tomorrow, reopen, STRETCH, spacing=6))
        self.add(row(article, STRETCH))

    def show_case(self, page: CasePage) -> None:
        """Show a solved case."""
        fresh = self._page is None or self._page.id != page.id
        self._page = page
        for key, value in self._values(page).items():
            self._facts[key].show_value(value)
            self._facts[key].setVisible(bool(value))
        if fresh:
            self.words.setText(page.score_words)
        self.rating.set_value(page.score)
        self._tomorrow.setVisible(page.score is None and page.status == "solved")

    def _values(self, page: CasePage) -> dict[str, str]:
        store, language = self._desk.store, self._desk.language
        solved = store.day_of(page.solved_at) if page.solved_at is not None else None
        first = page.first_contact and page.reopened == 0
        minutes = rules.handling_minutes([page.seconds])
        return {
            "fix": page.resolution or _("Not written down"),
            "solved": format_day(solved, language, "list") if solved else "",
            "first": "" if page.first_contact is None else _("Yes") if first else _("No"),
            "minutes": format_minutes(minutes) if minutes else "",
            "ask": format_day(page.ask_score_on, language, "list") if page.ask_score_on else "",
            "doubt": _("The file says it was solved before it was answered.") if page.times_doubtful else "",
        }

    def rate(self, score: int) -> None:
        """Keep a rating at once (a click, or Alt+1 to Alt+5)."""
        if self._page is not None:
            self._do(commands.rate_case, self._page.id, score, self.words.text())

    def _remind(self) -> None:
        if self._page is not None:
            self._do(commands.ask_for_score, self._page.id, self._desk.store.today() + timedelta(days=1))

    def _do(self, command: Callable[..., Any], *args: Any) -> None:
        self._desk.do(command, *args)
        self.changed.emit()
