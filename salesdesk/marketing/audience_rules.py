"""The sentences an audience is built from: which facts may be asked for, how, and how they are kept.

An audience is a list of `Condition`s read from top to bottom: "where A and B or C and D" means
(A and B) or (C and D). There is no further nesting. In the file it is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from salesdesk.base import choices
from salesdesk.base.choices import Choice
from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import add_months
from salesdesk.parties.fields import CONSENTS as PARTY_CONSENTS

REFUSED = "no"
"""The value of a party's ``consent`` that keeps it out of every audience."""
CONSENTS = (*(c for c in PARTY_CONSENTS if c.value != REFUSED), Choice("", N_("Not asked yet")))
AND, OR = "and", "or"

_ONE_OF = (Choice("in", N_("is any of")), Choice("not_in", N_("is none of")))
_HAS = (Choice("in", N_("includes")), Choice("not_in", N_("excludes")))
_AGO = (Choice("more", N_("more than")), Choice("less", N_("less than")), Choice("never", N_("never")))
_AHEAD = (Choice("within", N_("within")),)
AGES = (
    Choice("7d", N_("1 week ago")), Choice("14d", N_("2 weeks ago")), Choice("1m", N_("1 month ago")),
    Choice("2m", N_("2 months ago")), Choice("3m", N_("3 months ago")), Choice("5m", N_("5 months ago")),
    Choice("6m", N_("6 months ago")), Choice("9m", N_("9 months ago")), Choice("12m", N_("1 year ago")),
    Choice("24m", N_("2 years ago")), Choice("36m", N_("3 years ago")),
)  # fmt: skip
AHEADS = (
    Choice("7d", N_("the next week")), Choice("14d", N_("the next 2 weeks")),
    Choice("1m", N_("the next month")), Choice("2m", N_("the next 2 months")),
    Choice("3m", N_("the next 3 months")), Choice("6m", N_("the next 6 months")),
)  # fmt: skip
MONTHS = (
    Choice("01", N_("January")), Choice("02", N_("February")), Choice("03", N_("March")),
    Choice("04", N_("April")), Choice("05", N_("May")), Choice("06", N_("June")), Choice("07", N_("July")),
    Choice("08", N_("August")), Choice("09", N_("September")), Choice("10", N_("October")),
    Choice("11", N_("November")), Choice("12", N_("December")),
)  # fmt: skip
_CAMPAIGN_COMPARISONS = (
    Choice("in", N_("was in")), Choice("replied", N_("replied to")), Choice("not_in", N_("was not in")),
    Choice("not_replied", N_("did not reply to")),
)  # fmt: skip
SINGLE = frozenset({"more", "less", "within"})
"""Comparisons with one value; the others take any number, "never" none."""


@dataclass(frozen=True, slots=True)
class AudienceField:
    """A fact an audience may be chosen by.

    ``options`` are its fixed values; without them they are read from the book (see
    ``audience_queries.options``).
    """

    key: str
    label: str
    comparisons: Sequence[Choice]
    options: Sequence[Choice] = ()
    from_book: bool = False


FIELDS: tuple[AudienceField, ...] = (
    AudienceField("bought", N_("Purchases"), _HAS, from_book=True),
    AudienceField("bought_group", N_("Purchases in group"), _HAS, from_book=True),
    AudienceField("last_purchase", N_("Last purchase"), _AGO, AGES),
    AudienceField("last_contact", N_("Last contact"), _AGO, AGES),
    AudienceField("last_maintenance", N_("Last maintenance"), _AGO, AGES),
    AudienceField("warranty_ends", N_("Warranty ends"), _AHEAD, AHEADS),
    AudienceField("state", N_("State"), _ONE_OF, choices.PARTY_STATES),
    AudienceField("stage", N_("Prospect stage"), _ONE_OF, choices.PROSPECT_STAGES),
    AudienceField("source", N_("Source"), _ONE_OF, from_book=True),
    AudienceField("area", N_("Area"), _ONE_OF, from_book=True),
    AudienceField("tags", N_("Tags"), _HAS, from_book=True),
    AudienceField("kind", N_("Kind"), _ONE_OF, choices.PARTY_KINDS),
    AudienceField("consent", N_("Consent to offers"), _ONE_OF[:1], CONSENTS),
    AudienceField("campaign", N_("Campaign"), _CAMPAIGN_COMPARISONS, from_book=True),
    AudienceField("score", N_("Last rating"), _ONE_OF[:1], choices.SCORES),
    AudienceField("birthday", N_("Birthday in"), _ONE_OF[:1], MONTHS),
    AudienceField("staff", N_("Looked after by"), _ONE_OF, from_book=True),
)  # fmt: skip
BY_KEY: Mapping[str, AudienceField] = {field.key: field for field in FIELDS}


class Condition(NamedTuple):
    """One row: a field, a comparison and the chosen values; ``join`` ties it to the rows above."""

    field: str
    comparison: str
    values: tuple[str, ...] = ()
    join: str = AND

    @property
    def complete(self) -> bool:
        """Whether it says enough to choose people by."""
        return bool(self.values) or self.comparison == "never"


Rules = tuple[Condition, ...]


def from_json(text: str) -> Rules:
    """The conditions kept in a segment; rows this version does not know are left out."""
    try:
        kept = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(row for row in map(_condition, kept if isinstance(kept, list) else []) if row is not None)


def _condition(kept: Any) -> Condition | None:
    if not isinstance(kept, dict):
        return None
    field = BY_KEY.get(str(kept.get("field")))
    comparison = str(kept.get("comparison"))
    if field is None or comparison not in choices.values(field.comparisons):
        return None
    values = kept.get("values", [])
    chosen = tuple(str(value) for value in values) if isinstance(values, list) else ()
    return Condition(field.key, comparison, chosen, OR if kept.get("join") == OR else AND)


def to_json(rules: Sequence[Condition]) -> str:
    """The complete conditions as they are kept."""
    return json.dumps(
        [
            {"join": row.join, "field": row.field, "comparison": row.comparison, "values": list(row.values)}
            for row in rules
            if row.complete
        ],
        ensure_ascii=False,
    )


def groups(rules: Sequence[Condition]) -> list[list[Condition]]:
    """The complete conditions as alternatives: every one of a group must hold, of one group at least."""
    out: list[list[Condition]] = []
    for row in rules:
        if not row.complete:
            continue
        if row.join == OR or not out:
            out.append([])
        out[-1].append(row)
    return out


def day_before(age: str, today: date) -> date:
    """The day that lies "7d" or "5m" back."""
    return today - timedelta(days=int(age[:-1])) if age.endswith("d") else add_months(today, -int(age[:-1]))


def day_ahead(age: str, today: date) -> date:
    """The day that lies "7d" or "5m" ahead."""
    return today + timedelta(days=int(age[:-1])) if age.endswith("d") else add_months(today, int(age[:-1]))


def condition_words(row: Condition, names: Mapping[str, str]) -> str:
    """A condition as one reads it: "Bought includes RO purifier". ``names`` maps values to words."""
    field = BY_KEY[row.field]
    words = {"field": _(field.label), "comparison": choices.label(field.comparisons, row.comparison)}
    if not row.values:
        return _("{field} {comparison}").format(**words)
    listed = ", ".join(names.get(value, value) for value in row.values)
    return _("{field} {comparison} {value}").format(**words, value=listed)
