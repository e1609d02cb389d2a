"""Sums that are remembered are those that reading anew gives, whatever was changed meanwhile."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from salesdesk.base.periods import Period
from salesdesk.store import remembered
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.inserting import insert_rows
from salesdesk.store.journal_schema import change
from salesdesk.store.remembered import Remembered
from salesdesk.store.sums import buckets, hours_by_person, sums_of
from salesdesk.store.tallies import tally

BEGIN = date(2026, 3, 2)
WEEKS = [Period(BEGIN + timedelta(days=7 * n), BEGIN + timedelta(days=7 * n + 6)) for n in range(4)]
WHOLE = Period(WEEKS[0].start, WEEKS[-1].end)


def _shown(store: Any) -> Any:
    with store.reading() as db:
        kept = [{k: v for k, v in b.sums.items() if k != "target.revenue"} for b in buckets(db, WEEKS)]
        return kept, sums_of(db, WHOLE), hours_by_person(db, WHOLE)


def _by_scan(store: Any) -> dict[str, int]:
    with store.reading() as db:
        days = tally.c.day.between(WHOLE.start.isoformat(), WHOLE.end.isoformat())
        rows = db.execute(select(tally.c.metric, func.sum(tally.c.n)).where(days).group_by(tally.c.metric))
        return {metric: int(n) for metric, n in rows}


def _agrees(store: Any) -> None:
    weeks, whole, hours = _shown(store)
    scanned = _by_scan(store)
    assert {key: whole[key].n for key in scanned} == scanned
    assert {key: sum(week[key].n for week in weeks if key in week) for key in scanned} == scanned
    fresh = Store.open(store.path)  # remembers nothing of before
    assert _shown(fresh) == (weeks, whole, hours)
    fresh.close()


@pytest.fixture
def busy(store: Any) -> Any:
    with store.changing("weeks") as db:
        party = store.insert(db, s.party, name="Lan")
        for n in range(28):
            day = BEGIN + timedelta(days=n)
            at = store.now()
            store.insert(
                db, s.interaction, party_id=party, kind="call", purpose="sales" if n % 2 else "service",
                at=at, day=day, minutes=5, staff_id=store.staff_id,
            )  # fmt: skip
            store.insert(db, s.sale, party_id=party, kind="sale", status="issued", sold_on=day, net=100 + n)
    _agrees(store)
    return store


def _ids(store: Any, table: Any) -> list[int]:
    with store.reading() as db:
        return list(db.execute(select(table.c.id).order_by(table.c.id)).scalars())


def test_a_row_that_goes_to_another_day_leaves_one_and_reaches_the_other(busy: Any) -> None:
    call = _ids(busy, s.interaction)[3]
    with busy.changing("Move") as db:
        busy.update(db, s.interaction, call, day=BEGIN + timedelta(days=20), minutes=50)
    _agrees(busy)
    busy.undo()
    _agrees(busy)
    busy.redo()
    _agrees(busy)


def test_rows_that_come_and_go_are_counted_and_no_longer(busy: Any) -> None:
    sale = _ids(busy, s.sale)[10]
    with busy.changing("Remove") as db:
        busy.remove(db, s.sale, sale)
    _agrees(busy)
    with busy.changing("Delete") as db:
        db.execute(delete(s.sale).where(s.sale.c.id == _ids(busy, s.sale)[0]))
    _agrees(busy)


def test_what_another_window_writes_is_seen(busy: Any) -> None:
    other = Store.open(busy.path)
    with other.changing("Elsewhere") as db:
        other.update(db, s.sale, _ids(other, s.sale)[5], net=9_999)
    other.close()
    _agrees(busy)


def test_many_changes_and_a_cut_journal_forget_everything(busy: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(remembered, "MANY", 5)
    with busy.changing("All") as db:
        db.execute(update(s.interaction).values(minutes=7))
    _agrees(busy)
    with busy.changing("One") as db:
        busy.update(db, s.sale, _ids(busy, s.sale)[2], net=1)
    busy.forget_steps()
    with busy.changing("Another") as db:
        busy.update(db, s.sale, _ids(busy, s.sale)[3], net=2)
    assert _by_scan(busy)
    with busy.reading() as db:
        assert db.execute(select(func.max(change.c.id))).scalar_one() < 30
    _agrees(busy)


def test_rows_brought_in_at_once_and_taken_back_are_seen(busy: Any) -> None:
    party = _ids(busy, s.party)[0]
    with busy.changing("Bring in", bulk=True) as db:
        day = BEGIN + timedelta(days=9)
        row = {"party_id": party, "kind": "visit", "purpose": "sales", "at": busy.now(), "day": day}
        insert_rows(db, s.interaction, [dict(row, minutes=n) for n in range(300)])
    _agrees(busy)
    busy.undo()
    _agrees(busy)


def test_nothing_is_remembered_of_a_change_that_is_taken_back_at_once(busy: Any) -> None:
    _, before, _ = _shown(busy)
    with pytest.raises(RuntimeError), busy.changing("Broken") as db:  # noqa: PT012 - the change is the block
        busy.update(db, s.sale, _ids(busy, s.sale)[2], net=777)
        assert sums_of(db, WHOLE)["sale"].total != before["sale"].total
        raise RuntimeError
    assert _shown(busy)[1] == before


def test_what_is_known_is_not_read_again(busy: Any) -> None:
    reads: list[Period] = []
    with busy.reading() as db:
        for _ in range(3):
            Remembered(db).of("test", WEEKS[0], lambda: reads.append(WEEKS[0]) or 1)
    assert len(reads) == 1
    with busy.changing("Today") as db:
        busy.update(db, s.sale, _ids(busy, s.sale)[-1], net=5)
    with busy.reading() as db:
        Remembered(db).of("test", WEEKS[0], lambda: reads.append(WEEKS[0]) or 1)
        assert len(reads) == 1, "another day was changed"
