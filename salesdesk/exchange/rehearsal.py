"""See every change of an import before it happens: new, changed, same, left out, with the reason.

Nothing is written here. The rows are read in batches and forgotten again: what is kept is one byte a row,
and the details of rows that change something, stay out, or are worth a look.
"""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from salesdesk.base import phones
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind, by_key
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.exchange import contact_values, references
from salesdesk.exchange.context import Context, context_of
from salesdesk.exchange.csv_files import gone
from salesdesk.exchange.importer import Importer
from salesdesk.exchange.mapping import Mapping, problems
from salesdesk.exchange.matching import Existing, Found, Matcher, words_for
from salesdesk.exchange.references import Names
from salesdesk.exchange.row_reading import ADD, LEAVE, Choices, Parsed, RowReader, own_names
from salesdesk.exchange.table import Table, as_text
from salesdesk.exchange.values import Study, study
from salesdesk.store.database import Store
from salesdesk.store.journal_schema import step

NEW, CHANGED, SAME, LEFT_OUT = OUTCOMES = ("new", "changed", "same", "left_out")
_PREVIEW = 200  # new rows whose values are kept for showing
_MOST_VALUES = 20_000  # rows whose values are kept at all


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
        found = Counter(self.outcomes)
        return {name: found.get(i, 0) for i, name in enumerate(OUTCOMES)}

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

    def reader(self) -> RowReader:
        """What reads the rows as the rehearsal did."""
        return RowReader(
            self.table, self.mapping.by_field(), self.importer, self.study, self.choices, self.names
        )


def file_stamp(path: Path) -> tuple[int, int]:
    """Size and time of a file, by which a change shows. Raises `UserError` when it has gone."""
    try:
        found = path.stat()
    except OSError as trouble:
        raise UserError(gone(path)) from trouble
    return found.st_size, found.st_mtime_ns


def book_stamp(db: Connection, *, before_this: bool = False) -> int:
    """The newest step of the book; ``before_this`` leaves out the step that is being made."""
    newest = [int(i) for i in db.execute(select(step.c.id).order_by(step.c.id.desc()).limit(2)).scalars()]
    newest = newest[1:] if before_this else newest
    return newest[0] if newest else 0


def studied(
    table: Table, mapping: Mapping, importer: Importer, store: Store, task: Task | None = None
) -> Study:
    """How the matched columns are written, with the answers and words that the mapping keeps."""
    words = {key: {**importer.words.get(key, {}), **mapping.words.get(key, {})}
             for key in {*importer.words, *mapping.words}}  # fmt: skip
    out = study(table, mapping.by_field(), importer.matchable, context_of(store), task, words)
    for column, style in out.styles.items():
        answer = mapping.answers.get(mapping.columns[column].name)
        if style.doubtful and answer is not None:
            out.answer(column, answer)
    return out


def rehearse(
    table: Table,
    mapping: Mapping,
    importer: Importer,
    store: Store,
    task: Task,
    *,
    study: Study | None = None,
    choices: Choices | None = None,
) -> Rehearsal:
    """Say for every row what an import would do. Writes nothing.

    Raises `UserError` when the mapping has a problem or the file has gone, `Cancelled` when stopped.
    """
    wrong = problems(mapping, importer.matchable)
    if wrong:
        raise UserError(wrong[0])
    known = study or studied(table, mapping, importer, store, task)
    out = Rehearsal(table, mapping, importer, known, choices or Choices(), file_stamp=file_stamp(table.path))
    with store.reading() as db:
        out.book_stamp = book_stamp(db)
        columns = mapping.by_field()
        out.names = references.open_names(importer.references, columns, db, out.choices.create)
        reader = out.reader()
        _learn_own_names(out, reader)
        matcher = Matcher(importer, known.context, list(columns))
        comparing = _Comparing(out, matcher, db, by_key(importer.fields))
        total, done = table.row_count, 0
        for batch in reader.batches():
            task.advance(done, total)
            matcher.look_up(db, batch)
            for parsed in batch:
                _keep(out, comparing.plan(parsed), parsed)
            done += len(batch)
    return out


def _learn_own_names(out: Rehearsal, reader: RowReader) -> None:
    owners = {n.reference.own for n in out.names.values() if n.reference.own}
    if owners:
        found = own_names(reader, owners)
        for names in out.names.values():
            names.own = found.get(names.reference.own, set())


def _keep(out: Rehearsal, plan: RowPlan, parsed: Parsed) -> None:
    out.outcomes.append(OUTCOMES.index(plan.outcome))
    out.wanted_own.update(p for key, p in parsed.pending.items() if p in out.names[key].own)
    telling = plan.outcome in (CHANGED, LEFT_OUT) or plan.doubt or len(out.plans) < _PREVIEW
    if telling:
        keep_values = len(out.plans) < _MOST_VALUES
        out.plans[plan.number] = plan._replace(values=parsed.values if keep_values else {})


@dataclass
class _Comparing:
    """Decides the outcome of rows, one after another."""

    out: Rehearsal
    matcher: Matcher
    db: Connection
    fields: dict[str, Field]

    def plan(self, parsed: Parsed) -> RowPlan:
        """What happens to a row."""
        plan = self._plan(parsed)
        if plan.outcome != LEFT_OUT:
            self.matcher.remember(parsed)
        return plan

    def _plan(self, parsed: Parsed) -> RowPlan:
        decision = self.out.choices.decisions.get(parsed.number)
        if decision == LEAVE:
            return RowPlan(parsed.number, LEFT_OUT, reason=_("You left this row out."))
        if parsed.reason:
            return RowPlan(parsed.number, LEFT_OUT, reason=parsed.reason)
        new = RowPlan(parsed.number, NEW, doubt=parsed.doubt)
        if decision == ADD:
            return new
        if isinstance(decision, int):
            record = self.matcher.record(self.db, decision)
            return self._compared(parsed, record) if record is not None else new
        found = self.matcher.find(parsed)
        return new if found is None else self._about(parsed, found, new)

    def _about(self, parsed: Parsed, found: Found, new: RowPlan) -> RowPlan:
        if found.existing is None:
            if self.out.choices.add_repeats and not found.identity.certain:
                return new
            return RowPlan(parsed.number, LEFT_OUT, reason=words_for(found))
        name = self.matcher.name_of(found.existing)
        if found.identity.together:
            return RowPlan(parsed.number, SAME, found.existing.id, target_name=name)
        if found.other_name:
            return RowPlan(
                parsed.number, LEFT_OUT, reason=words_for(found), candidates=((found.existing.id, name),)
            )
        return self._compared(parsed, found.existing)

    def _compared(self, parsed: Parsed, record: Existing) -> RowPlan:
        changes = tuple(self._changes(parsed, record))
        outcome = CHANGED if changes else SAME
        name = self.matcher.name_of(record)
        return RowPlan(parsed.number, outcome, record.id, record.version, name, changes, doubt=parsed.doubt)

    def _changes(self, parsed: Parsed, record: Existing) -> Iterator[FieldChange]:
        for key, value in parsed.values.items():
            if key not in record.values:
                continue
            old = record.values[key]
            new = parsed.pending.get(key, value)
            if self.out.choices.fill_only and old not in (None, ""):
                continue
            new = merged(self.fields[key], old, new, self.out.study.context)
            if new is not None and new != old:
                yield FieldChange(key, old, new)


def merged(one: Field, old: Any, new: Any, context: Context) -> Any:
    """What a field holds after an import: the new value, unless it says the same in other writing.

    Blank never erases; tags are added to those there are.
    """
    if new is None or new == "" or new == old:
        return old
    if one.kind is Kind.PHONE and old:
        return (
            old
            if phones.normal(str(old), context.country) == phones.normal(str(new), context.country)
            else new
        )
    if one.kind is Kind.EMAIL and old:
        return old if str(old).lower() == str(new).lower() else new
    if one.kind is Kind.TAGS and old:
        together = contact_values.read_tags(f"{old}, {new}").value
        return old if fold(str(together)) == fold(str(old)) else together
    return new
