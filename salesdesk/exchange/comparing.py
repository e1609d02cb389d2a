"""Decide what an import would do with every row: new, changed, same, left out. Writes nothing.

The rows are read in batches and forgotten again: what is kept is one byte a row, and the details of rows
that change something, stay out, or are worth a look.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from salesdesk.base import phones
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind, by_key
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.exchange import contact_values, references
from salesdesk.exchange.context import Context, context_of
from salesdesk.exchange.importer import Importer
from salesdesk.exchange.mapping import Mapping, problems
from salesdesk.exchange.matching import Existing, Found, Matcher, words_for
from salesdesk.exchange.plans import (
    CHANGED,
    LEFT_OUT,
    NEW,
    OUTCOMES,
    SAME,
    FieldChange,
    Rehearsal,
    RowPlan,
    book_stamp,
    file_stamp,
)
from salesdesk.exchange.row_reading import ADD, LEAVE, Choices, Parsed, RowReader, own_names
from salesdesk.exchange.table import Table
from salesdesk.exchange.values import Study, study
from salesdesk.store.database import Store

_PREVIEW = 200  # new rows whose values are kept for showing
_MOST_VALUES = 20_000  # rows whose values are kept at all


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
    if parsed.pending:
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
