"""Images without what is blank say the same as those of the triggers."""

import json

import pytest

from salesdesk.parties.merge_commands import put_back
from salesdesk.store import journal
from salesdesk.store import schema as s
from salesdesk.store.engine import driver
from salesdesk.store.images import row_in_image, short_image_of
from salesdesk.store.inserting import insert_rows
from salesdesk.store.journal_schema import image_of

ODD = (
    {"name": "Lan"},
    {"name": "", "notes": 'He said "no"\nand \\ left\t', "tags": "'; DROP TABLE party; --"},
    {"name": "Nguyễn \U0001f600 Đức", "search": "a\0b", "code": "", "budget": 0},
    {"name": "0", "code": "0", "budget": -(2**62), "hot": True, "custom": ""},
    {"name": "null", "email": "{}", "phone_normal": None, "budget": 2**62, "version": 0},
)


def images(store, table, image):
    with store.reading() as db:
        return [row[0] for row in driver(db).execute(f"SELECT {image} FROM {table} r ORDER BY r.id")]


def test_an_image_without_what_is_blank_is_read_as_the_whole_row(store):
    with store.changing("Odd") as db:
        for values in ODD:
            store.insert(db, s.party, **values)
    whole = images(store, "party", image_of("r", [c.name for c in s.party.columns]))
    short = images(store, "party", short_image_of("r", s.party))
    assert [row_in_image("party", i) for i in short] == [json.loads(i) for i in whole]
    assert [row_in_image("party", i) for i in whole] == [json.loads(i) for i in whole]
    assert all(len(few) < len(many) / 2 for few, many in zip(short, whole, strict=True))


@pytest.mark.parametrize("table", sorted(s.TABLES))
def test_every_table_has_such_an_image(store, table):
    assert images(store, table, short_image_of("r", s.TABLES[table])) is not None


def test_no_image_is_no_row():
    assert row_in_image("party", None) == {}


def test_history_and_putting_back_know_what_an_undone_import_left_out(store):
    with store.changing("Import", bulk=True) as db:
        ids = insert_rows(db, s.party, [{"name": f"P{i}", "job_title": "Chef"} for i in range(600)])
    with store.reading() as db:
        imported = [(v.key, v.before, v.after) for v in journal.history(db, "party", ids[5])]
    assert store.undo()
    assert store.redo()
    with store.reading() as db:
        told = journal.history(db, "party", ids[5])
    came, went, first = (
        [(v.key, v.before, v.after) for v in told if v.step_id == step]
        for step in dict.fromkeys(v.step_id for v in told)
    )
    assert came == first == imported
    assert went == [(key, after, before) for key, before, after in imported]
    # What the person had before the undo: a fact that was there, and one that was blank.
    before = {v.key: v for v in told if v.before is not None}
    with store.changing("Rename") as db:
        store.update(db, s.party, ids[5], job_title="Cook", timing="soon")
    for key in ("job_title", "timing"):
        put_back(store, "party", ids[5], key, before[key].change_id)
    with store.reading() as db:
        row = journal.raw_row(db, "party", ids[5])
    assert (row["job_title"], row["timing"]) == ("Chef", "")
