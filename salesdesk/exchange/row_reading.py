"""Rows of a file as values of fields, each with the reason why it cannot be imported, if there is one."""

import re
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import Any

from salesdesk.base.fields import Kind
from salesdesk.base.i18n import _
from salesdesk.exchange.importer import Importer, Values, squeezed
from salesdesk.exchange.references import Names, Pending
from salesdesk.exchange.table import SHORT, Cell, Row, Table, fault_reason
from salesdesk.exchange.values import Reader, Study

BATCH = 1_000
_UNDOUBTED = re.compile(r"[0-9A-Za-z][ -~]{6,200}[!-~]")
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
        self._plan: list[tuple[str, int, Reader, bool, Any]] = [
            (f.key, column, self.study.reader(f, column), f.kind in _PLAIN, _BLANK.get(f.kind))
            for f in matched
            for column in [self.columns[f.key]]
        ]
        self._required = [f for f in self.importer.matchable if f.required]

    def batches(self, size: int = BATCH) -> Iterator[list[Parsed]]:
        """Every row of the file, in order, some at a time."""
        rows = self.table.rows()
        while batch := [self.read(row) for row in islice(rows, size)]:
            yield batch

    def read(self, row: Row) -> Parsed:
        """One row as values."""
        out = Parsed(row.number)
        if row.fault and not (row.fault == SHORT and self.choices.short_rows):
            out.reason = fault_reason(row.fault)
            return out
        problems: dict[str, str] = {}
        values = out.values
        edits = self.choices.edits.get(row.number)
        for key, column, read, plain, blank in self._plan:
            cell: Cell = edits.get(key, row.cells[column]) if edits else row.cells[column]
            if cell == "" or cell is None:
                values[key] = blank
                continue
            # Most cells are plain text without blanks around it: there is nothing to read in those.
            if plain and isinstance(cell, str) and _UNDOUBTED.fullmatch(cell):
                values[key] = cell
                continue
            value, reason, doubt, more = read(cell)
            values[key] = value
            if reason:
                problems[key] = reason
            elif doubt:
                out.doubt = out.doubt or doubt
            if more:
                out.more = {**out.more, key: list(more)}
        if self.names:
            self._resolve(out, problems)
        out.reason = self._objection(out, problems)
        return out

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


_WRITTEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.TAGS, Kind.EMAIL, Kind.PHONE)
_PLAIN = (Kind.TEXT, Kind.LONG_TEXT)
_BLANK: dict[Kind, Any] = dict.fromkeys(_WRITTEN, "")


def _blank(value: Any) -> bool:
    return value is None or value == ""


def own_names(reader: RowReader, fields: Collection[str]) -> dict[str, set[str]]:
    """The names that the rows of the file themselves have, squeezed, for each of the fields."""
    found: dict[str, set[str]] = {key: set() for key in fields}
    plan: Sequence[tuple[str, int]] = [(key, reader.columns[key]) for key in fields if key in reader.columns]
    for row in reader.table.rows():
        for key, column in plan:
            if not row.fault:
                found[key].add(squeezed(str(row.cells[column])))
    return found
