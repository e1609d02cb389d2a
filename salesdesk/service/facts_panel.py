"""The left of the case page: the customer, what it is about, its warranty, and the cases before."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from salesdesk.base.choices import OPEN_CASE_STATUSES
from salesdesk.base.i18n import _, ngettext, pgettext
from salesdesk.base.periods import format_day
from salesdesk.base.phones import pretty
from salesdesk.service import rules
from salesdesk.service.page_queries import CasePage, EarlierCase, Owner, Piece
from salesdesk.ui import paint, theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import (
    STRETCH,
    Avatar,
    Badge,
    Button,
    Card,
    Divider,
    FactRow,
    Icon,
    Label,
    Link,
    boxed,
    clear,
    column,
    row,
)
from salesdesk.ui.widgets.face import Face

_BELOW = 8
_GREAT, _LOW = 5, 2


class FactLink(Link):
    """A link whose words begin at its left edge, right under the words above it."""

    def face(self) -> Face:
        """What it shows."""
        face = super().face()
        face.pad = 0
        return face

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, face = QPainter(self), self.face()
        face.paint(painter, self.rect(), self._color, leading=True)
        if self.underMouse() or self.hasFocus():
            left = theme.scaled(16 + 5) if self._icon else 0
            width = min(paint.text_width(self.text(), self._role), self.width() - left)
            line = QRect(left, self.height() // 2 + theme.scaled(_BELOW), width, 1)
            painter.fillRect(line, theme.color(self._color))
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), theme.RADIUS["badge"])


class FactsPanel(Card):
    """Facts below one another; ``set_across`` lays its parts side by side for a narrow window."""

    log_wanted = Signal()
    item_wanted = Signal(object)
    """(id of the owned item)"""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._across = False
        self._page: CasePage | None = None
        self._parts = QVBoxLayout()
        self._parts.setSpacing(10)
        self.add(self._parts)
        self.body.addStretch(1)

    def set_across(self, across: bool) -> None:
        """Parts side by side (True) or below one another."""
        if across != self._across:
            self._across = across
            way = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
            self._parts.setDirection(way)
            self._fill()

    def show_case(self, page: CasePage) -> None:
        """Show the facts of a case."""
        before, self._page = self._page, page
        if before is None or _facts(before) != _facts(page):
            self._fill()

    def _fill(self) -> None:
        page = self._page
        clear(self._parts)
        if page is None:
            return
        parts = [self._customer(page.owner)]
        if page.piece is not None or page.topic:
            parts.append(self._about(page))
        if page.earlier:
            parts.append(self._earlier(page.earlier))
        for number, part in enumerate(parts):
            if number:
                self._parts.addWidget(Divider(vertical=self._across))
            self._parts.addWidget(part, 1 if self._across else 0)

    # ------------------------------------------------------------- the customer

    def _customer(self, owner: Owner | None) -> QWidget:
        if owner is None:
            return Label(_("No customer is known"), color="ink3", wrap=True)
        name = FactLink(owner.name, color="ink", role="strong")
        name.clicked.connect(lambda: self._desk.open_record("party", owner.id))
        since = Label(_since(owner), "caption", "ink2", elide="end")
        head = row(
            Avatar(owner.name, 34, "service"),
            column(row(name, STRETCH), since, spacing=0),
            STRETCH,
        )
        log = Button(pgettext("button", "Log call"), key="L", size="small", on_click=self.log_wanted.emit)
        lines = column(head, spacing=8)
        if owner.phone:
            shown = pretty(owner.phone, self._desk.store.country)
            phone = FactLink(shown, icon="phone", on_click=lambda: self._copy(shown))
            phone.setToolTip(_("Copy the number"))
            phone.setAccessibleName(_("Copy the number {phone}").format(phone=shown))
            lines.addLayout(row(phone, STRETCH, log))
        else:
            lines.addLayout(row(log, STRETCH))
        lines.addStretch(1)
        return boxed(lines)

    def _copy(self, phone: str) -> None:
        QGuiApplication.clipboard().setText(phone)
        self._desk.toasts.show_toast(_("Copied {phone}").format(phone=phone))

    # ------------------------------------------------------------- what it is about

    def _about(self, page: CasePage) -> QWidget:
        lines = column(spacing=3 if self._across else 8)
        piece = page.piece
        if piece is not None:
            self._add_piece(lines, piece)
        if page.topic:
            lines.addWidget(FactRow(_("Topic"), page.topic))
        lines.addStretch(1)
        return boxed(lines)

    def _add_piece(self, lines: QBoxLayout, piece: Piece) -> None:
        lines.addWidget(self._product(piece))
        service = self._last_service(piece) if piece.item_id is not None else ""
        if self._across:
            short = " · ".join(part for part in (piece.serial, service) if part)
            if short:
                lines.addWidget(Label(short, "caption", "ink2", elide="end"))
        elif piece.serial:
            lines.addWidget(FactRow(_("Serial number"), piece.serial))
        if piece.item_id is not None:
            lines.addWidget(self._warranty(piece.warranty_until))
        if service and not self._across:
            lines.addWidget(FactRow(_("Last service"), service))
        if piece.place and not self._across:
            lines.addWidget(FactRow(_("Where it stands"), piece.place))

    def _product(self, piece: Piece) -> QWidget:
        item = piece.item_id
        if item is None and self._across:
            return Label(piece.name, elide="end")
        if item is None:
            return FactRow(_("Product"), piece.name)
        link = FactLink(piece.name, role="body", on_click=lambda: self.item_wanted.emit(item))
        if self._across:
            return boxed(row(link, STRETCH))
        return boxed(column(Label(_("Product"), "caption", "ink3"), row(link, STRETCH), spacing=0))

    def _warranty(self, until: date | None) -> QWidget:
        words, tone = rules.warranty_words(until, self._desk.store.today(), self._desk.language)
        ink = {"accent": "accentInk", "warn": "warnInk"}.get(tone, "ink3")
        icon = "shield-check" if tone != "neutral" else "info"
        line = row(Icon(icon, ink), Label(words, "caption_medium", ink, wrap=True), spacing=6)
        line.setStretch(1, 1)
        return boxed(line)

    def _last_service(self, piece: Piece) -> str:
        today = self._desk.store.today()
        last = piece.last_maintained_on
        when = _months_ago(last, today, self._desk.language) if last else _("Not yet")
        if not piece.maintenance_months:
            return when
        n = piece.maintenance_months
        due = ngettext("due every month", "due every {n} months", n).format(n=n)
        return _("{when} ({due})").format(when=when, due=due)

    # ------------------------------------------------------------- earlier cases

    def _earlier(self, cases: list[EarlierCase]) -> QWidget:
        lines = column(Label(_("Earlier cases"), "strong"), spacing=2 if self._across else 6)
        for case in cases[:2] if self._across else cases:
            lines.addLayout(self._earlier_line(case))
        lines.addStretch(1)
        return boxed(lines)

    def _earlier_line(self, case: EarlierCase) -> QBoxLayout:
        number = FactLink(case.number, role="caption_medium")
        number.clicked.connect(lambda: self._desk.open_record("case", case.id))
        mark: QWidget
        if case.score is not None:
            words = _("{score}/5").format(score=case.score)
            tone = "accent" if case.score >= _GREAT else "danger" if case.score <= _LOW else "neutral"
            mark = Badge(words, tone, inline=True)
            mark.setAccessibleName(_("rated {score} of 5").format(score=case.score))
        else:
            ink = "serviceInk" if case.status in OPEN_CASE_STATUSES else "ink3"
            mark = Label(rules.status_words(case.status), "caption", ink, elide="end")
        title = Label(case.title, "caption", "ink2", elide="end")
        line = row(number, title, mark, spacing=6)
        line.setStretch(1, 1)
        return line


def _facts(page: CasePage) -> tuple[object, ...]:
    return page.owner, page.piece, page.earlier, page.topic


def _since(owner: Owner) -> str:
    bought = ngettext("{n} purchase", "{n} purchases", owner.purchases).format(n=owner.purchases)
    if owner.customer_on is None:
        return bought if owner.purchases else _("Not a customer yet")
    return _("Since {year} · {purchases}").format(year=owner.customer_on.year, purchases=bought)


def _months_ago(day: date, today: date, language: str) -> str:
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 1:
        return format_day(day, language, "list")
    return ngettext("{n} month ago", "{n} months ago", months).format(n=months)
