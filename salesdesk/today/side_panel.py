"""The right column of Today: cases about to breach, money to collect, the month so far."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.metrics import VERY_FEW
from salesdesk.base.money import format_money, format_number, short_money
from salesdesk.base.periods import format_day, month_of, relative_day
from salesdesk.base.shop_settings import CSAT
from salesdesk.sales.sale_queries import Owed
from salesdesk.service.case_queries import CaseRow
from salesdesk.service.promise_rules import Promise, promise_now
from salesdesk.service.queries import shop_hours
from salesdesk.today.lines import Day, Month
from salesdesk.today.rows_panel import OpenerRow
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import (
    STRETCH,
    Badge,
    Card,
    Icon,
    Label,
    Link,
    MeterBar,
    boxed,
    column,
    row,
)

MOST_MONEY = 8
LONG_AMOUNT = 10_000_000
_TONES = {"late": "danger", "soon": "warn"}


def side_column(desk: Desk, day: Day) -> QWidget:
    """The three cards below one another."""
    cards = (
        cases_card(desk, day.cases, day.case_words),
        money_card(desk, day.owed),
        month_card(desk, day.month),
    )
    return boxed(column(*cards, STRETCH, spacing=12))


def _list_card(title: str, count: str, trailing: QWidget | None) -> Card:
    card = Card(title, trailing, count=count, padding=False)
    card.body.setSpacing(0)
    return card


def _nothing_there(card: Card, words: str) -> None:
    card.body.addWidget(boxed(row(Label(words, "body", "ink2", wrap=True), margins=(15, 0, 15, 12))))


def cases_card(desk: Desk, cases: list[CaseRow], words: Mapping[int, str]) -> Card:
    """Late first, then least time left. ``words`` say by case id what it waits for."""
    queue = Link(_("Open queue"), on_click=lambda: desk.open_tab("service"))
    card = _list_card(_("Cases about to breach"), str(len(cases)) if cases else "", queue)
    with desk.store.reading() as db:
        hours = shop_hours(db)
    for case in cases:
        card.body.addWidget(_case_row(desk, case, words.get(case.id, ""), promise_now(
            case.promise_facts, desk.store.now(), hours, desk.language
        )))  # fmt: skip
    if not cases:
        _nothing_there(card, _("Every promise is in time."))
    return card


def _case_row(desk: Desk, case: CaseRow, waits_for: str, promise: Promise) -> OpenerRow:
    late = promise.state == "late"
    icon = Icon("circle-alert" if late else "alarm-clock", "dangerInk" if late else "warnInk")
    title = Label(case.title, "strong", elide="end")
    badge = Badge(promise.words, _TONES.get(promise.state, "neutral"))
    under = Label(
        " · ".join(part for part in (case.number, case.party, waits_for) if part),
        "caption", "ink2", elide="end",
    )  # fmt: skip
    head = row(title, badge, spacing=8)
    head.setStretch(0, 1)
    words = column(head, under, spacing=1)
    inside = row(column(4, icon, STRETCH, spacing=0), words, spacing=8, margins=(15, 8, 14, 8))
    inside.setStretch(1, 1)
    said = (case.title, case.number, case.party, waits_for, promise.words)
    about = ("case", case.id)
    return OpenerRow(
        ", ".join(part for part in said if part), partial(desk.open_record, *about), inside, about
    )


def money_card(desk: Desk, owed: list[Owed]) -> Card:
    """Oldest first, the total in the header; a click records the payment."""
    total = format_money(sum(o.amount for o in owed), desk.currency, desk.language) if owed else ""
    oldest = owed[0] if owed else None
    record = Link(_("Record payment"), on_click=lambda: _record(desk, oldest) if oldest else None)
    card = _list_card(_("Money to collect"), total, record if oldest else None)
    for o in owed[:MOST_MONEY]:
        card.body.addWidget(_money_row(desk, o))
    if len(owed) > MOST_MONEY:
        further = len(owed) - MOST_MONEY
        words = ngettext("See {n} further bill", "See {n} further bills", further).format(n=further)
        everything = Link(words, on_click=lambda: desk.run_action("sales.money_owed"))
        card.body.addWidget(boxed(row(everything, margins=(12, 6, 15, 8))))
    if not owed:
        _nothing_there(card, _("Nobody owes anything."))
    return card


def _money_row(desk: Desk, o: Owed) -> OpenerRow:
    today = desk.store.today()
    words = _("no date") if o.due_on is None else relative_day(o.due_on, today, desk.language)
    if o.due_on is not None and o.due_on >= today:
        if timedelta(days=1) < o.due_on - today < timedelta(days=7):  # the weekday alone says which day
            words = format_day(o.due_on, desk.language, "weekday")
        words = _("due {day}").format(day=words)
    shown = format_money(o.amount, desk.currency, desk.language)
    amount = Label(shown, "strong", align=Qt.AlignmentFlag.AlignRight)
    amount.setMinimumWidth(theme.scaled(66))
    when = Label(words, "caption_medium", "dangerInk" if o.days_late > 0 else "ink3")
    name = Label(o.party or o.number, "medium", elide="end")
    inside = row(name, when, amount, spacing=8, margins=(15, 8, 14, 7))
    inside.setStretch(0, 1)

    tell = _("Record payment of {name}: {amount}, {when}")
    said = tell.format(name=o.party or o.number, amount=shown, when=words)
    line = OpenerRow(said, partial(_record, desk, o), inside, ("sale", o.sale_id))
    line.setToolTip(_("Record payment"))
    return line


def _record(desk: Desk, o: Owed) -> None:
    if not desk.actions.run("sales.payment", "sale", o.sale_id):
        desk.open_record("sale", o.sale_id)


def month_card(desk: Desk, month: Month) -> Card:
    """Revenue against target with a mark at the share of days gone; satisfaction on its scale of 1 to 5."""
    today = desk.store.today()
    card = Card(
        _("{month} so far: sales and service").format(month=format_day(today, desk.language, "month_name")),
        Link(_("Compare"), on_click=lambda: desk.open_tab("compare")),
    )
    card.body.setSpacing(4)
    shown = _money_words(desk, month)
    revenue = shown(month.target.revenue)
    bar = MeterBar("sales")
    if month.target.target:
        goal = shown(month.target.target)
        words = _("{done} of {goal}").format(done=revenue, goal=goal)
        share = month.target.share or 0.0
        bar.show_share(min(share, 1.0), (today.day - 1) / month_of(today).days, words)
        gone, days = today.day - 1, month_of(today).days
        under = ngettext(
            "{share}% · {n} of {days} days gone (black mark)",
            "{share}% · {n} of {days} days gone (black mark)",
            gone,
        ).format(share=round(share * 100), n=gone, days=days)
    else:
        words, under = revenue, _("No target set for this month")
        bar.setVisible(False)
    _meter(card, "handshake", "sales", _("Revenue against target"), words, bar, under)
    card.body.addSpacing(6)
    _satisfaction(desk, month, card)
    return card


def _money_words(desk: Desk, month: Month) -> Callable[[int], str]:
    """How the month's amounts are written: in short where they are long, both alike."""
    largest = max(month.target.revenue, month.target.target or 0)
    form = short_money if largest >= LONG_AMOUNT else format_money
    return lambda amount: form(amount, desk.currency, desk.language)


def _meter(card: Card, icon: str, tone: str, title: str, words: str, bar: MeterBar, under: str) -> None:
    head = row(Icon(icon, tone), Label(title, elide="end"), Label(words, "strong"), spacing=7)
    head.setStretch(1, 1)
    card.add(head)
    card.add(bar)
    card.add(Label(under, "caption", "ink2", elide="end"))


def _satisfaction(desk: Desk, month: Month, card: Card) -> None:
    value = month.satisfaction
    goal = CSAT.read(desk.store.setting) / 10
    ratings = ngettext("{n} rating", "{n} ratings", value.n).format(n=value.n)
    bar = MeterBar("service")
    if value.amount is None or value.n < VERY_FEW // 2:
        words, under = "—", ratings
        bar.setVisible(False)
    else:
        words = _("{score} of 5").format(score=format_number(round(value.amount * 10), 1, desk.language))
        bar.show_share((value.amount - 1) / 4, (goal - 1) / 4, words)
        shown = format_number(round(goal * 10), 1, desk.language)
        under = _("{ratings} · target {goal} (black mark)").format(ratings=ratings, goal=shown)
    _meter(card, "wrench", "service", _("Satisfaction (CSAT)"), words, bar, under)
