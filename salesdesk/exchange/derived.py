"""Columns that a file does not have but says in pieces: a full name, a birthday in three columns."""

from collections.abc import Callable, Iterator, Sequence

from salesdesk.base.fold import fold
from salesdesk.exchange.syllables import is_syllable
from salesdesk.exchange.table import Cell, Row, Table, as_text

_FAMILY = ("last name", "lastname", "last_name", "family name", "familyname", "surname", "sur name", "ho",
           "ho va ten dem", "ho va dem", "ho dem", "ho lot")  # fmt: skip
_GIVEN = ("first name", "firstname", "first_name", "given name", "givenname", "given_name", "forename", "ten")
_MIDDLE = ("middle name", "additional name", "middlename", "middle_name", "ten dem", "dem")
_FULL = (
    "name",
    "full name",
    "fullname",
    "display name",
    "displayname",
    "ho ten",
    "ho va ten",
    "ten khach hang",
    "customer name",
)
_BIRTH = (
    ("birth year", "birthyear"),
    ("birth month", "birthmonth"),
    ("birth day", "birthday day", "birthday"),
)
_SAMPLE = 50

Piece = Callable[[Sequence[Cell]], str]


def with_derived_columns(table: Table) -> Table:
    """The table, with a column for what it tells only in pieces; or as it is."""
    names = [fold(name) for name in table.columns]
    width = len(table.columns)
    extra: list[tuple[str, Piece]] = []
    for hint, found in (("full name", _full_name(table, names)), ("birthday", _birthday(table, names))):
        if found is not None:
            table.hints[width + len(extra)] = hint
            extra.append(found)
    if not extra:
        return table
    source = table.source

    def rows() -> Iterator[Row]:
        for row in source():
            # A row with too many cells stays as it is: nobody knows which of them is which.
            if len(row.cells) == width:
                yield Row(row.number, [*row.cells, *(piece(row.cells) for _name, piece in extra)], row.fault)
            else:
                yield row

    table.columns = [*table.columns, *(name for name, _piece in extra)]
    table.source = rows
    return table


def _at(names: Sequence[str], known: Sequence[str]) -> int | None:
    return next((names.index(k) for k in known if k in names), None)


def _full_name(table: Table, names: Sequence[str]) -> tuple[str, Piece] | None:
    family, given, middle = (_at(names, known) for known in (_FAMILY, _GIVEN, _MIDDLE))
    full = _at(names, _FULL)
    sample = [row.cells for row in table.sample(_SAMPLE) if not row.fault]
    if (
        family is None
        or given is None
        or (full is not None and any(as_text(cells[full]) for cells in sample))
    ):
        return None
    family_first = names[given] == "ten" or _vietnamese(
        as_text(c[i]) for c in sample for i in (family, given)
    )
    order = [
        i for i in ((family, middle, given) if family_first else (given, middle, family)) if i is not None
    ]
    shown = [table.columns[i] for i in order]

    def join(cells: Sequence[Cell]) -> str:
        return " ".join(text for i in order if (text := as_text(cells[i])))

    return " + ".join(shown), join


def _vietnamese(names: Iterator[str]) -> bool:
    words = [w for name in names for w in name.split()]
    marked = [w for w in words if not w.isascii()]
    return len(marked) * 3 > len(words) and sum(map(is_syllable, words)) >= 0.9 * len(words)


def _birthday(table: Table, names: Sequence[str]) -> tuple[str, Piece] | None:
    places = [_at(names, known) for known in _BIRTH]
    if None in places:
        return None
    year, month, day = (p for p in places if p is not None)

    def join(cells: Sequence[Cell]) -> str:
        parts = [as_text(cells[i]) for i in (year, month, day)]
        return f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}" if all(p.isdigit() for p in parts) else ""

    return " + ".join(table.columns[i] for i in (year, month, day)), join
