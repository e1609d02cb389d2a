"""The cards beside the chart: what service gives back, where the hours went, kinds of contact, who bought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from salesdesk.base.i18n import _, pgettext
from salesdesk.base.metrics import FEW, Sums
from salesdesk.base.periods import Period
from salesdesk.charts.card_words import (
    closed_days,
    few_words,
    given_sentence,
    group_name,
    hour_words,
    hours_note,
    revenue_parts,
)
from salesdesk.charts.given_back_queries import GOOD, GivenBack, Group
from salesdesk.charts.kind_words import kind_words
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.records_queries import Asked
from salesdesk.charts.scope import Scope
from salesdesk.store.sums import Hours, KindCount, contact_kinds
from salesdesk.ui import paint, theme
from salesdesk.ui.widgets import Card, Divider, Icon, IconButton, Label, column, plain_tip, row

SHOWN_PEOPLE, SHOWN_KINDS = 6, 5
_RING = 3


class Figure(NamedTuple):
    """A figure at the end of a row: its words, kind of text, colour, and the width of its column."""

    words: str
    role: str = "body"
    color: str = "ink"
    width: int = 0


class BarRow(QPushButton):
    """A name, a bar of one or more parts (shares of the whole width), figures. Pressing opens the records."""

    def __init__(
        self,
        name: str,
        parts: Sequence[tuple[float, str]],
        figures: Sequence[Figure],
        *,
        spoken: str,
        name_width: int = 0,
        strong: bool = False,
        bar: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._parts, self._figures = name, tuple(parts), tuple(figures)
        self._name_width, self._strong, self._bar = name_width, strong, bar
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(spoken))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(200), theme.scaled(29 if self._bar else 27))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            paint.box(painter, self.rect(), "hover", "", theme.RADIUS["badge"])
        right = self.width() - theme.scaled(3)
        for figure in reversed(self._figures):
            wide = figure.width or paint.text_width(figure.words, figure.role)
            place = QRect(right - wide, 0, wide, self.height())
            paint.text(
                painter, place, figure.words, figure.role, figure.color, Qt.AlignmentFlag.AlignRight, ""
            )
            right -= wide + theme.scaled(7)
        left = theme.scaled(3)
        room = self._name_width if self._bar else right - left - theme.scaled(6)
        name = QRect(left, 0, room, self.height())
        paint.text(painter, name, self._name, "strong" if self._strong else "body")
        if self._bar:
            left += self._name_width + theme.scaled(10)
            self._paint_bar(painter, left, right - theme.scaled(6))
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), theme.RADIUS["badge"])

    def _paint_bar(self, painter: QPainter, left: int, right: int) -> None:
        whole, thick = right - left, theme.scaled(9)
        if whole < theme.scaled(24):
            return
        middle = self.height() // 2
        painter.fillRect(QRect(left, middle, whole, 1), theme.color("line"))
        for share, tone in self._parts:
            wide = round(whole * min(max(share, 0.0), 1.0))
            if wide > 0:
                painter.fillRect(
                    QRect(left, middle - thick // 2, wide, thick), theme.color(paint.solid(tone))
                )
            left += wide + (2 if wide else 0)


class PanelCard(Card):
    """A card whose rows open records."""

    asked = Signal(object)
    """(Asked) Somebody wants the records behind a row."""

    def __init__(self, title: str, trailing: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(title, trailing, parent=parent)
        margins = self.body.contentsMargins()
        margins.setLeft(margins.left() - _RING)
        margins.setRight(margins.right() - _RING)
        self.body.setContentsMargins(margins)

    def fill(self, *items: QWidget | QHBoxLayout) -> None:
        """Put other things into the card."""
        while (item := self.body.takeAt(0)) is not None:
            old, inner = item.widget(), item.layout()
            if old is not None:
                old.hide()
                old.deleteLater()
            elif inner is not None:
                while (part := inner.takeAt(0)) is not None:
                    if (gone := part.widget()) is not None:
                        gone.hide()
                        gone.deleteLater()
        self.body.setSpacing(2)
        for new in items:
            # Rows keep three pixels for their ring: words above and below them stand where theirs do.
            self.add(row(new, margins=(_RING, 0, _RING, 0)) if isinstance(new, Label) else new)

    def rows(self) -> list[BarRow]:
        """Its rows, top to bottom; of those that were there before none."""
        return [bar for bar in self.findChildren(BarRow) if not bar.isHidden()]

    def opens(self, bar: BarRow, asked: Asked) -> BarRow:
        """Have a row open records."""
        bar.clicked.connect(lambda: self.asked.emit(asked))
        return bar


def names_width(names: Sequence[str], widest: int = 130, role: str = "body") -> int:
    """The width of a column of names."""
    return min(max((paint.text_width(n, role) for n in names), default=0) + 2, theme.scaled(widest))


class GivenBackCard(PanelCard):
    """Who bought again within ninety days, by how their case was rated."""

    def __init__(self, parent: QWidget | None = None) -> None:
        tip = _(
            "Customers with a purchase within 90 days after their case was closed, by its rating; and "
            "customers without a case, watched from the middle of the same days. Only windows that are over "
            "are counted. It shows what happened, not what caused it."
        )
        about = IconButton("info", _("About these figures"))
        about.setToolTip(plain_tip(tip))
        about.setAccessibleDescription(tip)
        super().__init__(_("What service gives back to sales"), about, parent=parent)

    def show_given_back(self, found: GivenBack, numbers: Numbers) -> None:
        """Show the three groups."""
        groups = (found.good, found.no_case, found.poor)
        days = closed_days(found.closed, numbers)
        items: list[QWidget] = [
            Label(given_sentence(found, numbers), wrap=True),
            Label(
                _("Within 90 days, cases closed {days}").format(days=days),
                "caption",
                "ink2",
                wrap=True,
            ),
        ]
        names = [group_name(g.key) for g in groups]
        wide = names_width(names, role="strong")
        largest = max((g.share.amount or 0.0 for g in groups if not g.share.weak), default=0.0)
        for group, name in zip(groups, names, strict=True):
            items.append(self._row(group, name, wide, largest, found.closed, numbers))
        few = [g for g in (found.good, found.poor) if 0 < g.share.n < FEW]
        if few:
            items.append(_few_words(few[-1]))
        self.fill(*items)

    def _row(
        self, group: Group, name: str, wide: int, largest: float, closed: Period, numbers: Numbers
    ) -> BarRow:
        value = group.share
        count = Figure(_("n={n}").format(n=value.n), "caption", "ink2", theme.scaled(46))
        share = "—" if value.weak or value.amount is None else numbers.percent(value.amount)
        tone = "service" if group.key == GOOD else "neutral"
        parts = [((value.amount or 0.0) / (largest or 1.0) * 0.85, tone)] if not value.weak else []
        spoken = _("{group}: {share} bought again, of {n}").format(group=name, share=share, n=value.n)
        figures = (Figure(share, "strong", "ink", theme.scaled(40)), count)
        bar = BarRow(name, parts, figures, spoken=spoken, name_width=wide, strong=group.key == GOOD)
        return self.opens(bar, Asked("people", closed, ids=group.ids))


def _few_words(group: Group) -> QWidget:
    box = QWidget()
    label = Label(few_words(group), "caption", "warnInk", wrap=True)
    line = row(Icon("triangle-alert", "warnInk", 14), label, spacing=6, margins=(3, 3, 0, 0))
    line.setStretch(1, 1)
    box.setLayout(line)
    return box


class HoursCard(PanelCard):
    """Minutes that each person logged for sales and for service."""

    def __init__(self, parent: QWidget | None = None) -> None:
        legend = QWidget()
        legend.setLayout(
            row(
                Label(pgettext("side", "sales"), "caption_strong", "salesInk"),
                Label("·", "caption", "ink3"),
                Label(pgettext("side", "service"), "caption_strong", "serviceInk"),
                spacing=5,
            )
        )
        super().__init__(_("Where the hours went"), legend, parent=parent)

    def show_hours(self, hours: Sequence[Hours], period: Period, cut: bool, numbers: Numbers) -> None:
        """Show the people with the most hours; ``cut``: of the last weeks only."""
        shown = hours[:SHOWN_PEOPLE]
        if not shown:
            self.fill(Label(_("No time was logged in this period."), "body", "ink2", wrap=True))
            return
        most = max(h.sales + h.service for h in shown)
        names = [h.name or _("Nobody named") for h in shown]
        wide = names_width(names, 110)
        items: list[QWidget] = []
        columns = [
            _column([hour_words(h.sales, numbers) for h in shown]),
            _column([hour_words(h.service, numbers) for h in shown]),
        ]
        for person, name in zip(shown, names, strict=True):
            sales, service = hour_words(person.sales, numbers), hour_words(person.service, numbers)
            figures = (
                Figure(sales, "body", "salesInk", columns[0]),
                Figure("·", "body", "ink3"),
                Figure(service, "body", "serviceInk", columns[1]),
            )
            parts = [(person.sales / most * 0.98, "sales"), (person.service / most * 0.98, "service")]
            spoken = _("{name}: {sales} sales, {service} service").format(
                name=name, sales=sales, service=service
            )
            bar = BarRow(name, parts, figures, spoken=spoken, name_width=wide)
            items.append(self.opens(bar, Asked("contacts", period, staff_id=person.staff_id)))
        items.append(Label(hours_note(cut), "caption", "ink2", wrap=True))
        self.fill(*items)


def _column(words: Sequence[str]) -> int:
    return max(paint.text_width(w, "body") for w in words) + 1


class KindsCard(PanelCard):
    """How many contacts of each kind, sales beside service."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._days = Label("", "caption", "ink2")
        super().__init__(_("Kinds of contact"), self._days, parent=parent)

    def show_kinds(self, sums: Sums, scope: Scope, days: str, numbers: Numbers) -> None:
        """Show the most frequent kinds of both sides; ``days`` names the period."""
        self._days.setText(days)
        both = row(spacing=12)
        for number, (side, title, ink) in enumerate(
            (("sales", _("Sales"), "salesInk"), ("service", _("Service"), "serviceInk"))
        ):
            if number:
                both.addWidget(Divider(vertical=True))
            head = row(Label(title, "caption_strong", ink), margins=(_RING, 0, 0, 0))
            lines = column(head, spacing=0)
            kinds = contact_kinds(sums, side)[:SHOWN_KINDS]
            for kind in kinds:
                lines.addWidget(self._row(kind, side, scope, numbers))
            if not kinds:
                lines.addWidget(Label(_("none"), "body", "ink3"))
            lines.addStretch(1)
            holder = QWidget()
            holder.setLayout(lines)
            both.addWidget(holder, 1)
        self.fill(both)

    def _row(self, kind: KindCount, side: str, scope: Scope, numbers: Numbers) -> BarRow:
        name, count = kind_words(kind.kind, side), numbers.decimal(kind.n, 0)
        spoken = _("{kind}: {n}").format(kind=name, n=count)
        bar = BarRow(name, (), (Figure(count, "strong"),), spoken=spoken, bar=False)
        return self.opens(bar, Asked("contacts", scope.period, scope.staff_id, side, kind.kind))


class ReturningCard(PanelCard):
    """Revenue of first sales beside revenue of customers who came again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Who the revenue came from"), parent=parent)

    def show_sums(self, sums: Sums, period: Period, staff_id: int | None, numbers: Numbers) -> None:
        """Show both shares of the revenue of issued sales."""
        parts = revenue_parts(sums)
        if not parts:
            self.fill(Label(_("No sales in this period."), "body", "ink2", wrap=True))
            return
        wide = names_width([part.name for part in parts])
        column_wide = _column([numbers.money(part.amount) for part in parts])
        items: list[QWidget] = []
        for (name, amount, share), repeat in zip(parts, (False, True), strict=True):
            figures = (
                Figure(numbers.percent(share), "strong", "ink", theme.scaled(40)),
                Figure(numbers.money(amount), "body", "ink2", column_wide),
            )
            spoken = _("{name}: {amount}, {share}").format(
                name=name, amount=numbers.money(amount), share=numbers.percent(share)
            )
            bar = BarRow(
                name, [(share, "service" if repeat else "sales")], figures, spoken=spoken, name_width=wide
            )
            items.append(self.opens(bar, Asked("sales", period, staff_id, repeat=repeat)))
        items.append(Label(_("Sales before tax; returns are not taken off"), "caption", "ink2", wrap=True))
        self.fill(*items)
