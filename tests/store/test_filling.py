"""A book filled at once is the book that the triggers would have made."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from salesdesk.app.generate import make
from salesdesk.base.i18n import N_
from salesdesk.store import schema as s
from salesdesk.store.blueprint import fingerprint
from salesdesk.store.check import check_book
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect

FILLED = (s.party, s.interaction, s.deal, s.sale, s.service_case)
INDEXES = ("party_index", "phone_index", "paper_index")


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "filled.salesdesk"
    make(path, 40)
    return path


def test_a_filled_book_is_sound_and_open_to_work(filled: Path) -> None:
    assert [finding.words for finding in check_book(filled) if not finding.ok] == []
    store = Store.open(filled)
    try:
        assert store.can_undo() == "Make a large sample"
        with store.reading() as db:
            assert len(db.execute(select(s.interaction.c.id)).all()) == 400
        assert store.undo()
        with store.reading() as db:
            assert db.execute(select(s.party.c.id)).all() == []
    finally:
        store.close()
    assert [finding.words for finding in check_book(filled) if not finding.ok] == []


def test_filling_leaves_what_the_triggers_would_have_left(filled: Path, tmp_path: Path) -> None:
    one_by_one = tmp_path / "one-by-one.salesdesk"
    store = Store.create(one_by_one, shop_name="Shop", currency="VND", language="vi", owner="Thu Hà")
    source = Store.open(filled)
    with source.reading() as db:
        staff = db.execute(select(s.staff_member).where(s.staff_member.c.name != "Thu Hà")).mappings().all()
        rows = {table: [dict(r) for r in db.execute(select(table)).mappings()] for table in FILLED}
    source.close()
    with store.changing(N_("Make a large sample")) as db:
        db.execute(insert(s.staff_member), [dict(r) for r in staff])
    with store.changing(N_("Make a large sample")) as db:
        for table, found in rows.items():
            db.execute(insert(table), found)
    store.close()
    assert _outcome(filled) == _outcome(one_by_one)


def _outcome(path: Path) -> dict[str, list[Any]]:
    """What the triggers keep: journal, summary and index, and how the file is laid out."""
    connection = raw_connect(path)
    try:
        found = {"schema": [fingerprint(connection)]}
        for name, sql in {
            "tally": "SELECT metric, day, staff_id, n, total FROM tally ORDER BY 1, 2, 3",
            "step": "SELECT label, words, kind, undone_by, id = applied_step FROM step ORDER BY id",
            "now": "SELECT * FROM journal_now",
        }.items():
            found[name] = connection.execute(sql).fetchall()
        lines = connection.execute("SELECT table_name, row_id, last_id, op, before FROM change ORDER BY id")
        found["change"] = [
            (table, row_id, op, before)
            for table, first, last, op, before in lines.fetchall()
            for row_id in range(first, (last or first) + 1)
        ]
        for index in INDEXES:
            vocabulary = f"fts5vocab('main', '{index}', 'instance')"
            connection.execute(f"CREATE VIRTUAL TABLE temp.seen USING {vocabulary}")
            found[index] = connection.execute("SELECT * FROM temp.seen ORDER BY 1, 2, 3, 4").fetchall()
            connection.execute("DROP TABLE temp.seen")
        return found
    finally:
        connection.close()
