"""Which column of a file is which field: guessed from names and from what the cells look like, corrected
by the person, remembered for the next file with the same header.
"""

import hashlib
import json
import re
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from salesdesk.base.fields import Field, Kind, by_key
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _, ngettext
from salesdesk.exchange import looks
from salesdesk.exchange.table import Row, Table, as_text
from salesdesk.store.database import Store

_ENOUGH = 0.6  # a guess below this is no guess
_ALMOST = 88  # of 100: how alike two names must be written
_SAMPLE = 200
_LOOKS = {
    Kind.PHONE: looks.PHONE, Kind.EMAIL: looks.EMAIL, Kind.DATE: looks.DATE, Kind.INSTANT: looks.DATE,
    Kind.MONEY: looks.NUMBER, Kind.QUANTITY: looks.NUMBER, Kind.PERCENT: looks.NUMBER,
    Kind.INTEGER: looks.NUMBER, Kind.SCORE: looks.NUMBER,
}  # fmt: skip
_ALSO_LOOKS = {
    Kind.PHONE: (looks.NUMBER,), Kind.DATE: (looks.NUMBER,), Kind.INSTANT: (looks.NUMBER,),
    Kind.MONEY: (looks.PHONE, looks.FLAG), Kind.QUANTITY: (looks.FLAG,), Kind.INTEGER: (looks.FLAG,),
    Kind.SCORE: (looks.TEXT,),
}  # fmt: skip
_FAX = re.compile(r"\b(?:fax|pager|telex)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASIDE = re.compile(r"\([^)]{2,}\)")


@dataclass
class Match:
    """One column of the file and the field it fills, if any.

    ``score`` runs from 0 (chosen by hand or not at all) to 1; ``why`` says where the guess comes from.
    """

    column: int
    name: str
    field_key: str | None = None
    score: float = 0.0
    why: str = ""


@dataclass
class Mapping:
    """All columns of a file and what they fill.

    ``answers`` keeps what the person said about dates and amounts, by column name; ``words`` what words of
    lists mean, by field.
    """

    columns: list[Match]
    answers: dict[str, bool] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    def assign(self, column: int, field_key: str | None) -> None:
        """The person's choice for a column; None leaves the column out."""
        match = self.columns[column]
        match.field_key, match.score, match.why = field_key, 0.0, ""

    def column_of(self, field_key: str) -> int | None:
        """The column that fills a field, or None."""
        return self.by_field().get(field_key)

    def by_field(self) -> dict[str, int]:
        """Columns by the fields they fill; of two columns for one field the first."""
        out: dict[str, int] = {}
        for match in self.columns:
            if match.field_key is not None:
                out.setdefault(match.field_key, match.column)
        return out


class _Candidate(NamedTuple):
    score: float
    column: int
    field_at: int
    why: str


def guess(
    fields: Sequence[Field],
    table: Table,
    rows: Sequence[Row] | None = None,
    words: Dictionary[str, Dictionary[str, str]] | None = None,
) -> Mapping:
    """The most likely mapping. No field is given two columns, no column two fields.

    ``words``: further words for the choices of fields, as an `Importer` knows them.
    """
    sample = rows if rows is not None else table.sample(_SAMPLE)
    whole = [row.cells for row in sample if not row.fault] or [row.cells for row in sample]
    cells = [[as_text(r[c]) for r in whole if c < len(r)] for c in range(len(table.columns))]
    kinds = [[looks.kind(r[c]) for r in whole if c < len(r)] for c in range(len(table.columns))]
    named = bool(table.header_row) or table.kind == "vcard"
    wanted = [f for f in fields if f.importable]
    candidates: list[_Candidate] = []
    for at, one in enumerate(wanted):
        known = _choice_words(one, (words or {}).get(one.key, {}))
        for column, name in enumerate(table.columns):
            fit = _content_score(one, kinds[column]) if not known else _words_score(known, cells[column])
            score, why = _score(one, table.hints.get(column, name), fit, kinds[column], named=named)
            if score >= _ENOUGH:
                candidates.append(_Candidate(min(score, 1.0), column, at, why))
    mapping = Mapping([Match(i, name) for i, name in enumerate(table.columns)])
    taken: set[int] = set()
    for c in sorted(candidates, key=lambda c: (-c.score, c.column)):
        match = mapping.columns[c.column]
        if match.field_key is None and c.field_at not in taken:
            taken.add(c.field_at)
            match.field_key, match.score, match.why = wanted[c.field_at].key, round(c.score, 2), c.why
    return mapping


def _score(one: Field, name: str, fit: int, kinds: Sequence[str], *, named: bool) -> tuple[float, str]:
    """How well a column fits a field (0 to 1), and why. ``fit``: what its cells say (`_content_score`)."""
    score, why = _name_score(one, name) if named else (0.0, "")
    filled = sum(k != looks.BLANK for k in kinds) / len(kinds) if kinds else 1.0
    if score:
        score = score * (0.4 if fit < 0 else 1.0) + 0.04 * filled + 0.03 * (fit > 0)
    elif fit > 0 and filled > 0.3 and one.kind in (Kind.PHONE, Kind.EMAIL) and not _FAX.search(fold(name)):
        score, why = 0.64, _cells_say(one)
    elif not named and one.key in ("name", "title") and _like_names(kinds):
        score, why = 0.61, _("The cells look like names.")
    return score, why


def _choice_words(one: Field, more: Dictionary[str, str]) -> set[str]:
    if one.kind is not Kind.CHOICE:
        return set()
    known = {fold(w) for c in one.choices for w in (c.value, c.value.replace("_", " "), c.label, _(c.label))}
    return known | {fold(word) for word in more}


def _words_score(known: set[str], texts: Sequence[str]) -> int:
    """1 when most cells hold words of the list, -1 when not; 0 when all are blank."""
    seen = [fold(t) in known for t in texts if t]
    return 0 if not seen else 1 if 2 * sum(seen) >= len(seen) else -1


def _cells_say(one: Field) -> str:
    return (
        _("The cells look like phone numbers.")
        if one.kind is Kind.PHONE
        else _("The cells look like e-mail addresses.")
    )


def _like_names(kinds: Sequence[str]) -> bool:
    return looks.commonest(kinds) == looks.TEXT and looks.BLANK not in kinds


def _name_score(one: Field, name: str) -> tuple[float, str]:
    """How well a column's name fits (0 to 0.93), and why. Names listed first count a little more."""
    column = _plain(name)
    squeezed = column.replace(" ", "")
    best, why = 0.0, ""
    for rank, synonym in enumerate((_(one.label), one.label, one.key.removesuffix("_id"), *one.synonyms)):
        known = _plain(synonym)
        first = max(0.0, 0.05 - 0.002 * rank)
        if (column and column == known) or (squeezed and squeezed == known.replace(" ", "")):
            score, reason = 0.88 + first, _("The name of the column says so.")
        elif (
            len(known) >= 4
            and known[0] == column[:1]
            and fuzz.ratio(squeezed, known.replace(" ", ""), score_cutoff=_ALMOST)
        ):
            score, reason = 0.72 + first, _("The name is almost “{name}”.").format(name=synonym)
        elif " " in known and f" {known} " in f" {column} ":
            score, reason = 0.6 + first, _("The name holds “{name}”.").format(name=synonym)
        else:
            continue
        if score > best:
            best, why = score, reason
    return best, why


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    """A name in folded words: "Mobile_Phone*" and "mobilePhone (1)" are "mobile phone"."""
    text = fold(_CAMEL.sub(" ", _ASIDE.sub(" ", name)))
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def _content_score(one: Field, kinds: Sequence[str]) -> int:
    """1 when the cells look like what the field holds, -1 when they cannot be it, 0 when they say nothing."""
    expected = _LOOKS.get(one.kind)
    if expected is None:
        # An address or a number that can be reckoned with is no name.
        common = looks.commonest(kinds, 0.9)
        return -1 if common in (looks.EMAIL, looks.DATE) and one.kind in (Kind.TEXT, Kind.CHOICE) else 0
    seen = [k for k in kinds if k != looks.BLANK]
    if not seen:
        return 0
    if sum(k == expected for k in seen) >= 0.7 * len(seen):
        return 1
    possible = {expected, *_ALSO_LOOKS.get(one.kind, ())}
    return -1 if sum(k in possible for k in seen) < 0.3 * len(seen) else 0


def problems(mapping: Mapping, fields: Sequence[Field]) -> list[str]:
    """What must be put right before the rows can be checked, in whole sentences; empty when nothing."""
    labels = {key: _(f.label) for key, f in by_key(fields).items()}
    used = [m.field_key for m in mapping.columns if m.field_key]
    out = [_("“{field}” is matched twice: choose one column.").format(field=labels.get(key, key))
           for key in dict.fromkeys(used) if used.count(key) > 1]  # fmt: skip
    if not used:
        out.append(_("No column is matched yet. Choose at least one."))
    missing = [labels[f.key] for f in fields if f.required and f.importable and f.key not in used]
    if used and missing:
        out.append(ngettext("No column is matched to {names}, which every row needs.",
                            "No columns are matched to {names}, which every row needs.", len(missing)).format(
            names=", ".join(f"“{name}”" for name in missing)))  # fmt: skip
    return out


def signature(columns: Sequence[str]) -> str:
    """A short name for a header, by which its mapping is found again."""
    text = "\n".join(fold(name) for name in columns)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def remember(store: Store, importer_key: str, mapping: Mapping) -> None:
    """Keep a mapping in the shop's settings for the next file with this header."""
    kept = {
        "fields": {fold(m.name): m.field_key for m in mapping.columns if m.field_key},
        "answers": {fold(name): answer for name, answer in mapping.answers.items()},
        "words": mapping.words,
    }
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    key = _setting_key(importer_key, [m.name for m in mapping.columns])
    if store.setting(key) != text:
        store.set_setting(key, text)


def recall(store: Store, importer_key: str, table: Table, fields: Sequence[Field]) -> Mapping | None:
    """The mapping used for this header last time, or None. Fields that no longer exist are left out."""
    text = store.setting(_setting_key(importer_key, table.columns))
    if not text:
        return None
    kept: Dictionary[str, Dictionary[str, object]] = json.loads(text)
    known = by_key(fields)
    mapping = Mapping([Match(i, name) for i, name in enumerate(table.columns)])
    for match in mapping.columns:
        key = kept["fields"].get(fold(match.name))
        if isinstance(key, str) and key in known:
            match.field_key, match.score, match.why = key, 1.0, _("As last time.")
    answers = kept["answers"]
    mapping.answers = {m.name: bool(answers[k]) for m in mapping.columns if (k := fold(m.name)) in answers}
    mapping.words = {key: {str(w): str(v) for w, v in more.items()}
                     for key, more in kept["words"].items() if isinstance(more, dict)}  # fmt: skip
    return mapping if any(m.field_key for m in mapping.columns) else None


def _setting_key(importer_key: str, columns: Sequence[str]) -> str:
    return f"import.{importer_key}.{signature(columns)}"


def column_sample(rows: Sequence[Row], column: int, limit: int = 3) -> list[str]:
    """The first few different texts of a column, for showing beside its name."""
    texts = (as_text(row.cells[column]) for row in rows if column < len(row.cells))
    return list(dict.fromkeys(t for t in texts if t))[:limit]
