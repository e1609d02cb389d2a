"""What two windows do to the same twenty records: money, notes, sales, deals, addresses."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from salesdesk.base.errors import UserError
from salesdesk.parties.party_commands import edit_party
from salesdesk.parties.records import further_phones, party_row
from salesdesk.parties.rules import search_texts
from salesdesk.sales.deal_commands import add_deal, win_deal
from salesdesk.sales.payment_commands import record_payment
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.store.database import Store
from tests.faults.jobs import BOOK, Acknowledge, Job
from tests.faults.shop_jobs import new_shop, opened, people_of
from tests.faults.soundness import rows_of

ROWS = 20
PAUSE_S = 0.004
"""Nobody's hands are faster; without a pause one of two would never get a turn."""
CONFLICT = "conflict"


def _prepare(place: Path) -> Any:
    with closing(new_shop(place)) as store:
        people = people_of(store)[:ROWS]
        lines = [LineDraft(words="Máy lọc", unit_price=900_000_000)]
        sales = [add_sale(store, party_id=who, lines=lines, due_on=store.today()) for who in people]
        deals = [add_deal(store, party_id=who, title="Máy", amount=1_000) for who in people for _n in (1, 2)]
        return {"people": people, "sales": sales, "deals": deals}


def work_until(seconds: float) -> Callable[[Path, Any, Random, Acknowledge], None]:
    """A window at work for some seconds; every conflict it is told of is acknowledged as one."""

    def work(place: Path, facts: Any, rng: Random, acknowledge: Acknowledge) -> None:
        end, n = time.monotonic() + seconds, 0
        with opened(place) as store:
            # What a command has read is older than its turn to write: the other one gets in between.
            store.guard(lambda _tables, _whose: time.sleep(rng.uniform(0, PAUSE_S)))
            while time.monotonic() < end:
                n += 1
                act = rng.choice((_pay, _pay, _note, _note, _move_house, _sell, _win))
                try:
                    acknowledge(act(store, facts, rng, f"<{rng.getrandbits(40):x}>"))
                except UserError as error:
                    acknowledge([CONFLICT, act.__name__, error.message])
                time.sleep(rng.uniform(0, PAUSE_S))

    return work


def _one(ids: list[int], rng: Random) -> int:
    """Some are at work on far more often than others, as in any shop."""
    return ids[int(len(ids) * rng.random() ** 4)]


def _pay(store: Store, facts: Any, rng: Random, _mark: str) -> Any:
    sale, amount = _one(facts["sales"], rng), rng.randint(1, 900)
    record_payment(store, sale, amount, store.today())
    return ["paid", sale, amount]


def _note(store: Store, facts: Any, rng: Random, mark: str) -> Any:
    row = party_row(store, _one(facts["people"], rng))
    edit_party(store, row["id"], version=row["version"], notes=row["notes"] + mark)
    return ["noted", row["id"], mark]


def _move_house(store: Store, facts: Any, rng: Random, mark: str) -> Any:
    who, key = _one(facts["people"], rng), rng.choice(("address", "area", "email"))
    edit_party(store, who, **{key: f"{mark[1:-1]}@example.vn" if key == "email" else mark})
    return ["moved", who, key]


def _sell(store: Store, facts: Any, rng: Random, _mark: str) -> Any:
    lines = [LineDraft(words="Lõi lọc", unit_price=1_000)]
    return ["sold", add_sale(store, party_id=_one(facts["people"], rng), lines=lines, paid=1_000), 0]


def _win(store: Store, facts: Any, rng: Random, _mark: str) -> Any:
    deal = _one(facts["deals"], rng)
    return ["won", deal, win_deal(store, deal, amount=1_000, on=store.today(), paid=1_000)]


def _verify(place: Path, facts: Any, done: list[Any]) -> str:
    book = place / BOOK
    due = dict.fromkeys(facts["sales"], 0)
    for what, sale, amount in done:
        if what == "paid":
            due[sale] += amount
    paid = dict(rows_of(book, "SELECT id, paid FROM sale"))
    if lost := [sale for sale in due if paid[sale] != due[sale]]:
        return f"lost updates: {len(lost)} of {ROWS} sales do not hold the money that was acknowledged"
    notes = dict(rows_of(book, "SELECT id, notes FROM party"))
    if missing := [mark for what, who, mark in done if what == "noted" and mark not in notes[who]]:
        return f"lost updates: {len(missing)} acknowledged notes are gone"
    twice = [deal for what, deal, _sale in done if what == "won"]
    if len(twice) != len(set(twice)):
        return "a deal was won twice"
    numbers = sorted(int(n.split("-")[-1]) for (n,) in rows_of(book, "SELECT number FROM sale"))
    if numbers != list(range(1, len(numbers) + 1)):
        return "the numbers of the sales have a gap or a double"
    return _not_found(book, facts["people"])


def _not_found(book: Path, people: list[int]) -> str:
    """Whether people are found by what their records say now."""
    with closing(Store.open(book)) as store, store.reading() as db:
        for who in people:
            row = party_row(store, who)
            texts = search_texts(row, store.country, further_phones(db, who))
            if {key: row[key] for key in texts} != texts:
                return f"somebody is found by what was there before: {row['search']!r}"
    return ""


WRITING_JOBS = tuple(
    Job(f"window{seconds}", _prepare, work_until(seconds), _verify) for seconds in (3, 10, 60)
)
