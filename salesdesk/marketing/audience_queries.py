"""Whom an audience reaches: the conditions as SQL, the count while it is built, the values to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)

from salesdesk.base import choices
from salesdesk.base.i18n import _
from salesdesk.marketing import audience_rules as rules_of
from salesdesk.marketing.audience_rules import Condition
from salesdesk.store import schema as s

Where = ColumnElement[bool]
_P = s.party.c
MOST_OPTIONS = 500


class AudienceCount(NamedTuple):
    """How many people an audience reaches, and how many more fit but said no to offers."""

    people: int
    left_out: int


class ListDifference(NamedTuple):
    """How a campaign's list differs from its conditions: people to come, people to go."""

    missing: int
    extra: int


class Option(NamedTuple):
    """A value to choose and its words."""

    value: str
    label: str


class SegmentRow(NamedTuple):
    """A saved audience as its list shows it."""

    id: int
    name: str
    rules: str
    campaigns: int


def count_audience(db: Connection, rules: Sequence[Condition], today: date) -> AudienceCount:
    """How many people fit; those who said no to offers are counted apart."""
    refused = func.coalesce(func.sum(case((_P.consent == rules_of.REFUSED, 1), else_=0)), 0)
    row = db.execute(select(func.count(), refused).select_from(s.party).where(_fits(rules, today))).one()
    return AudienceCount(row[0] - row[1], row[1])


def list_difference(
    db: Connection, campaign_id: int, rules: Sequence[Condition], today: date
) -> ListDifference:
    """How many people the conditions would put on a campaign's list, and how many they would take off it."""
    m, r = s.campaign_member.c, s.response.c
    listed = select(m.party_id).where(m.campaign_id == campaign_id, m.deleted_at.is_(None))
    replied = select(r.party_id).where(
        r.campaign_id == campaign_id, r.party_id.is_not(None), r.deleted_at.is_(None)
    )
    wanted = audience(rules, today)
    missing = select(func.count()).select_from(wanted.where(_P.id.not_in(listed)).subquery())
    waiting = listed.where(m.reached_on.is_(None), m.party_id.not_in(replied))
    extra = select(func.count()).select_from(waiting.where(m.party_id.not_in(wanted)).subquery())
    return ListDifference(db.execute(missing).scalar_one(), db.execute(extra).scalar_one())


def audience(rules: Sequence[Condition], today: date) -> Select[int]:
    """The ids of the people an audience reaches, as a statement; never those who said no to offers."""
    return select(_P.id).where(_fits(rules, today), _P.consent != rules_of.REFUSED)


def _fits(rules: Sequence[Condition], today: date) -> Where:
    alternatives = [and_(*(_where(row, today) for row in group)) for group in rules_of.groups(rules)]
    return and_(_P.deleted_at.is_(None), or_(*alternatives) if alternatives else true())


def _where(row: Condition, today: date) -> Where:
    return _CONDITIONS[row.field](row, today)


def _not(wanted: bool, where: Where) -> Where:
    return where if wanted else ~where


# ---------------------------------------------------------------- facts of the party itself


def _plain(column: Any) -> Callable[[Condition, date], Where]:
    def where(row: Condition, _today: date) -> Where:
        return _not(row.comparison == "in", func.coalesce(column, "").in_(row.values))

    return where


def _staff(row: Condition, _today: date) -> Where:
    return _not(row.comparison == "in", func.coalesce(_P.staff_id, 0).in_(_ids(row)))


def _tags(row: Condition, _today: date) -> Where:
    # Tags are kept "a, b": with commas on both sides each stands between two.
    listed = literal(",") + func.replace(_P.tags, ", ", ",") + literal(",")
    return _not(
        row.comparison == "in", or_(*(listed.contains(f",{tag},", autoescape=True) for tag in row.values))
    )


def _birthday(row: Condition, _today: date) -> Where:
    return func.substr(cast(_P.birthday, String), 6, 2).in_(row.values)


def _last_contact(row: Condition, today: date) -> Where:
    if row.comparison == "never":
        return _P.last_contact_on.is_(None)
    return _ago(_P.last_contact_on, row, today)


def _ago(day: ColumnElement[Any], row: Condition, today: date) -> Where:
    limit = rules_of.day_before(row.values[0], today)
    return day < limit if row.comparison == "more" else day >= limit


# ---------------------------------------------------------------- what they bought and own


def _buyers() -> Select[int | None]:
    c = s.sale.c
    return select(c.party_id).where(
        c.party_id.is_not(None), c.status == "issued", c.kind == "sale", c.deleted_at.is_(None)
    )


def _bought(row: Condition, _today: date) -> Where:
    line = s.sale_line.c
    bought = _buyers().join(s.sale_line, (line.sale_id == s.sale.c.id) & line.deleted_at.is_(None))
    if row.field == "bought":
        bought = bought.where(line.product_id.in_(_ids(row)))
    else:
        product = s.product.c
        bought = bought.join(s.product, product.id == line.product_id).where(
            product.group_name.in_(row.values)
        )
    return _not(row.comparison == "in", _P.id.in_(bought))


def _last_purchase(row: Condition, today: date) -> Where:
    if row.comparison == "never":
        return _P.id.not_in(_buyers())
    newest = func.max(s.sale.c.sold_on)
    return _P.id.in_(_buyers().group_by(s.sale.c.party_id).having(_ago(newest, row, today)))


def _last_maintenance(row: Condition, today: date) -> Where:
    c = s.owned_item.c
    owners = select(c.party_id).where(c.deleted_at.is_(None))
    if row.comparison == "never":
        return _P.id.in_(owners) & _P.id.not_in(owners.where(c.last_maintained_on.is_not(None)))
    # An item never looked after counts from the day it was bought.
    day = func.max(func.coalesce(c.last_maintained_on, c.bought_on))
    return _P.id.in_(owners.group_by(c.party_id).having(_ago(day, row, today)))


def _warranty(row: Condition, today: date) -> Where:
    c = s.owned_item.c
    until = rules_of.day_ahead(row.values[0], today)
    return _P.id.in_(select(c.party_id).where(c.deleted_at.is_(None), c.warranty_until.between(today, until)))


def _score(row: Condition, _today: date) -> Where:
    c = s.service_case.c
    last = (
        select(c.party_id, func.max(c.id).label("id"))
        .where(c.score.is_not(None), c.party_id.is_not(None), c.deleted_at.is_(None))
        .group_by(c.party_id)
        .subquery()
    )
    rated = select(last.c.party_id).join(s.service_case, c.id == last.c.id).where(c.score.in_(_ids(row)))
    return _P.id.in_(rated)


def _campaign(row: Condition, _today: date) -> Where:
    table = s.response if row.comparison.endswith("replied") else s.campaign_member
    c = table.c
    touched = select(c.party_id).where(
        c.campaign_id.in_(_ids(row)), c.party_id.is_not(None), c.deleted_at.is_(None)
    )
    return _not(not row.comparison.startswith("not_"), _P.id.in_(touched))


def _ids(row: Condition) -> list[int]:
    return [int(value) for value in row.values if value.lstrip("-").isdigit()]


_CONDITIONS: dict[str, Callable[[Condition, date], Where]] = {
    "state": _plain(_P.state), "stage": _plain(_P.prospect_stage), "source": _plain(_P.source),
    "area": _plain(_P.area), "kind": _plain(_P.kind), "consent": _plain(_P.consent), "staff": _staff,
    "tags": _tags, "birthday": _birthday, "last_contact": _last_contact, "bought": _bought,
    "bought_group": _bought, "last_purchase": _last_purchase, "last_maintenance": _last_maintenance,
    "warranty_ends": _warranty, "score": _score, "campaign": _campaign,
}  # fmt: skip


# ---------------------------------------------------------------- values to choose from


def options(db: Connection, key: str) -> list[Option]:
    """The values a field offers: its own, or those that occur in the book, most frequent first."""
    field = rules_of.BY_KEY[key]
    if not field.from_book:
        return [Option(choice.value, _(choice.label)) for choice in field.options]
    if key in _NAMED:
        table, order = _NAMED[key]
        rows = db.execute(
            select(table.c.id, table.c.name)
            .where(table.c.deleted_at.is_(None))
            .order_by(*order)
            .limit(MOST_OPTIONS)
        )
        return [Option(str(row.id), row.name) for row in rows]
    if key == "tags":
        return _tag_options(db)
    if key == "bought_group":
        return _occurring(db, s.product.c.group_name, s.product.c.deleted_at.is_(None))
    found = _occurring(db, _P[key], _P.deleted_at.is_(None))
    if key == "source":
        return [Option(value, choices.label(choices.SOURCES, value)) for value, _label in found]
    return found


_NAMED = {
    "bought": (s.product, (s.product.c.sort_name, s.product.c.name, s.product.c.id)),
    "campaign": (s.campaign, (s.campaign.c.starts_on.desc(), s.campaign.c.id.desc())),
    "staff": (s.staff_member, (s.staff_member.c.name, s.staff_member.c.id)),
}


def _occurring(db: Connection, column: Any, live: Where) -> list[Option]:
    rows = db.execute(
        select(column)
        .where(live, column != "")
        .group_by(column)
        .order_by(func.count().desc(), column)
        .limit(MOST_OPTIONS)
    )
    return [Option(value, value) for value in rows.scalars()]


def _tag_options(db: Connection) -> list[Option]:
    counted: dict[str, int] = {}
    rows = db.execute(
        select(_P.tags, func.count()).where(_P.tags != "", _P.deleted_at.is_(None)).group_by(_P.tags)
    )
    for tags, n in rows:
        for tag in filter(None, map(str.strip, tags.split(","))):
            counted[tag] = counted.get(tag, 0) + n
    often = sorted(counted, key=lambda tag: (-counted[tag], tag))
    return [Option(tag, tag) for tag in often[:MOST_OPTIONS]]


def value_names(db: Connection, rules: Sequence[Condition]) -> dict[str, dict[str, str]]:
    """The words of the chosen values, by field and value."""
    out: dict[str, dict[str, str]] = {}
    for row in rules:
        known = out.setdefault(row.field, {})
        if row.field in _NAMED:
            table = _NAMED[row.field][0]
            found = db.execute(select(table.c.id, table.c.name).where(table.c.id.in_(_ids(row))))
            known.update({str(r.id): r.name for r in found})
        elif row.field == "source":
            known.update({value: choices.label(choices.SOURCES, value) for value in row.values})
        else:
            fixed = {choice.value: _(choice.label) for choice in rules_of.BY_KEY[row.field].options}
            known.update({value: fixed.get(value, value) for value in row.values})
    return out


def rules_words(db: Connection, rules: Sequence[Condition]) -> str:
    """A whole audience in one line."""
    names = value_names(db, rules)
    parts = [
        " · ".join(rules_of.condition_words(row, names[row.field]) for row in group)
        for group in rules_of.groups(rules)
    ]
    return " | ".join(parts) if parts else _("Everybody")


def list_segments(db: Connection) -> list[SegmentRow]:
    """The saved audiences by name, with the number of campaigns that use each."""
    c, campaign = s.segment.c, s.campaign.c
    users = (
        select(func.count())
        .select_from(s.campaign)
        .where(campaign.segment_id == c.id, campaign.deleted_at.is_(None))
        .scalar_subquery()
    )
    rows = db.execute(
        select(c.id, c.name, c.rules, users)
        .where(c.deleted_at.is_(None), c.name != "")
        .order_by(c.name, c.id)
    )
    return [SegmentRow(*row) for row in rows]


def campaign_rules(db: Connection, campaign_id: int) -> tuple[int | None, str, rules_of.Rules]:
    """A campaign's audience: the segment's id, its name and its conditions."""
    campaign, segment = s.campaign.c, s.segment.c
    row = db.execute(
        select(segment.id, segment.name, segment.rules)
        .select_from(s.campaign)
        .join(s.segment, (segment.id == campaign.segment_id) & segment.deleted_at.is_(None))
        .where(campaign.id == campaign_id)
    ).first()
    return (row.id, row.name, rules_of.from_json(row.rules)) if row else (None, "", ())
