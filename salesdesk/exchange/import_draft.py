"""An import while a person is at it: the file, the matched columns, the answers, and what would happen.

What takes time has a ``task`` and may run on a worker; it changes nothing here, its answer is taken over
by the method named beside it.
"""

from copy import copy, deepcopy
from pathlib import Path
from typing import Any, NamedTuple

from salesdesk.base.task import Task
from salesdesk.exchange.applying import ImportResult, apply
from salesdesk.exchange.beside import book_values, new_labels
from salesdesk.exchange.copying_first import copy_first
from salesdesk.exchange.import_offers import Offer
from salesdesk.exchange.mapping import Mapping, guess, problems, recall
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.record_names import Names, record_names
from salesdesk.exchange.rehearsal import Choices, Rehearsal, RowPlan, rehearse, studied
from salesdesk.exchange.table import Table
from salesdesk.exchange.values import Study
from salesdesk.store.database import Store
from salesdesk.store.journal import list_steps, step_by_id


class ReadFile(NamedTuple):
    """A file's beginning, the guess of its columns, and how their values are written."""

    table: Table
    mapping: Mapping
    study: Study


class Checked(NamedTuple):
    """What would happen to every row, what the records are called that they refer to, and new labels."""

    rehearsal: Rehearsal
    names: Names
    labels: dict[str, list[str]]


class Written(NamedTuple):
    """What an import did, and the step of the book that it was."""

    result: ImportResult
    step_id: int


class ImportDraft:
    """``offer`` is what the file holds; the rest is None until the file was read."""

    def __init__(self, store: Store, offer: Offer) -> None:
        self._store, self.offer = store, offer
        self.file: ReadFile | None = None
        self.choices = Choices()
        self.rehearsal: Rehearsal | None = None
        self._step_id = 0

    def read(self, path: Path, task: Task, *, encoding: str = "", sheet: str = "") -> ReadFile:
        """Read the beginning of a file and guess its columns (`take`). Raises `UserError`."""
        importer = self.offer.importer
        task.advance(0, 1)
        table = open_table(path, encoding=encoding or None, sheet=sheet or None)
        mapping = recall(self._store, importer.key, table, importer.matchable)
        mapping = mapping or guess(importer.matchable, table, words=importer.words)
        return ReadFile(table, mapping, studied(table, mapping, importer, self._store, task))

    def take(self, read: ReadFile) -> None:
        """Begin with a file that was read."""
        self.file, self.choices, self.rehearsal = read, Choices(), None

    @property
    def matched(self) -> int:
        """How many columns have a field."""
        return sum(m.field_key is not None for m in self.file.mapping.columns) if self.file else 0

    def problems(self) -> list[str]:
        """What stands in the way of going on, in sentences."""
        return problems(self.file.mapping, self.offer.importer.matchable) if self.file else []

    def assign(self, column: int, field_key: str) -> None:
        """Match a column to a field, or to none; `study` afterwards."""
        if self.file is not None:
            self.file.mapping.assign(column, field_key or None)

    def study(self, task: Task) -> Study | None:
        """How the values of the matched columns are written (`learn`)."""
        if self.file is None:
            return None
        return studied(self.file.table, self.file.mapping, self.offer.importer, self._store, task)

    def learn(self, study: Study | None) -> None:
        """Take over a study."""
        if self.file is not None and study is not None:
            self.file = self.file._replace(study=study)

    def answer(self, column: int, first: bool) -> None:
        """The person's answer to the question about a column."""
        if self.file is None:
            return
        self.file.study.answer(column, first)
        key = next((m.field_key for m in self.file.mapping.columns if m.column == column), None)
        if key:
            self.file.mapping.answers[key] = first

    @property
    def key(self) -> str:
        """Changes with everything a check depends on, save the book itself."""
        if self.file is None:
            return ""
        matched = [(m.column, m.field_key) for m in self.file.mapping.columns]
        return repr((id(self.file.table), matched, self.file.study.styles, self.choices))

    def check(self, task: Task) -> Checked | None:
        """Compare every row with the book; nothing is written (`show`).

        The columns may be matched anew meanwhile: it works on how they are matched now.
        """
        if self.file is None:
            return None
        table, mapping, study = self.file.table, deepcopy(self.file.mapping), copy(self.file.study)
        study.styles = dict(study.styles)
        found = rehearse(
            table, mapping, self.offer.importer, self._store, task, study=study, choices=self.choices
        )
        return Checked(found, record_names(found, self._store), new_labels(found, self._store))

    def beside(self, plan: RowPlan) -> dict[str, Any]:
        """What the book has about the record a row means, by field."""
        return book_values(self.rehearsal, self._store, plan) if self.rehearsal is not None else {}

    def write(self, task: Task) -> Written | None:
        """Import what was checked, as one step (`done`); before a large one the book is copied.

        Raises `UserError` or `StoreError`, and then nothing was written.
        """
        if self.rehearsal is None:
            return None
        copy_first(self.rehearsal, self._store, task)
        result = apply(self.rehearsal, self._store, task)
        with self._store.reading() as db:
            return Written(result, list_steps(db, 1)[0].id)

    def done(self, written: Written) -> None:
        """Remember the step, so that it can be taken back."""
        self._step_id = written.step_id

    def undo(self, task: Task) -> bool:
        """Take the import back. Raises `UserError` when its records were changed since."""
        return self._store.undo(task, self._step_id)

    @property
    def is_undone(self) -> bool:
        """Whether the import has been taken back."""
        with self._store.reading() as db:
            step = step_by_id(db, self._step_id)
        return step is None or step.undone_by is not None
