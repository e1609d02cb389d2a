"""What a rehearsal finds: a plan for every row, before anything is written."""

from collections.abc import Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from salesdesk.base.errors import UserError
from salesdesk.exchange.csv_files import gone
from salesdesk.exchange.importer import Importer
from salesdesk.exchange.left_out import left_out_csv
from salesdesk.exchange.mapping import Mapping
from salesdesk.exchange.references import Names
from salesdesk.exchange.row_reading import Choices, RowReader
from salesdesk.exchange.table import Row, Table, as_text, stamp_of
from salesdesk.exchange.values import Study
from salesdesk.store.journal_schema import step

NEW, CHANGED, SAME, LEFT_OUT = OUTCOMES = ("new", "changed", "same", "left_out")


class FieldChange(NamedTuple):
    """What a row changes in a record: values of the field's kind; a reference that is still to be made is
    its name.
    """

    field_key: str
    old: Any
    new: Any


class RowPlan(NamedTuple):
    """What will happen to one row.

    ``candidates`` are records (id, name) that the person may choose instead.
    """

    number: int
    outcome: str
    target_id: int | None = None
    version: int = 0
    target_name: str = ""
    changes: tuple[FieldChange, ...] = ()
    reason: str = ""
    doubt: str = ""
    candidates: tuple[tuple[int, str], ...] = ()
    values: Dictionary[str, Any] = MappingProxyType({})


@dataclass
class Rehearsal:
    """The outcome of every row, before anything is written.

    ``outcomes`` has one byte a row, in the order of the file: an index into `OUTCOMES`. ``plans`` keeps
    the details by row number for rows that change something, stay out or are worth a look, and for the
    first new ones.
    """

    table: Table
    mapping: Mapping
    importer: Importer
    study: Study
    choices: Choices
    names: dict[str, Names] = field(default_factory=dict)
    outcomes: bytearray = field(default_factory=bytearray)
    plans: dict[int, RowPlan] = field(default_factory=dict)
    wanted_own: set[str] = field(default_factory=set)
    file_stamp: tuple[int, int] = (0, 0)
    book_stamp: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many rows come to each outcome."""
        return {name: self.outcomes.count(i) for i, name in enumerate(OUTCOMES)}

    @property
    def to_create(self) -> dict[str, list[str]]:
        """The records that the import will make, by reference field."""
        return {key: list(names.to_create.values()) for key, names in self.names.items() if names.to_create}

    @property
    def unknown(self) -> dict[str, list[str]]:
        """The names that mean no record, by reference field."""
        return {key: list(names.unknown.values()) for key, names in self.names.items() if names.unknown}

    def rows(self, outcome: str | None = None, limit: int | None = None) -> list[RowPlan]:
        """The plans kept, in the order of the file; "doubt" for those worth a look."""
        wanted = (p for p in self.plans.values() if outcome is None or p.outcome == outcome
                  or (outcome == "doubt" and p.doubt))  # fmt: skip
        return (
            [plan for _i, plan in zip(range(limit), wanted, strict=False)]
            if limit is not None
            else list(wanted)
        )

    def texts(self, number: int) -> dict[str, str]:
        """A row's cells as they stand in the file, by field; for correcting them."""
        columns = self.mapping.by_field()
        for row in self.table.rows():
            if row.number == number:
                edits = self.choices.edits.get(number, {})
                return {k: as_text(row.cells[c]) for k, c in columns.items() if c < len(row.cells)} | edits
        return {}

    def left_out(self) -> Iterator[tuple[Row, str]]:
        """The rows left out, as they stand in the file, each with its reason."""
        out = OUTCOMES.index(LEFT_OUT)
        for outcome, row in zip(self.outcomes, self.table.rows(), strict=False):
            if outcome == out:
                yield row, self.plans[row.number].reason

    def left_out_csv(self, path: Path) -> int:
        """Write the rows left out to a file, with the reason; returns how many (see `left_out`)."""
        return left_out_csv(path, self.table, self.left_out(), self.mapping.by_field(), self.choices.edits)

    def reader(self) -> RowReader:
        """What reads the rows as the rehearsal did."""
        return RowReader(
            self.table, self.mapping.by_field(), self.importer, self.study, self.choices, self.names
        )


def file_stamp(path: Path) -> tuple[int, int]:
    """Size and time of a file, by which a change shows. Raises `UserError` when it has gone."""
    try:
        return stamp_of(path)
    except OSError as trouble:
        raise UserError(gone(path)) from trouble


def book_stamp(db: Connection, *, before_this: bool = False) -> int:
    """The newest step of the book; ``before_this`` leaves out the step that is being made."""
    newest = [int(i) for i in db.execute(select(step.c.id).order_by(step.c.id.desc()).limit(2)).scalars()]
    newest = newest[1:] if before_this else newest
    return newest[0] if newest else 0
