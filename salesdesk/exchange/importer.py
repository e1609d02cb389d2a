"""What a feature declares so that its records can be imported; the rehearsal does the rest.

The feature says which fields there are, how a row is recognised, by which names it refers to other
records, and how rows are added. A feature's declaration is one `Importer` in its ``importing.py``.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Table

from salesdesk.base import phones
from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_
from salesdesk.exchange.context import Context
from salesdesk.store.database import Store
from salesdesk.store.inserting import Values, insert_rows

Memory = dict[Any, Any]
__all__ = [
    "Identity",
    "Importer",
    "Memory",
    "Ready",
    "Reference",
    "Values",
    "add_plainly",
    "by_code",
    "by_email",
    "by_name",
    "by_phone",
    "change_plainly",
    "insert_rows",
    "squeezed",
]


class Ready(NamedTuple):
    """A row ready to be written.

    ``values`` has every matched field (references are ids, blanks "" or None) and the importer's defaults;
    ``more`` further phone numbers and addresses of the same cells.

    For a row that changes a record, ``id`` and ``version`` are the record's, and ``changes`` gives the old
    and the new value of each field that differs.
    """

    number: int
    values: Values
    more: Dictionary[str, list[str]]
    id: int | None = None
    version: int = 0
    changes: Dictionary[str, tuple[Any, Any]] = MappingProxyType({})


Add = Callable[[Store, Connection, Sequence[Ready], Memory], Sequence[int]]
Change = Callable[[Store, Connection, Sequence[Ready], Memory], None]
Finish = Callable[[Store, Connection, Memory], None]


@dataclass(frozen=True)
class Identity:
    """One way to recognise a record: by its code, its phone number, its e-mail, its name and address.

    ``key`` makes of a row's values, and equally of a record's, what must be equal; None when the row does
    not say. ``stored`` gives what ``column`` may hold for a row with this key; ``kept``: the column holds
    the key itself. ``certain``: nothing else can tell two records of one key apart; ``weak``: anything
    surer can. ``together``: rows with the same key are lines of one record; what the book has already is
    then left as it is.
    """

    name: str
    label: str
    field: str
    column: Column[Any]
    key: Callable[[Values, Context], str | None]
    stored: Callable[[Values, str], Iterable[Any]]
    also: Sequence[str] = ()
    kept: bool = False
    certain: bool = False
    weak: bool = False
    together: bool = False


def _the_key(_values: Values, key: str) -> Iterable[Any]:
    return (key,)


def by_code(field_key: str, column: Column[Any], *, together: bool = False) -> Identity:
    """By a code that other programs gave: the surest way."""

    def key(values: Values, _context: Context) -> str | None:
        return _text(values, field_key) or None

    return Identity(
        "code", N_("code"), field_key, column, key, _the_key, kept=True, certain=True, together=together
    )


def by_phone(field_key: str, column: Column[Any]) -> Identity:
    """By phone number; ``column`` keeps the normal form ("+84912345678")."""

    def key(values: Values, context: Context) -> str | None:
        text = _text(values, field_key)
        return phones.normal(text, context.country) if text else None

    return Identity("phone", N_("phone number"), field_key, column, key, _the_key, kept=True)


def by_email(field_key: str, column: Column[Any]) -> Identity:
    """By e-mail address, in any case."""

    def key(values: Values, _context: Context) -> str | None:
        return _text(values, field_key).lower() or None

    def stored(values: Values, key: str) -> Iterable[str]:
        return (_text(values, field_key), key)

    return Identity("email", N_("e-mail address"), field_key, column, key, stored)


def by_name(
    field_key: str,
    column: Column[Any],
    *,
    also: Sequence[str] = (),
    stored: Callable[[str], str] = str,
) -> Identity:
    """By name together with further fields (an address). ``stored`` turns a name into what ``column`` holds.

    Counts only where nothing surer speaks against it: two people of one name with different phone numbers
    are two people.
    """

    def key(values: Values, _context: Context) -> str | None:
        name = squeezed(_text(values, field_key))
        return "|".join([name, *[squeezed(_text(values, k)) for k in also]]) if name else None

    def kept_as(values: Values, _key: str) -> Iterable[str]:
        return (stored(_text(values, field_key)),)

    label = N_("name and address") if also else N_("name")
    return Identity("name", label, field_key, column, key, kept_as, also, weak=True)


def _text(values: Values, key: str) -> str:
    value = values.get(key)
    return value if value.__class__ is str else "" if value is None else str(value)


_SIGNS = re.compile(r"[\W_]+")


@lru_cache(maxsize=16_384)
def squeezed(name: str) -> str:
    """A name without case, accents, blanks and signs, so that "GTXPro" is "GTX Pro"."""
    folded = fold(name)
    return _SIGNS.sub("", folded) or folded.strip()


@dataclass(frozen=True)
class Reference:
    """How a name in a column finds the record it means.

    ``names`` gives the id and each name or code of every record; ``create`` makes records for names that
    are not found, when the person wants that. ``own``: the field that holds a record's own name, where a
    row may name another row of the same file (a person's company).
    """

    label: str
    names: Callable[[Connection], Iterable[tuple[int, str]]]
    create: Callable[[Store, Connection, Sequence[str]], Sequence[int]] | None = None
    own: str = ""


def meaning(**words: str) -> dict[str, str]:
    """Further words for the values of a choice: ``meaning(closed="da dong|ket thuc")``, folded."""
    return {word: value for value, listed in words.items() for word in listed.split("|")}


def no_objection(_values: Values) -> str:
    """The rule of an importer that has none."""
    return ""


@dataclass(frozen=True)
class Importer:
    """Everything the rehearsal and the import need to know about one kind of record.

    ``key`` names remembered mappings, ``label`` (with {file}) the undo step. ``add`` and ``change`` write
    rows inside the one transaction, with ``memory`` for the whole import; without them the values go into
    the columns of the same name. ``columns`` names columns that are not called like their field.
    ``words`` are further words of files for choices, ``defaults`` values of a new record that the file
    does not give, ``check`` a rule about a whole row: "" or a sentence.
    """

    key: str
    label: str
    fields: Sequence[Field]
    table: Table
    add: Add | None = None
    change: Change | None = None
    finish: Finish | None = None
    identities: Sequence[Identity] = ()
    references: Dictionary[str, Reference] = field(default_factory=dict)
    words: Dictionary[str, Dictionary[str, str]] = field(default_factory=dict)
    columns: Dictionary[str, Column[Any]] = field(default_factory=dict)
    defaults: Dictionary[str, Any] = field(default_factory=dict)
    check: Callable[[Values], str] = no_objection

    @property
    def matchable(self) -> list[Field]:
        """The fields that a column can be matched to."""
        return [
            f
            for f in self.fields
            if f.importable and (f.kind is not Kind.REFERENCE or f.key in self.references)
        ]

    def column(self, field_key: str) -> Column[Any] | None:
        """Where the book keeps a field; None when it is not kept in the importer's own table."""
        return self.columns.get(field_key, self.table.c.get(field_key))


def add_plainly(importer: Importer, db: Connection, rows: Sequence[Ready]) -> list[int]:
    """Add rows whose fields are columns of the importer's table, nothing computed."""
    dicts = []
    for row in rows:
        values = {}
        for key, value in row.values.items():
            column = importer.column(key)
            if column is not None and value is not None:
                values[column.name] = value
        dicts.append(values)
    return insert_rows(db, importer.table, dicts)


def change_plainly(importer: Importer, store: Store, db: Connection, rows: Sequence[Ready]) -> None:
    """Change rows whose fields are columns of the importer's table, nothing computed."""
    for row in rows:
        values = {}
        for key, (_old, new) in row.changes.items():
            column = importer.column(key)
            if column is not None:
                values[column.name] = new
        if row.id is not None and values:
            store.update(db, importer.table, row.id, **values)
