"""A command reads and writes with the pen in hand; nobody else writes in between."""

import pytest
from sqlalchemy import select

from salesdesk.base.errors import UserError
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.engine import raw_connect, sqlite


@command
def rename(store, between=lambda: None):
    """Read a name, wait for ``between``, write a longer name."""
    with store.reading() as db:
        row = db.execute(select(s.party.c.id, s.party.c.name)).one()
    between()
    if row.name.endswith("!!"):
        raise UserError("That is loud enough.")
    with store.changing("Rename {name}", name=row.name) as db:
        store.update(db, s.party, row.id, name=row.name + "!")


@pytest.fixture
def shop(store):
    with store.changing("Add") as db:
        store.insert(db, s.party, name="Lan")
    return store


def may_be_written(store):
    """Whether another program could write to the book just now."""
    other = raw_connect(store.path)
    try:
        other.execute("PRAGMA busy_timeout = 0").fetchall()
        other.execute("BEGIN IMMEDIATE")
    except sqlite.OperationalError:
        return False
    finally:
        other.close()
    return True


def test_nobody_writes_between_what_a_command_reads_and_what_it_writes(shop):
    seen = []
    rename(shop, lambda: seen.append(may_be_written(shop)))
    assert seen == [False]
    assert may_be_written(shop)
    assert shop.can_undo() == "Rename Lan"


def test_a_command_that_refuses_lets_go_of_the_pen_and_changes_nothing(shop):
    rename(shop)
    rename(shop)
    with pytest.raises(UserError):
        rename(shop)
    assert may_be_written(shop)
    assert shop.can_undo() == "Rename Lan!"


def test_commands_inside_a_command_or_a_step_are_one_step(shop):
    with shop.changing("Both"):
        rename(shop)
        rename(shop)
    assert shop.can_undo() == "Both"
    assert shop.undo()
    with shop.reading() as db:
        assert db.execute(select(s.party.c.name)).scalar_one() == "Lan"
