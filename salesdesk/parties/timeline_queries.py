"""One timeline per party: contacts, what was done, papers, money, cases and campaigns, newest first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from salesdesk.base import choices
from salesdesk.base.i18n import _
from salesdesk.parties import told_once
from salesdesk.parties.held_queries import held_of
from salesdesk.parties.timeline_papers_queries import payment_events, quote_events, sale_events
from salesdesk.parties.timeline_parts import TimelineRow, View, mine, newest, when_of
from salesdesk.store import schema as s
from salesdesk.store.journal import touching
from salesdesk.store.journal_schema import change, step
from salesdesk.store.prepared import prepared

_WRITTEN = ("message", "chat", "email", "letter")
_CALL_ICONS = {"reached": "phone-call", "no_answer": "phone-missed", "call_back": "phone-call"}
ICONS = {
    "call": "phone",
    "visit": "map-pin",
    "meeting": "users",
    "email": "mail",
    "chat": "message-circle",
    "message": "message-square",
    "demo": "sparkles",
    "presentation": "monitor",
    "letter": "mail",
    "training": "book-open",
    "negotiation": "scale",
    "quote": "file-text",
    "note": "text-quote",
}
TASK_ICONS = {
    "call": "phone",
    "visit": "map-pin",
    "promise": "calendar-check",
    "quote": "file-text",
    "follow_up": "repeat",
    "rating": "smile",
    "installation": "package",
    "maintenance": "refresh-cw",
    "payment": "banknote",
    "other": "circle-check",
}


def timeline(
    db: Connection,
    party_id: int,
    domains: Collection[str] = (),
    limit: int = 50,
    before: datetime | None = None,
    *,
    zone: tzinfo = UTC,
    currency: str = "USD",
) -> list[TimelineRow]:
    """The newest events of a party, at most ``limit``, older than ``before``; all domains when none is named.

    ``zone`` and ``currency`` are the shop's; titles are in the current language.
    """
    view = View(party_id, limit, before, zone, currency)
    found: list[TimelineRow] = []
    held = held_of(db, party_id)
    for domain, table, read in _SOURCES:
        if (not table or table in held) and (not domains or domain == "any" or domain in domains):
            found += read(db, view)
    if domains:
        found = [row for row in found if row.domain in domains]
    if before is not None:
        found = [row for row in found if row.at < before]
    found.sort(key=lambda row: (row.at, row.kind != "party", row.id), reverse=True)
    return found[: _whole_moments(found, limit)]


def _whole_moments(found: Sequence[TimelineRow], limit: int) -> int:
    # The next page begins before the last instant shown: events of one instant stay on one page.
    while 0 < limit < len(found) and found[limit].at == found[limit - 1].at:
        limit += 1
    return limit


@prepared
def _contacts_of() -> Select[Any]:
    # A quote that was sent stands here as the quote itself; the contact it counts as would say it twice.
    i = s.interaction.c
    rows = select(i.id, i.kind, i.purpose, i.direction, i.outcome, i.title, i.body, i.at, i.minutes).where(
        i.kind != "quote", ~told_once.opened_a_case(), ~told_once.sent_by_a_campaign()
    )
    return newest(rows.where(mine(s.interaction)), i.at)


def _contacts(db: Connection, view: View) -> Iterable[TimelineRow]:
    for row in _contacts_of.all(db, **view.asked):
        note = row.kind == "note"
        domain = "" if note and row.purpose == "sales" else row.purpose
        if row.outcome == "no_answer":
            domain = ""
        yield TimelineRow(
            row.id, "interaction", domain, _contact_icon(row), contact_title(row._asdict()), row.body, row.at
        )


def _contact_icon(row: Any) -> str:
    if row.kind == "call":
        return "phone-incoming" if row.direction == "in" else _CALL_ICONS.get(row.outcome, "phone")
    return ICONS.get(row.kind, "circle")


def contact_title(row: RowMapping | Mapping[str, Any]) -> str:
    """The words for a contact: its own title, else "Call · reached"."""
    if row["title"]:
        return str(row["title"])
    kind = choices.label(choices.INTERACTION_KINDS, row["kind"])
    if not row["outcome"]:
        return kind
    outcome = choices.label(choices.OUTCOMES, row["outcome"])
    return _("{kind} · {outcome}").format(kind=kind, outcome=outcome[:1].lower() + outcome[1:])


@prepared
def _tasks_of() -> Select[Any]:
    # A task that a logged contact ticked off carries the contact's outcome: the contact stands for both.
    t = s.task.c
    logged = t.outcome.in_(choices.values(choices.OUTCOMES))
    rows = select(t.id, t.kind, t.purpose, t.title, t.outcome, t.done_at).where(
        mine(s.task), t.done_at.is_not(None), ~logged
    )
    return newest(rows, t.done_at)


def _tasks(db: Connection, view: View) -> Iterable[TimelineRow]:
    for row in _tasks_of.all(db, **view.asked):
        words = row.title or choices.label(choices.TASK_KINDS, row.kind)
        title = {
            "accepted": _("Taken over by sales"),
            "returned": _("Given back to marketing"),
        }.get(row.outcome, _("Done: {title}").format(title=words))
        yield TimelineRow(
            row.id, "task", row.purpose, TASK_ICONS.get(row.kind, "circle-check"), title, "", row.done_at
        )


def _case_rows() -> Select[Any]:
    c = s.service_case.c
    return select(
        c.id,
        c.number,
        c.code,
        c.title,
        c.description,
        c.opened_at,
        c.solved_at,
        c.resolution,
        c.score,
        told_once.solved_at_once().label("at_once"),
    ).where(mine(s.service_case))


@prepared
def _opened_cases() -> Select[Any]:
    c = s.service_case.c
    told = c.solved_at.is_not(None) & told_once.solved_at_once()
    return newest(_case_rows().where(~func.coalesce(told, False)), c.opened_at)


@prepared
def _solved_cases() -> Select[Any]:
    solved_at = s.service_case.c.solved_at
    return newest(_case_rows().where(solved_at.is_not(None)), solved_at)


def _cases(db: Connection, view: View) -> Iterable[TimelineRow]:
    opened = _opened_cases.all(db, **view.asked)
    contacts = {r.case_id: r for r in _openings.all(db, cases=[row.id for row in opened])} if opened else {}
    for row in opened:
        number, contact = row.number or row.code or "", contacts.get(row.id)
        title, icon, body = _("Case {number}: {title}"), "wrench", row.description
        if contact is not None:
            title, icon = _("{contact}: {title}"), _contact_icon(contact)
            body = body or (contact.body if contact.body != row.title else "")
        said = contact_title(contact._asdict()) if contact is not None else ""
        words = title.format(number=number, title=row.title, contact=said)
        yield TimelineRow(row.id, "case", "service", icon, words, body, row.opened_at)
    for row in _solved_cases.all(db, **view.asked):
        title = _("Case {number} resolved").format(number=row.number or row.code or "")
        if row.score is not None:
            title = _("{title}, rated {score} of 5").format(title=title, score=row.score)
        body = row.resolution
        if row.at_once:
            body = _("{problem}. {fix}").format(problem=row.title, fix=body) if body else row.title
        yield TimelineRow(row.id, "case", "service", "circle-check", title, body, row.solved_at)


@prepared
def _openings() -> Select[Any]:
    """The contact by which each case came in, where there was one."""
    i = s.interaction.c
    return select(i.case_id, i.kind, i.direction, i.outcome, i.title, i.body).where(
        i.case_id.in_(bindparam("cases", expanding=True)), i.deleted_at.is_(None), told_once.opened_a_case()
    )


@prepared
def _responses() -> Select[Any]:
    r, c = s.response.c, s.campaign.c
    rows = (
        select(r.campaign_id, r.responded_on, r.words, r.created_at, c.name)
        .join(s.campaign, c.id == r.campaign_id)
        .where(mine(s.response))
    )
    return newest(rows, r.responded_on)


@prepared
def _reached() -> Select[Any]:
    r, m, c, i = s.response.c, s.campaign_member.c, s.campaign.c, s.interaction.c
    replied = exists().where(r.campaign_id == m.campaign_id, r.party_id == m.party_id, r.deleted_at.is_(None))
    rows = (
        select(m.campaign_id, m.reached_on, m.channel, m.created_at, c.name, i.kind, i.body, i.at,
               replied.label("replied"))
        .join(s.campaign, c.id == m.campaign_id)
        .outerjoin(s.interaction, and_(i.campaign_id == m.campaign_id, i.party_id == m.party_id,
                                       i.deleted_at.is_(None), told_once.sent_by_a_campaign()))
        .where(mine(s.campaign_member), m.reached_on.is_not(None))
        .group_by(m.id)
    )  # fmt: skip
    return newest(rows, m.reached_on)


def _answers(db: Connection, view: View) -> Iterable[TimelineRow]:
    for row in _responses.all(db, **view.asked):
        at, timed = when_of(view, row.responded_on, row.created_at)
        title = _("Joined: {campaign}").format(campaign=row.name)
        yield TimelineRow(row.campaign_id, "campaign", "marketing", "megaphone", title, row.words, at, timed)


def _messages(db: Connection, view: View) -> Iterable[TimelineRow]:
    for row in _reached.all(db, **view.asked):
        at, timed = when_of(view, row.reached_on, row.at or row.created_at)
        written = row.kind in _WRITTEN
        title = _("Message sent: {campaign}") if written else _("Reached by {campaign}")
        title = title.format(campaign=row.name)
        body = row.body or (choices.label(choices.CHANNELS, row.channel) if row.channel else "")
        if written and not row.replied:
            body = _("{message} No reply yet.").format(message=row.body).strip()
        yield TimelineRow(row.campaign_id, "campaign", "marketing", "megaphone", title, body, at, timed)


@prepared
def _stage_moves() -> Select[Any]:
    m, d = s.stage_move.c, s.deal.c
    rows = (
        select(m.deal_id, m.stage, m.at, d.title, d.lost_reason)
        .join(s.deal, d.id == m.deal_id)
        .where(
            mine(s.deal),
            m.deleted_at.is_(None),
            ~told_once.moved_by_a_paper(),
            or_(m.from_stage != "", m.stage.in_(("won", "lost"))),
        )
    )
    return newest(rows, m.at)


def _moves(db: Connection, view: View) -> Iterable[TimelineRow]:
    for row in _stage_moves.all(db, **view.asked):
        stage = choices.label(choices.DEAL_STAGES, row.stage)
        body = row.title
        if row.stage == "lost" and row.lost_reason:
            body = _("{title}. {reason}").format(
                title=row.title, reason=choices.label(choices.LOST_REASONS, row.lost_reason)
            )
        title = _("Deal: {stage}").format(stage=stage)
        yield TimelineRow(row.deal_id, "deal", "sales", "handshake", title, body, row.at)


@prepared
def _origin() -> Select[Any]:
    p = s.party.c
    added_by = _added_by().scalar_subquery().label("added_by")
    return select(p.created_at, p.source, p.source_detail, added_by).where(p.id == bindparam("party"))


def _added_by() -> Select[Any]:
    member = s.staff_member.c
    return (
        select(member.name)
        .select_from(
            change.join(step, step.c.id == change.c.step_id).join(
                s.staff_member, member.id == step.c.staff_id
            )
        )
        .where(touching("party", bindparam("party")), change.c.op == "I")
        .limit(1)
    )


def _beginning(db: Connection, view: View) -> Iterable[TimelineRow]:
    row = _origin.first(db, party=view.party_id)
    if row is None:
        return
    who = row.added_by
    title = _("Added by {name}").format(name=who) if who else _("Added to the book")
    body = row.source_detail or (choices.label(choices.SOURCES, row.source) if row.source else "")
    yield TimelineRow(view.party_id, "party", "", "user-plus", title, body, row.created_at)


_Source = Callable[[Connection, View], Iterable[TimelineRow]]
_SOURCES: tuple[tuple[str, str, _Source], ...] = (
    ("any", "interaction", _contacts),
    ("any", "task", _tasks),
    ("sales", "quote", quote_events),
    ("sales", "sale", sale_events),
    ("sales", "payment", payment_events),
    ("service", "service_case", _cases),
    ("marketing", "response", _answers),
    ("marketing", "campaign_member", _messages),
    ("sales", "deal", _moves),
    ("", "", _beginning),
)
"""The domain that asks for it, the table that must hold something of the party (see `held_queries`), and
what is read then."""
