"""The people of the sample shop: those one meets by name, old customers, and prospects of all ages."""

from datetime import date, timedelta
from typing import Any

from salesdesk.app import demo_shop as d
from salesdesk.app.demo_bulk import Bought, record_sales
from salesdesk.app.demo_ground import Ground
from salesdesk.app.demo_names import name_of
from salesdesk.parties.commands import add_party, set_hot
from salesdesk.parties.rules import NextStep
from salesdesk.service.commands import edit_owned_item, record_maintenance

OWNERS, OTHERS, PROSPECTS = 204, 29, 116
REFUSED = 23
_SOURCES = ("walk_in", "referral", "search", "social", "leaflet", "phone", "event")
_WANTS = (
    d.Words("10-stage RO", "RO 10 lõi"), d.Words("Under-sink unit", "Máy âm tủ"),
    d.Words("Shower filter", "Lọc vòi sen"), d.Words("Well water", "Nước giếng"),
    d.Words("Replace old unit", "Đổi máy cũ"), d.Words("Air purifier", "Lọc khí"),
    d.Words("Water for an office", "Nước cho văn phòng"), d.Words("Whole-house filter", "Lọc tổng"),
)  # fmt: skip
_STEPS = (
    d.Words("Call about the price", "Gọi về giá"), d.Words("Send the price list", "Gửi bảng giá"),
    d.Words("Ask for the decision", "Hỏi quyết định"), d.Words("Agree on a visit", "Hẹn đến xem chỗ"),
)  # fmt: skip


def add_people(g: Ground) -> None:
    """Everybody, and what the old customers bought first."""
    bought: list[Bought] = []
    for person in d.PEOPLE:
        _add_named(g, person, bought)
    for place in range(OWNERS + OTHERS):
        _add_old_customer(g, place, bought)
    bought += _bought_again(g)
    record_sales(g, _numbered(g, sorted(bought, key=lambda sale: sale.on)))
    with g.at(g.day(-276), 11):
        record_maintenance(g.store, g.items[g.people["ben"]], g.day(-276))
        edit_owned_item(g.store, g.items[g.people["ben"]], serial="K9S-23118")
    for place in range(PROSPECTS):
        _add_prospect(g, place)


def _bought_again(g: Ground) -> list[Bought]:
    ben, lana = g.people["ben"], g.people["lana"]
    later = ((ben, 550, "cores"), (ben, 370, "shower"), (ben, 276, "cores"), (lana, 300, "ro10"))
    return [Bought(party, g.day(-ago), thing, repeat=True) for party, ago, thing in later]


def _numbered(g: Ground, sales: list[Bought]) -> list[Bought]:
    """The shop's old invoices, so numbered that Ben Archer's first one is the ninety-eighth."""
    bens = next(place for place, sale in enumerate(sales) if sale.party == g.people["ben"])
    prefix = "HD" if g.language == "vi" else "INV"
    return [sale._replace(code=f"{prefix}-{max(98 - bens, 1) + n:04d}") for n, sale in enumerate(sales)]


def phone(g: Ground, place: int) -> str:
    """0900 000 xxx and 0161 496 0xxx: numbers that nobody has."""
    return (
        f"0900 00{place // 1000 + 1} {place % 1000:03d}" if g.language == "vi" else f"0161 496 0{place:03d}"
    )


def _add_named(g: Ground, person: d.Person, bought: list[Bought]) -> None:
    since = g.day(-person.since)
    facts: dict[str, Any] = {key: g.words(words) for key, words in person.facts}
    facts.setdefault("phone", phone(g, 201 + len(g.people)))
    if person.owns:
        facts |= {"state": "customer", "customer_on": since, "prospect_stage": None}
    elif person.key not in ("daniel", "stefan"):
        facts["prospect_stage"] = "qualified" if person.key in ("laura", "ahmed", "linden") else "working"
    if person.key == "laura":
        came = d.Words("Came with Grace Liu to see the shop model.", "Đi cùng cô Mai xem máy mẫu ở tiệm.")
        facts |= {"consent": "message", "source_detail": g.words(came)}
    with g.at(since, 11, 40):
        g.people[person.key] = add_party(
            g.store, name=g.words(person.name), area=g.words(person.area), source=person.source,
            kind="organisation" if person.organisation else "person", staff_id=g.staff[0],
            prospect_on=since, **facts,
        )  # fmt: skip
    if person.owns:
        bought.append(Bought(g.people[person.key], since, person.owns))


def _add_old_customer(g: Ground, place: int, bought: list[Bought]) -> None:
    """Owners of a purifier in the campaign's areas first; the others have no part in it."""
    owner = place < OWNERS
    since = g.start - timedelta(days=100 + (place * 37) % 1_150)
    area = (d.HULME, d.DIDSBURY)[place % 2] if owner else d.OTHER_AREAS[place % 4]
    refused = owner and place % 9 == 4 and place // 9 < REFUSED
    with g.at(since, 10):
        party = add_party(
            g.store, name=name_of(place, g.language), phone=phone(g, 301 + place), area=g.words(area),
            source=_SOURCES[place % 7], staff_id=g.staff[place % 3], state="customer", prospect_stage=None,
            customer_on=since, prospect_on=since - timedelta(days=6), last_contact_on=since,
            consent="no" if refused else ("message" if place % 3 else ""),
        )  # fmt: skip
    (g.owners if owner else g.others).append(party)
    thing = ("ro9", "ro10")[place % 3 == 0] if owner else ("sink", "tank", "air", "shower")[place % 4]
    bought.append(Bought(party, since, thing, staff=place % 3))


def _add_prospect(g: Ground, place: int) -> None:
    """Somebody who asked once: thirteen in the last weeks, seven before, the others long ago."""
    since = _asked(g, place)
    heard = max(since, g.day(-4 - (place * 13) % 55))
    step = None
    if place % 17 != 3:  # seven have none
        words = _STEPS[place % 4]
        kind = ("call", "quote", "call", "visit")[place % 4]
        step = NextStep(g.day(8 + (place * 7) % 60), "", g.words(words), kind, g.staff[place % 3])
    with g.at(since, 15):
        party = add_party(
            g.store, name=name_of(OWNERS + OTHERS + place, g.language), phone=phone(g, 601 + place),
            area=g.words((d.HULME, d.DIDSBURY, *d.OTHER_AREAS)[place % 6]), source=_SOURCES[place % 7],
            needs=g.words(_WANTS[place % 8]), staff_id=g.staff[place % 3], last_contact_on=heard,
            prospect_stage="qualified" if place % 5 == 2 else "working",
            consent="message" if place % 2 else "", next_step=step,
        )  # fmt: skip
        if place % 10 == 6:
            set_hot(g.store, party, True)


def _asked(g: Ground, place: int) -> date:
    if place < 13:
        return g.day(-9 - place * 6)
    if place < 20:
        return g.start - timedelta(days=8 + (place - 13) * 11)
    return g.start - timedelta(days=100 + (place * 29) % 400)
