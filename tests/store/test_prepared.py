"""Statements compiled once give what SQLAlchemy itself gives."""

from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import Select, bindparam, select

from salesdesk.app.features import FEATURES
from salesdesk.base.errors import StoreError
from salesdesk.store import schema as s
from salesdesk.store.engine import dialect
from salesdesk.store.prepared import make_all_ready, prepared

T = s.task.c


def _open() -> Select[Any]:
    kinds = T.kind.in_(("call", "visit"))
    return select(T.id, T.title, T.due_on, T.created_at, T.next_step).where(
        T.due_on <= bindparam("until"), kinds, T.id.in_(bindparam("ids", expanding=True))
    )


@pytest.fixture
def tasks(store: Any) -> list[int]:
    with store.changing("tasks") as db:
        return [
            store.insert(
                db, s.task, title=f"t{n}", kind="call" if n % 2 else "visit", due_on=date(2026, 5, 1 + n)
            )
            for n in range(9)
        ]


def test_rows_are_those_of_sqlalchemy_in_the_types_of_the_schema(store: Any, tasks: list[int]) -> None:
    ours = prepared(_open)
    with store.reading() as db:
        for ids in (tasks, tasks[:1], tasks[:3], tasks[2:7]):
            for until in (date(2026, 5, 3), date(2026, 5, 20)):
                theirs = db.execute(_open(), {"until": until, "ids": ids}).all()
                rows = ours.all(db, until=until, ids=ids)
                assert sorted(map(tuple, rows)) == sorted(map(tuple, theirs))
    assert isinstance(rows[0].due_on, date)
    assert isinstance(rows[0].created_at, datetime)
    assert rows[0].next_step is False or rows[0].next_step == 0


def test_instants_are_compared_as_they_are_kept(store: Any, tasks: list[int]) -> None:
    before = prepared(lambda: select(T.id).where(T.created_at < bindparam("at")))
    with store.reading() as db:
        kept = db.execute(select(T.created_at).limit(1)).scalar_one()
        assert before.all(db, at=datetime.max.replace(tzinfo=UTC, year=9998))
        assert before.all(db, at=kept) == []


def test_every_statement_of_the_program_can_be_made_ready_before_it_is_asked(
    store: Any, tasks: list[int]
) -> None:
    for feature in FEATURES:
        import_module(feature.place.split(":")[0])
    ours = prepared(_open)
    make_all_ready(dialect())
    ready = dict(ours._made)
    assert len(ready) == 2
    with store.reading() as db:
        assert len(ours.all(db, until=date(2026, 5, 3), ids=tasks[:1])) == 1
        assert len(ours.all(db, until=date(2026, 5, 3), ids=tasks * 10)) == 3
    assert ours._made == ready, "it was compiled again"


def test_nothing_is_found_in_an_empty_list(store: Any, tasks: list[int]) -> None:
    with store.reading() as db:
        assert prepared(_open).all(db, until=date(2030, 1, 1), ids=[]) == []
        assert prepared(_open).first(db, until=date(2030, 1, 1), ids=[]) is None
        assert prepared(_open).value(db, until=date(2030, 1, 1), ids=tasks[:1]) == tasks[0]


def test_trouble_of_the_file_is_said_in_plain_words(store: Any) -> None:
    slow = prepared(lambda: select(s.task.c.id).where(s.task.c.id == bindparam("party")))

    def read_and_stop() -> None:
        with store.reading() as db:
            driver = db.connection.driver_connection
            driver.set_progress_handler(lambda: 1, 1)
            try:
                slow.all(db, party=1)
            finally:
                driver.set_progress_handler(None, 1)

    with pytest.raises(StoreError):
        read_and_stop()
