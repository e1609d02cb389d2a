"""The thirteen weeks behind the sample shop: contacts, sales, solved cases and what people said of them."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import insert

from salesdesk.app import demo_shop as d
from salesdesk.app.demo_ground import WEEKS, Ground
from salesdesk.base.i18n import N_
from salesdesk.base.ids import new_id
from salesdesk.sales.deal_commands import add_deal, win_deal
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.service.commands import open_case, resolve_case
from salesdesk.store import schema as s

LARGE = 300  # dollars: below it people buy at the counter


def _days_of(g: Ground, week: int) -> list[date]:
    start = g.week_start(week)
    return [day for day in (start + timedelta(days=i) for i in range(6)) if day < g.today] or [g.day(-1)]


def _share(g: Ground, week: int) -> float:
    # The week that is still running has had only part of its contacts.
    return len(_days_of(g, week)) / 6 if week == WEEKS - 1 else 1.0


def live_week(g: Ground, week: int) -> None:
    """What happened in one of the thirteen weeks."""
    days = _days_of(g, week)
    _log_contacts(g, days, "sales", round(d.SALES_CONTACTS[week] * _share(g, week)))
    _log_contacts(
        g,
        days,
        "service",
        max(round(d.SERVICE_CONTACTS[week] * _share(g, week)) - len(d.RATINGS[week]), 0),
    )
    _sell(g, days, d.REVENUE[week] * 100 * _share(g, week))
    for i, score in enumerate(d.RATINGS[week]):
        _solve(g, days[i % len(days)], score)


def _log_contacts(g: Ground, days: list[date], purpose: str, count: int) -> None:
    kinds = (
        ("call", "call", "call", "visit", "message", "negotiation")
        if purpose == "sales"
        else ("call", "call", "message", "visit", "chat")
    )
    rows = []
    for _i in range(count):
        day = g.rng.choice(days)
        at = datetime.combine(day, time(g.rng.randrange(8, 17), g.rng.randrange(60)), g.store.zone)
        rows.append({
            "id": new_id(), "party_id": g.rng.choice(g.known(day)), "kind": g.rng.choice(kinds),
            "purpose": purpose,
            "minutes": g.rng.randrange(5, 40), "outcome": "reached",
            "body": g.words(g.rng.choice(d.SAID)),
            "staff_id": g.staff[_who(g, purpose)], "at": at.astimezone(UTC), "day": day,
        })  # fmt: skip
    if rows:
        with g.store.changing(N_("Log contacts")) as db:
            db.execute(insert(s.interaction), rows)


def _who(g: Ground, purpose: str) -> int:
    return g.rng.choices((0, 1, 2), (5, 1, 4) if purpose == "sales" else (2, 6, 2))[0]


def _sell(g: Ground, days: list[date], dollars: float) -> None:
    left = dollars
    while left > 15:
        fitting = [t for t in d.THINGS if t.dollars <= left * 1.15 and t.dollars <= 800] or [d.THINGS[-1]]
        thing = g.rng.choice(fitting)
        day = g.rng.choice(days)
        buyers = g.buyers(day)
        buyer = buyers[len(g.sales) % len(buyers)]
        price = g.money(thing.dollars)
        with g.at(day, 15):
            seller = g.staff[_who(g, "sales")]
            if thing.dollars >= LARGE:
                g.sales.append(_win(g, buyer, thing, day, seller))
            else:
                line = LineDraft(g.things[thing.key], g.words(thing.name), unit_price=price)
                g.sales.append(
                    add_sale(
                        g.store,
                        party_id=buyer,
                        lines=[line],
                        on=day,
                        paid=price,
                        after_sale=[],
                        staff_id=seller,
                    )
                )
        left -= thing.dollars


def _win(g: Ground, buyer: int, thing: d.Thing, day: date, seller: int) -> int:
    """What costs much is thought over first: a deal, won some days later."""
    price = g.money(thing.dollars)
    deal = add_deal(
        g.store,
        party_id=buyer,
        title=g.words(thing.name),
        amount=price,
        product_id=g.things[thing.key],
        stage="negotiation",
        staff_id=seller,
    )
    return win_deal(g.store, deal, amount=price, on=day, paid=price, after_sale=[])


def _solve(g: Ground, day: date, score: int) -> None:
    who = g.rng.choice(g.buyers(day))
    with g.at(day, 9, g.rng.randrange(50)):
        case_id = open_case(
            g.store,
            party_id=who,
            title=g.words(g.rng.choice(d.PROBLEMS)),
            kind=g.rng.choice(("fault", "fault", "enquiry")),
            staff_id=g.staff[_who(g, "service")],
        )
    minutes = g.rng.randrange(8, 30)
    with g.at(day, 11):
        with g.store.changing(N_("Add time")) as db:
            now = g.store.now()
            g.store.insert(
                db,
                s.time_entry,
                case_id=case_id,
                staff_id=g.staff[1],
                started_at=now - timedelta(minutes=minutes),
                ended_at=now,
                seconds=minutes * 60,
            )
            g.store.update(db, s.service_case, case_id, handling_minutes=minutes)
        resolve_case(
            g.store,
            case_id,
            resolution=g.words(g.rng.choice(d.FIXES)),
            first_contact=g.rng.random() < 0.68,
            score=score,
        )
