"""Names in a file that mean other records: found by name or code, never mind case, accents and blanks."""

from collections.abc import Collection, Iterable
from collections.abc import Mapping as Dictionary

from rapidfuzz import fuzz, process
from sqlalchemy import Connection

from salesdesk.base.fold import fold
from salesdesk.base.i18n import _
from salesdesk.exchange.importer import Reference, squeezed
from salesdesk.store.database import Store

_TWO = -1
_LIKE = 80  # of 100: how alike a name must be to be suggested
_MOST_NAMES = 5_000  # names that are looked through for a suggestion
_MOST_GUESSES = 200


class Pending(str):
    """A name that will be a record once the import runs: made on request, or from another row."""

    __slots__ = ()


class Names:
    """The names of one kind of record, for one reference field."""

    def __init__(self, field_key: str, reference: Reference, db: Connection, *, create: bool) -> None:
        self.field_key = field_key
        self.reference = reference
        self.create = create and reference.create is not None
        self.to_create: dict[str, str] = {}
        self.own: set[str] = set()
        self.unknown: dict[str, str] = {}
        self._exact: dict[str, int] = {}
        self._loose: dict[str, int] = {}
        self._shown: dict[str, str] = {}
        self._found: dict[str, tuple[int | Pending | None, str]] = {}
        self.learn(reference.names(db))

    def learn(self, names: Iterable[tuple[int, str]]) -> None:
        """Take more records into account: id and name."""
        self._found.clear()
        for row_id, name in names:
            if name:
                folded = fold(name)
                _enter(self._exact, folded, row_id)
                # A code or a single word has no signs that could be left out.
                _enter(self._loose, folded if folded.isalnum() else squeezed(name), row_id)
                if len(self._shown) <= _MOST_NAMES:
                    self._shown[folded] = name

    def find(self, name: str) -> tuple[int | Pending | None, str]:
        """The id of the record that a name means, or what stands for it until the import; else why."""
        known = self._found.get(name)
        if known is None:
            known = self._found[name] = self._find(name)
        return known

    def _find(self, name: str) -> tuple[int | Pending | None, str]:
        found = self._exact.get(fold(name)) or self._loose.get(squeezed(name))
        if found == _TWO:
            return None, _("There are several records called “{name}”.").format(name=name[:60])
        if found:
            return found, ""
        loose = squeezed(name)
        if loose in self.own:
            return Pending(loose), ""
        if self.create:
            self.to_create.setdefault(loose, name)
            return Pending(loose), ""
        if loose not in self.unknown:
            self.unknown[loose] = name
        return None, self._unknown_words(name)

    def _unknown_words(self, name: str) -> str:
        kind, name = _(self.reference.label), name[:60]
        best = None
        if len(self._shown) <= _MOST_NAMES and len(self.unknown) <= _MOST_GUESSES:
            best = process.extractOne(fold(name), self._shown.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
        if best is None:
            return _("No {kind} is called “{name}”.").format(kind=kind, name=name)
        return _("No {kind} is called “{name}”. There is “{other}”.").format(
            kind=kind, name=name, other=self._shown[best[0]]
        )

    def make(self, store: Store, db: Connection) -> list[int]:
        """Make the records that are wanted, and know them from now on; returns their ids."""
        if not self.to_create or self.reference.create is None:
            return []
        names = list(self.to_create.values())
        ids = list(self.reference.create(store, db, names))
        self.learn(zip(ids, names, strict=True))
        return ids


def _enter(index: dict[str, int], key: str, row_id: int) -> None:
    known = index.setdefault(key, row_id)
    if known != row_id:
        index[key] = _TWO


def open_names(
    references: Dictionary[str, Reference], matched: Collection[str], db: Connection, create: Collection[str]
) -> dict[str, Names]:
    """The names for every reference field that a column is matched to."""
    return {key: Names(key, reference, db, create=key in create)
            for key, reference in references.items() if key in matched}  # fmt: skip
