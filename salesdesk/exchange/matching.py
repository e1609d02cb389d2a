"""Whether a row is somebody the book, or an earlier row of the file, already has."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from salesdesk.base.fold import fold
from salesdesk.base.i18n import _
from salesdesk.exchange.book_index import BookIndex, chunks
from salesdesk.exchange.context import Context
from salesdesk.exchange.importer import Identity, Importer, Values
from salesdesk.exchange.row_reading import Parsed

_OTHER_NAME = 50  # of 100: below this two names are two people


class Existing(NamedTuple):
    """A record of the book, as far as the import can change it."""

    id: int
    version: int
    values: Values


class Found(NamedTuple):
    """What a row turned out to be about: a record of the book, or an earlier row (its number)."""

    identity: Identity
    existing: Existing | None = None
    row: int = 0
    other_name: str = ""


Keys = tuple[str | None, ...]


@dataclass
class Matcher:
    """Recognises rows, surest identity first. Remembers the rows it has seen."""

    importer: Importer
    context: Context
    fields: Sequence[str]
    name_field: str = "name"
    _seen: list[dict[str, int]] = field(default_factory=list)
    _keys: dict[int, Keys] = field(default_factory=dict)
    _batch: dict[int, Keys] = field(default_factory=dict)
    _records: dict[int, Existing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.identities: Sequence[Identity] = self.importer.identities
        wanted = {*self.fields, *(k for i in self.identities for k in (i.field, *i.also))}
        if self.importer.column(self.name_field) is not None:
            wanted.add(self.name_field)
        columns = {key: column for key in sorted(wanted) if (column := self.importer.column(key)) is not None}
        self._columns = columns
        self._seen = [{} for _identity in self.identities]
        self._book = BookIndex(self.importer, self.context, self.fields)

    def keys_of(self, values: Values) -> Keys:
        """What a row or a record is recognised by, one key an identity."""
        return tuple([i.key(values, self.context) for i in self.identities])

    def look_up(self, db: Connection, batch: Sequence[Parsed]) -> None:
        """Fetch the records that the rows of a batch may be about."""
        rows = [p for p in batch if not p.reason]
        values = [p.values for p in rows]
        # Identity by identity, and of an identity all rows.
        keys = [[i.key(v, self.context) for v in values] for i in self.identities]
        of_rows: Iterable[Keys] = zip(*keys, strict=True) if keys else [()] * len(rows)
        self._batch = dict(zip((p.number for p in rows), of_rows, strict=True))
        self._book.look_up(db, values, keys)
        wanted = {row_id for at, some in enumerate(keys) for row_id in self._book.ids_of_any(at, some)}
        self._records = {}
        for some in chunks(list(wanted)):
            self._records |= {r.id: r for r in self._select(db, self.importer.table.c.id.in_(some))}

    def record(self, db: Connection, row_id: int) -> Existing | None:
        """One record by its id."""
        return next(self._select(db, self.importer.table.c.id.in_([row_id])), None)

    def _select(self, db: Connection, condition: Any) -> Iterator[Existing]:
        t = self.importer.table
        shown = (c.label(f"v_{k}") for k, c in self._columns.items())
        query = select(t.c.id, t.c.version, *shown).where(condition)
        if "deleted_at" in t.c:
            query = query.where(t.c.deleted_at.is_(None))
        for row_id, version, *values in db.execute(query):
            yield Existing(row_id, version, dict(zip(self._columns, values, strict=True)))

    def find(self, parsed: Parsed) -> Found | None:
        """What a row is about, or None when it is new. Call `look_up` for its batch first."""
        keys = self._batch[parsed.number]
        for at, key in enumerate(keys):
            if key is None:
                continue
            identity = self.identities[at]
            row = self._seen[at].get(key)
            if row is not None and not identity.together and not self._contradict(keys, self._keys[row], at):
                return Found(identity, None, row)
            record = self._record_of(keys, key, at) if self._records else None
            if record is not None:
                return Found(identity, record, 0, self._other_name(identity, parsed, record.values))
        return None

    def _record_of(self, keys: Keys, key: str, at: int) -> Existing | None:
        """The record that identity ``at`` says a row is about, unless something surer contradicts."""
        for row_id in self._book.ids(at, key):
            record = self._records.get(row_id)
            if record is None:
                continue
            if at == 0 or not self._contradict(keys, self.keys_of(record.values), at):
                return record
        return None

    def remember(self, parsed: Parsed) -> None:
        """Take a row of the batch into account for those that come after it."""
        keys = self._batch.get(parsed.number) or self.keys_of(parsed.values)
        self._keys[parsed.number] = keys
        for at, key in enumerate(keys):
            if key is not None:
                self._seen[at].setdefault(key, parsed.number)

    def _contradict(self, ours: Keys, theirs: Keys, at: int) -> bool:
        """Whether something surer than identity ``at`` tells the two apart."""
        weak = self.identities[at].weak
        surer = (j for j in range(at) if weak or self.identities[j].certain)
        return any(ours[j] is not None and theirs[j] is not None and ours[j] != theirs[j] for j in surer)

    def _other_name(self, identity: Identity, parsed: Parsed, record: Values) -> str:
        if identity.certain or identity.weak or self.name_field not in self._columns:
            return ""
        ours, theirs = str(parsed.values.get(self.name_field) or ""), str(record.get(self.name_field) or "")
        if not ours or not theirs or fuzz.token_set_ratio(fold(ours), fold(theirs)) >= _OTHER_NAME:
            return ""
        return theirs

    def name_of(self, record: Existing) -> str:
        """What a record is called."""
        values = record.values
        return next((str(values[k]) for k in (self.name_field, *self._columns) if values.get(k)), "")


def words_for(found: Found) -> str:
    """Why a row is left for the person to look at, as a sentence."""
    label = _(found.identity.label)
    if found.row:
        return _("Row {number} of this file has the same {what}.").format(number=found.row, what=label)
    return _("“{name}” has the same {what}, but another name.").format(name=found.other_name, what=label)
