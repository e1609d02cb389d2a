"""The right column of Today: cases about to breach, money to collect, the month so far."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.metrics import VERY_FEW
from salesdesk.base.money import format_money, format_number
from salesdesk.base.periods import format_day, relative_day
from salesdesk.sales.sale_queries import Owed
from salesdesk.service.case_queries import CaseRow
from salesdesk.service.promise_rules import promise_now
from salesdesk.service.queries import shop_hours
from salesdesk.today.queries import CSAT_TARGET, CSAT_TARGET_SETTING, Month
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import (
    STRETCH,
    Badge,
    Card,
    Divider,
    Icon,
    Label,
    Link,
    MeterBar,
    boxed,
    column,
    row,
)

_TONES = {"late": "danger", "soon": "warn"}


class _Opener(QWidget):
    """A line that opens its record by a click or Enter."""

    def __init__(self, name: str, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._act()


def cases_card(desk: Desk, cases: list[CaseRow]) -> Card:
    """Late first, then least time left."""
    card = Card(
        _("Cases about to breach"),
        Link(_("Open queue"), on_click=lambda: desk.open_tab("service")),
        count=str(len(cases)),
        padding=False,
    )
    with desk.store.reading() as db:
        hours = shop_hours(db)
    for case in cases:
        promise = promise_now(case.promise_facts, desk.store.now(), hours, desk.language)
        icon = Icon(
            "circle-alert" if promise.state == "late" else "alarm-clock",
            "dangerInk" if promise.state == "late" else "warnInk",
        )
        title = Link(
            case.title,
            color="ink",
            role="strong",
            on_click=partial(desk.open_record, "case", case.id),
        )
        under = Label(
            _("{number} · {name}").format(number=case.number, name=case.party), "caption", "ink2", elide="end"
        )
        badge = Badge(promise.words, _TONES.get(promise.state, "neutral"))
        line = _Opener(case.title, partial(desk.open_record, "case", case.id))
        line.setLayout(
            row(icon, column(row(title, STRETCH, badge), under, spacing=1), spacing=9, margins=(15, 7, 15, 8))
        )
        card.body.addWidget(Divider())
        card.body.addWidget(line)
    if not cases:
        card.body.addWidget(
            boxed(row(Label(_("Every promise is in time."), "body", "ink2"), margins=(15, 0, 15, 12)))
        )
    return card


def money_card(desk: Desk, owed: list[Owed], shown: int) -> Card:
    """Oldest first, the total in the header."""
    total = format_money(sum(o.amount for o in owed), desk.currency, desk.language)
    link = Link(_("Record payment"), on_click=lambda: desk.open_tab("sales"))
    card = Card(_("Money to collect"), link, count=total, padding=False)
    today = desk.store.today()
    for o in owed[:shown]:
        words = _("no date") if o.due_on is None else relative_day(o.due_on, today, desk.language)
        if o.due_on is not None and o.due_on >= today:
            words = _("due {day}").format(day=words)
        name = Link(
            o.party or o.number,
            color="ink",
            role="medium",
            on_click=partial(desk.open_record, "sale", o.sale_id),
        )
        when = Label(words, "caption", "dangerInk" if o.days_late > 0 else "ink3")
        amount = Label(
            format_money(o.amount, desk.currency, desk.language), "strong", align=Qt.AlignmentFlag.AlignRight
        )
        card.body.addWidget(Divider())
        card.body.addWidget(boxed(row(name, STRETCH, when, 10, amount, margins=(15, 7, 15, 7))))
    if len(owed) > shown:
        more = Label(_("and {n} more").format(n=len(owed) - shown), "caption", "ink3")
        card.body.addWidget(boxed(row(more, margins=(15, 0, 15, 10))))
    if not owed:
        card.body.addWidget(
            boxed(row(Label(_("Nobody owes anything."), "body", "ink2"), margins=(15, 0, 15, 12)))
        )
    return card


def month_card(desk: Desk, month: Month) -> Card:
    """Revenue against target with a mark at the share of days gone; satisfaction on its scale of 1 to 5."""
    today = desk.store.today()
    title = _("{month} so far: sales and service").format(month=format_day(today, desk.language, "month"))
    card = Card(title, Link(_("Compare"), on_click=lambda: desk.open_tab("compare")))
    revenue = format_money(month.target.revenue, desk.currency, desk.language)
    bar = MeterBar("sales")
    if month.target.target:
        goal = format_money(month.target.target, desk.currency, desk.language)
        words = _("{done} of {goal}").format(done=revenue, goal=goal)
        share = month.target.share or 0.0
        bar.show_share(min(share, 1.0), month.target.days_gone, words)
        under = _("{n} % · the mark shows the days gone").format(n=round(share * 100))
    else:
        words, under = revenue, _("No target set for this month")
        bar.setVisible(False)
    card.add(
        row(Icon("handshake", "sales"), Label(_("Revenue against target")), STRETCH, Label(words, "strong"))
    )
    card.add(bar)
    card.add(Label(under, "caption", "ink2"))
    _satisfaction(desk, month, card)
    return card


def _satisfaction(desk: Desk, month: Month, card: Card) -> None:
    value = month.satisfaction
    goal = float(desk.store.setting(CSAT_TARGET_SETTING, CSAT_TARGET))
    ratings = ngettext("{n} rating", "{n} ratings", value.n).format(n=value.n)
    bar = MeterBar("service")
    if value.amount is None or value.n < VERY_FEW // 2:
        words, under = "—", ratings
        bar.setVisible(False)
    else:
        words = _("{score} of 5").format(score=format_number(round(value.amount * 10), 1, desk.language))
        bar.show_share((value.amount - 1) / 4, (goal - 1) / 4, words)
        shown = format_number(round(goal * 10), 1, desk.language)
        under = _("{ratings} · target {goal} (the mark)").format(ratings=ratings, goal=shown)
    card.add(row(Icon("wrench", "service"), Label(_("Satisfaction (CSAT)")), STRETCH, Label(words, "strong")))
    card.add(bar)
    card.add(Label(under, "caption", "ink2"))
