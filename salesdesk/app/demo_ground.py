"""The sample shop while it is being made: its book, its day, and the ids that later steps need."""

import random
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

from salesdesk.app import demo_shop as d
from salesdesk.base import clock
from salesdesk.base.periods import add_months, month_of, week_of
from salesdesk.charts.commands import add_event
from salesdesk.marketing.commands import set_agreement
from salesdesk.parties.commands import add_party
from salesdesk.sales.payment_commands import set_target
from salesdesk.sales.product_commands import add_product
from salesdesk.sales.rules import CareStepDraft
from salesdesk.staff.commands import add_staff, edit_staff
from salesdesk.store.database import Store

SEED, RATE, WEEKS = 7, 25_000, 13
UNDECIDED, NEW_FROM = 14, 28  # of the people: the first ones have open deals, the last ones came lately


class Ground:
    """What every part of the sample is made with."""

    def __init__(self, store: Store, language: str) -> None:
        self.store, self.language = store, language
        self.rng = random.Random(SEED)  # noqa: S311 - the same sample every time
        self.today = store.today()
        self.now = clock.now()
        self.staff: list[int] = []
        self.things: dict[str, int] = {}
        self.people: list[int] = []
        self.joined: list[date] = []
        self.sales: list[int] = []

    def words(self, words: d.Words) -> str:
        """Words in the language of the sample."""
        return words.of(self.language)

    def money(self, dollars: float) -> int:
        """An amount in the sample's currency, in whole minor units."""
        return round(dollars * RATE) if self.language == "vi" else round(dollars * 100)

    def day(self, offset: int) -> date:
        """A day so many days from today."""
        return self.today + timedelta(days=offset)

    def week_start(self, week: int) -> date:
        """The Monday of one of the thirteen weeks; the last is the running one."""
        return week_of(self.today).start - timedelta(weeks=WEEKS - 1 - week)

    def at(self, day: date, hour: int = 9, minute: int = 0) -> AbstractContextManager[None]:
        """The clock at a time of a past day (or now, should that be still to come)."""
        moment = datetime.combine(day, time(hour, minute), self.store.zone).astimezone(UTC)
        return clock.freeze(min(moment, self.now))

    def known(self, day: date) -> list[int]:
        """The people the shop knew on a day."""
        return [person for person, since in zip(self.people, self.joined, strict=True) if since <= day]

    def buyers(self, day: date) -> list[int]:
        """Those of them who buy by and by; the first ones are still thinking about it."""
        undecided = set(self.people[:UNDECIDED])
        return [person for person in self.known(day) if person not in undecided]


def lay_ground(g: Ground) -> None:
    """The staff, the things, the people and the goals, thirteen weeks ago."""
    with g.at(g.day(-WEEKS * 7 - 5)):
        _add_staff(g)
        _add_things(g)
        _set_goals(g)
    _add_people(g)


def _add_staff(g: Ground) -> None:
    g.staff = [g.store.staff_id or 0]
    edit_staff(g.store, g.staff[0], roles="owner,sales,marketing")
    for name, roles in ((d.STAFF[1], "service"), (d.STAFF[2], "sales,service")):
        g.staff.append(add_staff(g.store, name=g.words(name), roles=roles, reports_to_id=g.staff[0]))


def _add_things(g: Ground) -> None:
    for t in d.THINGS:
        care = (
            [CareStepDraft(g.words(d.THINGS[8].name), "maintenance", 0, t.maintenance, t.maintenance)]
            if t.maintenance
            else []
        )
        g.things[t.key] = add_product(
            g.store, name=g.words(t.name), code=t.code, group_name=g.words(t.group),
            price=g.money(t.dollars),
            cost=g.money(t.dollars * 0.64), warranty_months=t.warranty,
            maintenance_months=t.maintenance,
            kind="service" if t.key == "test" else "goods", care=care,
        )  # fmt: skip


def _add_people(g: Ground) -> None:
    vietnamese = g.language == "vi"
    extra = [
        d.Person(d.Words(f"{g.en} {f.en}", f"{f.vi} {g.vi}"), d.PEOPLE[i].area, "walk_in")
        for i, (f, g) in enumerate((f, g) for f in d.MORE_FAMILY for g in d.MORE_GIVEN)
    ]
    for i, person in enumerate((*d.PEOPLE, *extra)):
        # 0900 000 0xx and 0161 496 0xxx: numbers that nobody has.
        phone = f"0900 000 {100 + i}" if vietnamese else f"0161 496 0{100 + i}"
        since = g.day(_days_ago(i))
        with g.at(since):
            g.people.append(
                add_party(
                    g.store, name=g.words(person.name), phone=phone, area=g.words(person.area),
                    source=person.source, kind="organisation" if person.organisation else "person",
                    staff_id=g.staff[i % 3], consent="message" if i % 3 else "",
                    consent_on=since if i % 3 else None,
                )
            )  # fmt: skip
        g.joined.append(since)


def _days_ago(place: int) -> int:
    """When somebody came: regulars long ago, new customers week by week, the undecided lately."""
    if place < UNDECIDED:
        return -70 + 3 * place
    return -84 + 6 * (place - NEW_FROM) if place >= NEW_FROM else -WEEKS * 7 - 5


def _set_goals(g: Ground) -> None:
    for back in range(4):
        set_target(
            g.store,
            month_on=add_months(month_of(g.today).start, -back),
            amount=g.money(d.TARGET),
        )
    set_agreement(
        g.store,
        leads_a_month=30,
        call_within_hours=4,
        call_share=90,
        lead_definition=g.words(
            d.Words(
                "Has a need, can decide, wants it within 3 months",
                "Có nhu cầu, tự quyết định, mua trong 3 tháng",
            )
        ),
    )
    start = g.week_start(d.EVENT_WEEK)
    add_event(g.store, name=g.words(d.EVENT), from_on=start, to_on=start + timedelta(days=6))
