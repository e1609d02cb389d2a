"""Rows of a file as values of fields, each with the reason why it cannot be imported, if there is one."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import Any

from salesdesk.base.i18n import _
from salesdesk.exchange.column_reading import ColumnReading, ColumnValues
from salesdesk.exchange.importer import Importer, Values, squeezed
from salesdesk.exchange.references import Names, Pending
from salesdesk.exchange.table import SHORT, Cell, Row, Table, fault_reason
from salesdesk.exchange.values import Study

BATCH = 1_000
ADD = "add"
"""A decision: this row is somebody new, whatever looks alike."""
LEAVE = "leave"
"""A decision: this row stays out."""


@dataclass
class Choices:
    """What the person decided about an import, for all rows and for single ones.

    ``create``: reference fields whose unknown names become records. ``short_rows``: take rows that end
    early. ``skip_bad_values``: take rows without the values that cannot be read. ``add_repeats``: take
    rows that repeat another row of the file by phone or e-mail. ``fill_only``: fill only what is blank.
    ``edits``: corrected texts by row number and field. ``decisions`` by row number: ADD, LEAVE, or the id of
    the record that the row is about.
    """

    create: frozenset[str] = frozenset()
    short_rows: bool = False
    skip_bad_values: bool = False
    add_repeats: bool = False
    fill_only: bool = False
    edits: dict[int, dict[str, str]] = field(default_factory=dict)
    decisions: dict[int, str | int] = field(default_factory=dict)


_NONE: Dictionary[str, Any] = MappingProxyType({})


class Parsed:
    """One row read: its values, and why it stays out (``reason``) or is worth a look (``doubt``).

    ``more`` are further phone numbers and addresses of a cell, ``pending`` references to records that the
    import itself makes.
    """

    __slots__ = ("doubt", "more", "number", "pending", "reason", "values")

    def __init__(self, number: int) -> None:
        self.number = number
        self.values: Values = {}
        self.more: Dictionary[str, list[str]] = _NONE
        self.pending: Dictionary[str, Pending] = _NONE
        self.reason = self.doubt = ""


@dataclass
class RowReader:
    """Reads the rows of one file for one importer, the same way each time it is asked."""

    table: Table
    columns: Dictionary[str, int]
    importer: Importer
    study: Study
    choices: Choices
    names: dict[str, Names] = field(default_factory=dict)

    def __post_init__(self) -> None:
        matched = [f for f in self.importer.matchable if f.key in self.columns]
        self._plan = [ColumnReading(f, self.columns[f.key], self.study) for f in matched]
        self._keys = [f.key for f in matched]
        self._required = [f for f in self.importer.matchable if f.required]

    def batches(self, size: int = BATCH) -> Iterator[list[Parsed]]:
        """Every row of the file, in order, some at a time."""
        rows = self.table.rows()
        while batch := list(islice(rows, size)):
            yield self._read_together(batch)

    def read(self, row: Row) -> Parsed:
        """One row as values."""
        return self._read_together([row])[0]

    def _read_together(self, rows: Sequence[Row]) -> list[Parsed]:
        """Rows as values, read column by column: what a whole column says is seen at a glance."""
        parsed = [Parsed(row.number) for row in rows]
        short = self.choices.short_rows
        whole = [at for at, row in enumerate(rows) if not row.fault or (row.fault == SHORT and short)]
        if len(whole) < len(rows):
            for out, row in zip(parsed, rows, strict=True):
                out.reason = fault_reason(row.fault)
        cells = self._cells([rows[at] for at in whole])
        readings = [column.read(some) for column, some in zip(self._plan, cells, strict=True)]
        odd = {at for reading in readings for at in reading.odd}
        keys, columns = self._keys, [reading.values for reading in readings]
        values = zip(*columns, strict=True) if columns else [()] * len(whole)
        for at, said in enumerate(values):
            out = parsed[whole[at]]
            out.values = dict(zip(keys, said, strict=True))
            problems = self._oddities(out, readings, at) if at in odd else {}
            if self.names:
                self._resolve(out, problems)
            out.reason = self._objection(out, problems)
        return parsed

    def _cells(self, rows: Sequence[Row]) -> list[Sequence[Cell]]:
        """The cells of the columns that are read, corrections of the person among them."""
        columns = list(zip(*[row.cells for row in rows], strict=True)) if rows else []
        out: list[Sequence[Cell]] = [columns[column.place] if rows else () for column in self._plan]
        corrected = [at for at, row in enumerate(rows) if row.number in self.choices.edits]
        for place, column in enumerate(self._plan) if corrected else ():
            cells = list(out[place])
            for at in corrected:
                cells[at] = self.choices.edits[rows[at].number].get(column.key, cells[at])
            out[place] = cells
        return out

    def _oddities(self, out: Parsed, readings: Sequence[ColumnValues], at: int) -> dict[str, str]:
        problems: dict[str, str] = {}
        for key, reading in zip(self._keys, readings, strict=True):
            found = reading.odd.get(at)
            if found is None:
                continue
            if found.reason:
                problems[key] = found.reason
            elif found.doubt:
                out.doubt = out.doubt or found.doubt
            if found.more:
                out.more = {**out.more, key: list(found.more)}
        return problems

    def _resolve(self, parsed: Parsed, problems: dict[str, str]) -> None:
        for key, names in self.names.items():
            name = parsed.values.get(key)
            if not name:
                parsed.values[key] = None
                continue
            found, reason = names.find(str(name))
            if isinstance(found, Pending):
                parsed.pending = {**parsed.pending, key: found}
                parsed.values[key] = None
            else:
                parsed.values[key] = found
            if reason:
                problems[key] = reason

    def _objection(self, parsed: Parsed, problems: dict[str, str]) -> str:
        said = any(parsed.values.values()) or problems or parsed.pending
        if not said and all(map(_blank, parsed.values.values())):
            return _("There is nothing in the matched columns.")
        for one in self._required:
            if _blank(parsed.values.get(one.key)) and one.key not in parsed.pending:
                return problems.get(one.key) or _("“{field}” is missing.").format(field=_(one.label))
        if problems:
            first = next(iter(problems.values()))
            if not self.choices.skip_bad_values:
                return first
            parsed.doubt = parsed.doubt or first
        return self.importer.check(parsed.values)


def _blank(value: Any) -> bool:
    return value is None or value == ""


def own_names(reader: RowReader, fields: Collection[str]) -> dict[str, set[str]]:
    """The names that the rows of the file themselves have, squeezed, for each of the fields."""
    places = {key: reader.columns[key] for key in fields if key in reader.columns}
    said: dict[str, set[str]] = {key: set() for key in fields}
    for row in reader.table.rows():
        if not row.fault:
            for key, place in places.items():
                said[key].add(str(row.cells[place]))
    return {key: set(map(squeezed, names)) for key, names in said.items()}
