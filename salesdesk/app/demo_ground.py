"""The sample shop while it is being made: its book, its day, and the ids that later steps need."""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from salesdesk.app import demo_shop as d
from salesdesk.base import clock
from salesdesk.base.i18n import N_
from salesdesk.base.periods import add_months, month_of, week_of
from salesdesk.charts.commands import add_event
from salesdesk.marketing.commands import set_agreement
from salesdesk.parties.rules import closed_weekdays, open_day
from salesdesk.sales.payment_commands import set_target
from salesdesk.sales.product_commands import add_product
from salesdesk.sales.rules import CareStepDraft
from salesdesk.staff.commands import add_staff, edit_staff
from salesdesk.store import schema as s
from salesdesk.store.database import Store

SEED, RATE, WEEKS = 7, 25_000, 13
HANNAH, DAVID, MARIA = range(3)
_AS_PRICED = {445.0: 11_100_000}  # dong that a shop would round further than the rate gives
_PREFIXES = {"quote": ("Q", "BG"), "sale": ("INV", "PB"), "case": ("CS", "CS")}


class Ground:
    """What every part of the sample is made with."""

    def __init__(self, store: Store, language: str) -> None:
        self.store, self.language = store, language
        self.rng = random.Random(SEED)  # noqa: S311 - the same sample every time
        self.today = store.today()
        self.now = clock.now()
        self.staff: list[int] = []
        self.things: dict[str, int] = {}
        self.people: dict[str, int] = {}
        self.owners: list[int] = []  # of an RO purifier in the campaign's areas, old customers
        self.others: list[int] = []  # further old customers
        self.items: dict[int, int] = {}  # the first thing that each of them bought
        self.quiet: list[int] = []  # owners who had no case for long
        self.again: list[int] = []  # customers who buy again in the thirteen weeks
        self.deals: dict[str, int] = {}
        self._papers = 280
        self._closed = closed_weekdays(store.setting("closed_weekdays", "6"))

    def words(self, words: d.Words) -> str:
        """Words in the language of the sample."""
        return words.of(self.language)

    def money(self, dollars: float) -> int:
        """An amount in the sample's currency, in whole minor units."""
        if self.language == "vi":
            return _AS_PRICED.get(dollars, round(dollars * RATE))
        return round(dollars * 100)

    def day(self, offset: int) -> date:
        """A day so many days from today; a day to come is one on which the shop is open."""
        day = self.today + timedelta(days=offset)
        return open_day(day, self._closed) if offset > 0 else day

    @property
    def start(self) -> date:
        """The Monday of the first of the thirteen weeks; the last is the running one."""
        return week_of(self.today).start - timedelta(weeks=WEEKS - 1)

    def days_of(self, week: int) -> list[date]:
        """The days of a week on which something happened; of the running one, those that are over."""
        start = self.start + timedelta(weeks=week)
        days = [start + timedelta(days=n) for n in range(6)]
        return [day for day in days if day < self.today] or [self.today]

    def share_of(self, week: int) -> float:
        """How much of a week's work is done: the running one is busy from its first half on."""
        if week < WEEKS - 1:
            return 1.0
        over = sum(day < self.today for day in self.days_of(week))
        return min(over / 3, 1.0)

    def instant(self, day: date, hour: int = 9, minute: int = 0) -> datetime:
        """A time of a past day (or now, should that be still to come)."""
        moment = datetime.combine(day, time(hour, minute), self.store.zone).astimezone(UTC)
        return min(moment, self.now)

    def at(self, day: date, hour: int = 9, minute: int = 0) -> AbstractContextManager[None]:
        """The clock stopped at such a time."""
        return clock.freeze(self.instant(day, hour, minute))

    @contextmanager
    def acting(self, who: int) -> Iterator[None]:
        """Another one of the staff is at the desk."""
        before, self.store.staff_id = self.store.staff_id, self.staff[who]
        try:
            yield
        finally:
            self.store.staff_id = before

    def old_number(self) -> str:
        """The next number of the invoices written before the book began."""
        self._papers += 1
        return f"{'HD' if self.language == 'vi' else 'INV'}-{self._papers:04d}"

    @property
    def early(self) -> bool:
        """Whether the shop is open today and what is promised for 17:00 is hours away."""
        local = self.now.astimezone(self.store.zone)
        return local.hour < 14 and self.today.weekday() not in self._closed

    def later(self, days: int, hour: int) -> datetime:
        """A time of a day to come on which the shop is open."""
        return datetime.combine(self.day(days), time(hour), self.store.zone).astimezone(UTC)

    def item_of(self, party: int, thing: str) -> int | None:
        """The newest owned item of a kind of thing that somebody has."""
        c = s.owned_item.c
        mine = select(c.id).where(c.party_id == party, c.product_id == self.things[thing])
        with self.store.reading() as db:
            return db.execute(mine.order_by(c.bought_on.desc()).limit(1)).scalar()

    def sale_of(self, item: int) -> int | None:
        """The sale by which somebody got an owned item."""
        c = s.owned_item.c
        with self.store.reading() as db:
            return db.execute(select(c.sale_id).where(c.id == item)).scalar()

    def case_of(self, party: int) -> int | None:
        """The newest case of somebody."""
        c = s.service_case.c
        with self.store.reading() as db:
            return db.execute(
                select(c.id).where(c.party_id == party).order_by(c.opened_at.desc()).limit(1)
            ).scalar()

    def number_from(self, series: str, number: int) -> None:
        """The next quote, sale or case gets this number: the shop had others before the book began."""
        table = s.number_series
        with self.store.changing(N_("Set the next number")) as db:
            row = db.execute(select(table.c.id).where(table.c.key == series)).scalar()
            if row is None:
                prefix = _PREFIXES[series][self.language == "vi"]
                self.store.insert(db, table, key=series, prefix=prefix, next_number=number)
            else:
                self.store.update(db, table, row, next_number=number)


def lay_ground(g: Ground) -> None:
    """The staff, the things and the goals, long ago."""
    with g.at(g.day(-1_000)):
        _add_staff(g)
        _add_things(g)
        _set_goals(g)


def _add_staff(g: Ground) -> None:
    g.staff = [g.store.staff_id or 0]
    edit_staff(g.store, g.staff[0], roles="owner,sales,marketing")
    for name, roles in ((d.STAFF[1], "service"), (d.STAFF[2], "sales,service")):
        g.staff.append(add_staff(g.store, name=g.words(name), roles=roles, reports_to_id=g.staff[0]))


def _add_things(g: Ground) -> None:
    change = g.words(d.Words("Cores 1–3 change", "Thay lõi 1–3"))
    for t in d.THINGS:
        care = (
            [CareStepDraft(change, "maintenance", 0, t.maintenance, t.maintenance)] if t.maintenance else []
        )
        g.things[t.key] = add_product(
            g.store, name=g.words(t.name), code=t.code, group_name=g.words(t.group),
            price=g.money(t.dollars), cost=round(g.money(t.dollars) * t.cost), warranty_months=t.warranty,
            maintenance_months=t.maintenance, kind="service" if t.service else "goods", care=care,
        )  # fmt: skip


def _set_goals(g: Ground) -> None:
    for back in range(12):
        month = add_months(month_of(g.today).start, -back)
        set_target(g.store, month_on=month, amount=g.money(d.TARGET))
    wanted = d.Words(
        "Has a need, can decide, wants it within 3 months", "Có nhu cầu, tự quyết định, mua trong 3 tháng"
    )
    set_agreement(
        g.store, leads_a_month=30, call_within_hours=4, call_share=90, lead_definition=g.words(wanted)
    )
    start = g.start + timedelta(weeks=d.EVENT_WEEK)
    add_event(g.store, name=g.words(d.EVENT), from_on=start, to_on=start + timedelta(days=6))
