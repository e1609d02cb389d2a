"""Carry out a rehearsed import: one transaction, one undo step, or nothing at all."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.exchange.importer import Memory, Ready, Values, add_plainly, change_plainly, squeezed
from salesdesk.exchange.mapping import remember
from salesdesk.exchange.matching import Matcher
from salesdesk.exchange.plans import CHANGED, NEW, OUTCOMES, Rehearsal, RowPlan, book_stamp, file_stamp
from salesdesk.exchange.references import Pending
from salesdesk.exchange.row_reading import Parsed
from salesdesk.store.database import Store


@dataclass
class ImportResult:
    """What an import did. ``ids`` are the records added, ``made`` how many more it made on the way."""

    added: int = 0
    changed: int = 0
    same: int = 0
    left_out: int = 0
    made: int = 0
    ids: "array[int]" = field(default_factory=lambda: array("q"))


def apply(rehearsal: Rehearsal, store: Store, task: Task) -> ImportResult:
    """Import what was rehearsed, as one undo step; the mapping is remembered for the next such file.

    Raises `UserError` when the file or the records concerned were changed since the rehearsal, and
    `Cancelled` when stopped; then nothing was written.
    """
    if file_stamp(rehearsal.table.path) != rehearsal.file_stamp:
        raise UserError(
            _("“{name}” was changed after it was checked. Nothing was imported. Check it again.").format(
                name=rehearsal.table.path.name
            )
        )
    with store.changing(rehearsal.importer.label, bulk=True, file=rehearsal.table.path.name) as db:
        writing = _Writing(rehearsal, store, db)
        writing.run(task)
        remember(store, rehearsal.importer.key, rehearsal.mapping)
    rehearsal.table.forget()
    counts = rehearsal.counts
    writing.result.same, writing.result.left_out = counts["same"], counts["left_out"]
    return writing.result


@dataclass
class _Writing:
    """The one transaction of an import."""

    rehearsal: Rehearsal
    store: Store
    db: Connection
    result: ImportResult = field(default_factory=ImportResult)
    memory: Memory = field(default_factory=dict)
    _made: set[int] = field(default_factory=set)
    _own: dict[str, int] = field(default_factory=dict)
    _later: list[tuple[int, int, str, Pending]] = field(default_factory=list)

    def run(self, task: Task) -> None:
        """Write every row."""
        rehearsal, importer = self.rehearsal, self.rehearsal.importer
        guard = None
        if book_stamp(self.db, before_this=True) != rehearsal.book_stamp:
            guard = Matcher(importer, rehearsal.study.context, list(rehearsal.mapping.by_field()))
        for names in rehearsal.names.values():
            made = names.make(self.store, self.db)
            self.result.made += len(made)
            self._made.update(made)
        total, done = len(rehearsal.outcomes), 0
        for batch in rehearsal.reader().batches():
            task.advance(done, total)
            outcomes = [OUTCOMES[o] for o in rehearsal.outcomes[done : done + len(batch)]]
            if guard is not None:
                self._refuse_if_changed(guard, batch, outcomes)
            self._add([p for p, outcome in zip(batch, outcomes, strict=True) if outcome == NEW])
            self._change([p for p, outcome in zip(batch, outcomes, strict=True) if outcome == CHANGED])
            done += len(batch)
        self._link_own()
        task.advance(total, total)
        if importer.finish is not None:
            importer.finish(self.store, self.db, self.memory)

    def _add(self, batch: Sequence[Parsed]) -> None:
        if not batch:
            return
        importer = self.rehearsal.importer
        defaults = importer.defaults
        rows = [
            Ready(p.number, {**defaults, **_said(p.values, defaults)} if defaults else p.values, p.more)
            for p in batch
        ]
        if importer.add is not None:
            ids = importer.add(self.store, self.db, rows, self.memory)
        else:
            ids = add_plainly(importer, self.db, rows)
        self.result.added += len(batch)
        self.result.ids.extend(ids)
        self._made.update(ids)
        if self.rehearsal.wanted_own or any(parsed.pending for parsed in batch):
            for parsed, row_id in zip(batch, ids, strict=True):
                self._note_names(parsed, row_id)

    def _note_names(self, parsed: Parsed, row_id: int) -> None:
        for key, names in self.rehearsal.names.items():
            own = names.reference.own
            name = squeezed(str(parsed.values.get(own) or "")) if own else ""
            if name in self.rehearsal.wanted_own:
                self._own.setdefault(name, row_id)
            if key in parsed.pending:
                self._later.append((parsed.number, row_id, key, parsed.pending[key]))

    def _change(self, batch: Sequence[Parsed]) -> None:
        rows = []
        for parsed in batch:
            plan = self.rehearsal.plans[parsed.number]
            rows.append(self._ready(parsed, plan))
            if plan.target_id is not None:
                self._note_names(parsed, plan.target_id)
        if rows:
            self._write_changes(rows)
            self.result.changed += len(rows)

    def _ready(self, parsed: Parsed, plan: RowPlan) -> Ready:
        changes = {}
        for key, old, new in plan.changes:
            # A record made on the way has its id by now; a row of this file is linked at the end.
            value = parsed.values[key] if isinstance(new, Pending) else new
            if value is not None:
                changes[key] = (old, value)
        return Ready(parsed.number, parsed.values, parsed.more, plan.target_id, plan.version, changes)

    def _write_changes(self, rows: Sequence[Ready]) -> None:
        importer = self.rehearsal.importer
        if importer.change is not None:
            importer.change(self.store, self.db, rows, self.memory)
        else:
            change_plainly(importer, self.store, self.db, rows)

    def _link_own(self) -> None:
        rows = []
        for number, row_id, key, name in self._later:
            target = self._own.get(name)
            if target is not None and target != row_id:
                rows.append(Ready(number, {}, {}, row_id, 0, {key: (None, target)}))
        if rows:
            self._write_changes(rows)

    def _refuse_if_changed(self, guard: Matcher, batch: Sequence[Parsed], outcomes: Sequence[str]) -> None:
        """Something was done to the book since the rehearsal: make sure it was not done to these records."""
        guard.look_up(self.db, batch)
        versions: dict[int, int] = {}
        decided = self.rehearsal.choices.decisions
        for parsed, outcome in zip(batch, outcomes, strict=True):
            if outcome == NEW and parsed.number not in decided:
                found = guard.find(parsed)
                if found is not None and found.existing is not None and found.existing.id not in self._made:
                    raise UserError(_stale())
            elif outcome == CHANGED:
                plan = self.rehearsal.plans[parsed.number]
                versions[plan.target_id or 0] = plan.version
        t = self.rehearsal.importer.table
        now = {
            int(i): int(v)
            for i, v in self.db.execute(select(t.c.id, t.c.version).where(t.c.id.in_(list(versions))))
        }
        if any(now.get(i) != version for i, version in versions.items()):
            raise UserError(_stale())


def _said(values: Values, defaults: Mapping[str, Any]) -> Values:
    """The row's values; where it says nothing, a default is left standing."""
    return {k: v for k, v in values.items() if not (k in defaults and v in (None, ""))}


def _stale() -> str:
    return _("Records of this import were changed after the check. Nothing was imported. Check it again.")
