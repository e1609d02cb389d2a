"""Copies of a book that somebody has changed so that they do something when they are restored.

``CRAFTS`` maps a kind to what is done to an open copy; ``nth`` chooses a variant. ``canary`` is a function
that no program has: the file asks for it, and whoever runs anything of the file calls it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Craft = Callable[[Any, int], None]
VICTIMS = ("party", "sale", "setting", "deal", "staff_member", "interaction", "payment", "service_case")
FOREVER = "WITH RECURSIVE f(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM f)"
CRAFTS: dict[str, Craft] = {}
DATA_ONLY = frozenset({"huge value", "huge value elsewhere"})


def craft(name: str) -> Callable[[Craft], Craft]:
    """Register a kind."""

    def keep(function: Craft) -> Craft:
        CRAFTS[name] = function
        return function

    return keep


def _victim(nth: int) -> str:
    return VICTIMS[nth % len(VICTIMS)]


def _rewrite(db: Any, where: str, old: str, new: str) -> None:
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE " + where, (old, new))
    db.execute("PRAGMA writable_schema = OFF")
    db.execute(f"PRAGMA schema_version = {int(db.execute('PRAGMA schema_version').fetchone()[0]) + 1}")


def _add_row(db: Any, *row: Any) -> None:
    db.execute("PRAGMA writable_schema = ON")
    db.execute("INSERT INTO sqlite_master(type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?)", row)


def _replace(db: Any, table: str, statement: str) -> None:
    db.execute(f"DROP TABLE {table}")
    db.execute(statement)


@craft("trigger")
def _trigger(db: Any, nth: int) -> None:
    act = ("INSERT", "UPDATE", "DELETE")[nth % 3]
    db.execute(
        f"CREATE TRIGGER spy{nth} AFTER {act} ON {_victim(nth)} BEGIN "
        "UPDATE staff_member SET roles = 'owner'; DELETE FROM step; END"
    )


@craft("trigger that calls")
def _calling(db: Any, nth: int) -> None:
    db.execute(f"CREATE TRIGGER spy BEFORE INSERT ON {_victim(nth)} BEGIN SELECT canary('x'); END")


@craft("trigger under a name like the engine's")
def _named(db: Any, nth: int) -> None:
    name = ("sqliteXspy", "sqlite1", "SQLITE_spy"[:6] + "zz", "sqlite-spy")[nth % 4]
    db.execute(f'CREATE TRIGGER "{name}" AFTER INSERT ON {_victim(nth)} BEGIN DELETE FROM sale; END')


@craft("trigger under the engine's own name")
def _own_name(db: Any, nth: int) -> None:
    db.execute(f"CREATE TRIGGER spy AFTER INSERT ON {_victim(nth)} BEGIN DELETE FROM sale; END")
    db.execute("PRAGMA writable_schema = ON")
    name = ("sqlite_spy", "sqlite_autoindex_party_9", "sqlite_stat1", "sqlite_sequence")[nth % 4]
    renamed = "UPDATE sqlite_master SET name = ?, sql = replace(sql, 'spy', ?) WHERE name = 'spy'"
    db.execute(renamed, (name, name))


@craft("changed trigger")
def _changed_trigger(db: Any, nth: int) -> None:
    _rewrite(db, f"name = 'journal_{_victim(nth)}_i'", "BEGIN ", "BEGIN SELECT canary(new.id); ")


@craft("missing trigger")
def _missing_trigger(db: Any, nth: int) -> None:
    db.execute(f"DROP TRIGGER journal_{_victim(nth)}_u")


@craft("view")
def _view(db: Any, nth: int) -> None:
    db.execute(f"CREATE VIEW spy AS SELECT canary(name) FROM party LIMIT {nth + 1}")


@craft("view in place of a table")
def _view_for_table(db: Any, nth: int) -> None:
    table = _victim(nth)
    _replace(db, table, f"CREATE VIEW {table} AS SELECT canary(1) AS id, canary(2) AS name")


@craft("endless view in place of a table")
def _endless(db: Any, nth: int) -> None:
    table = _victim(nth)
    _replace(db, table, f"CREATE VIEW {table} AS {FOREVER} SELECT x AS id, NULL AS deleted_at FROM f")


@craft("endless facts of a newer book")
def _endless_meta(db: Any, nth: int) -> None:
    _replace(db, "meta", f"CREATE VIEW meta AS {FOREVER} SELECT canary(x) AS key, x AS value FROM f")
    db.execute(f"PRAGMA user_version = {99 + nth if nth % 2 else 2}")


@craft("view with triggers")
def _instead(db: Any, nth: int) -> None:
    table = _victim(nth)
    _replace(db, table, f"CREATE VIEW {table} AS SELECT 1 AS id")
    db.execute(f"CREATE TRIGGER spy INSTEAD OF INSERT ON {table} BEGIN SELECT canary(1); END")


@craft("virtual table")
def _virtual(db: Any, nth: int) -> None:
    what = ("fts5(words)", "rtree(id, a, b)", "fts4(words)", "fts5vocab(party_index, 'row')")[nth % 4]
    db.execute(f"CREATE VIRTUAL TABLE spy USING {what}")


@craft("virtual table in place of a table")
def _virtual_for_table(db: Any, nth: int) -> None:
    table = _victim(nth)
    what = ("fts5(id, name, deleted_at)", "rtree(id, a, b)")[nth % 2]
    _replace(db, table, f"CREATE VIRTUAL TABLE {table} USING {what}")


@craft("generated column")
def _generated(db: Any, nth: int) -> None:
    what = ("canary(id)", "hex(randomblob(9))", "zeroblob(900000000)", "id + 1")[nth % 4]
    _rewrite(db, "name = 'party'", ") STRICT", f", spy TEXT GENERATED ALWAYS AS ({what}) VIRTUAL) STRICT")


@craft("generated column in place of a column")
def _generated_for(db: Any, nth: int) -> None:
    row = db.execute("SELECT sql FROM sqlite_master WHERE name = 'setting'").fetchone()[0]
    made = re.sub(r"value TEXT NOT NULL", "value TEXT AS (canary(id)) VIRTUAL", row)
    _rewrite(db, "name = 'setting'", row, made + " " * nth)


@craft("index over an expression")
def _index(db: Any, nth: int) -> None:
    what = ("canary(name)", "lower(name)", "name) WHERE (canary(id) > 0", "id, name, kind")[nth % 4]
    db.execute(f"CREATE INDEX spy ON party({what})")


@craft("index that forbids")
def _unique(db: Any, nth: int) -> None:
    db.execute(f"CREATE UNIQUE INDEX spy{nth} ON party(kind, id)")


@craft("missing index")
def _missing_index(db: Any, nth: int) -> None:
    listed = db.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    db.execute(f'DROP INDEX "{listed[nth % len(listed)][0]}"')


@craft("changed condition")
def _check(db: Any, nth: int) -> None:
    _rewrite(db, "name = 'setting'", ") STRICT", f", CHECK (canary({nth}) IS NOT NULL)) STRICT")


@craft("changed default")
def _default(db: Any, nth: int) -> None:
    _rewrite(db, "name = 'staff_member'", "roles TEXT NOT NULL", "roles TEXT NOT NULL DEFAULT (canary(1))")
    db.execute(f"PRAGMA user_version = {1 + nth % 2}")


@craft("loose table")
def _loose(db: Any, nth: int) -> None:
    _rewrite(db, f"name = '{_victim(nth)}'", ") STRICT", ")")


@craft("counters of rows")
def _sequence(db: Any, nth: int) -> None:
    db.execute("CREATE TABLE spy(id INTEGER PRIMARY KEY AUTOINCREMENT)")
    db.execute("INSERT INTO sqlite_sequence VALUES ('party', 9223372036854775807), ('spy', 'x')")
    db.execute("DELETE FROM sqlite_sequence WHERE rowid = ?", (nth,))


@craft("statistics that are none")
def _statistics(db: Any, nth: int) -> None:
    db.execute("ANALYZE")
    new = ("tbl,idx,stat,spy", "tbl,idx,stat CHECK (canary(1))", "tbl,stat,idx", "tbl,idx,stat DEFAULT 1")
    _rewrite(db, "name = 'sqlite_stat1'", "tbl,idx,stat", new[nth % 4])


@craft("another version")
def _version(db: Any, nth: int) -> None:
    db.execute(f"PRAGMA user_version = {(1, 3, -1, 2147483647, 0)[nth % 5]}")
    db.execute("CREATE TABLE spy(x)")


@craft("a row that lies about its kind")
def _lie(db: Any, nth: int) -> None:
    db.execute("CREATE TABLE spy(x)")
    db.execute("PRAGMA writable_schema = ON")
    kind = ("view", "trigger", "index", "TABLE", "")[nth % 5]
    db.execute("UPDATE sqlite_master SET type = ? WHERE name = 'spy'", (kind,))


@craft("two tables on one page")
def _shared(db: Any, nth: int) -> None:
    root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (_victim(nth),)).fetchone()[0]
    _add_row(db, "table", "spy", "spy", root, "CREATE TABLE spy(x)")


@craft("a table called like the list of tables")
def _impostor(db: Any, nth: int) -> None:
    root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'meta'").fetchone()[0]
    name = ("sqlite_schema", "sqlite_master", "sqlite_temp_master", "pragma_table_list")[nth % 4]
    _add_row(db, "table", name, name, root, f"CREATE TABLE {name}(type, name, tbl_name, rootpage, sql)")


@craft("a list of tables that cannot be read")
def _unreadable(db: Any, nth: int) -> None:
    db.execute("PRAGMA writable_schema = ON")
    what = ("CREATE TABLE party(", b"\xff\xfe\x00", "create nonsense", "", 7)[nth % 5]
    db.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'party'", (what,))


@craft("other spaces in the text")
def _spaces(db: Any, nth: int) -> None:
    space = ("\u00a0", "\u2003", "\v", "/**/")[nth % 4]
    _rewrite(db, "name = 'journal_sale_d'", "BEGIN ", f"BEGIN{space} ")


@craft("nothing but our mark")
def _mark(db: Any, nth: int) -> None:
    names = db.execute("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'table')").fetchall()
    db.execute("PRAGMA foreign_keys = OFF")
    for kind, name in names:
        if "_index_" not in name and not name.startswith("sqlite_"):
            db.execute(f'DROP {kind} IF EXISTS "{name}"')
    db.execute(f"CREATE TABLE canary{nth}(x)")


@craft("huge value")
def _huge(db: Any, nth: int) -> None:
    _quietly(db, "UPDATE setting SET value = CAST(zeroblob(51000000) AS TEXT) WHERE key = 'shop_name'")


@craft("huge value elsewhere")
def _huge_elsewhere(db: Any, nth: int) -> None:
    _quietly(db, "UPDATE party SET name = CAST(zeroblob(52000000) AS TEXT)")


@craft("records that do not fit")
def _unfit(db: Any, nth: int) -> None:
    db.execute("CREATE TABLE spy(x)")
    what = (
        "UPDATE contact_point SET party_id = 99",
        "UPDATE party SET id = id",
        "UPDATE sale SET party_id = 99",
        "UPDATE setting SET id = 1 - id",
    )[nth % 4]
    _quietly(db, what)


def _quietly(db: Any, statement: str) -> None:
    """Change rows without the journal, its triggers as they were afterwards."""
    table = statement.split()[1]
    names = f"type = 'trigger' AND tbl_name = '{table}'"
    kept = db.execute(f"SELECT name, sql FROM sqlite_master WHERE {names}").fetchall()
    for name, _sql in kept:
        db.execute(f"DROP TRIGGER {name}")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute(statement)
    for _name, sql in kept:
        db.execute(sql)
