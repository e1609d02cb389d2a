"""One timeline per party: contacts, what was done, papers, money, cases and campaigns, newest first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, FromClause, RowMapping, Select, or_, select

from salesdesk.base import choices
from salesdesk.base.i18n import _, language
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.store import schema as s
from salesdesk.store.journal_schema import change, step
from salesdesk.store.schema.columns import Instant


class TimelineRow(NamedTuple):
    """One event. ``kind`` and ``id`` say what it is and open it; ``domain`` is "sales", "service",
    "marketing" or "" ; ``timed`` tells an instant from a mere day (then ``at`` is its noon)."""

    id: int
    kind: str
    domain: str
    icon: str
    title: str
    body: str
    at: datetime
    timed: bool = True


class _View(NamedTuple):
    party_id: int
    limit: int
    before: datetime | None
    zone: tzinfo
    currency: str


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
    view = _View(party_id, limit, before, zone, currency)
    found: list[TimelineRow] = []
    for domain, read in _SOURCES:
        if not domains or domain == "any" or domain in domains:
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


def _newest(view: _View, rows: Select[Any], at: Column[Any]) -> Select[Any]:
    # Days are compared as days: several events share one, so a few more are read and cut later.
    if view.before is not None:
        older = at < view.before if isinstance(at.type, Instant) else at <= _day(view, view.before)
        rows = rows.where(older)
    return rows.order_by(at.desc()).limit(view.limit * 2)


def _day(view: _View, at: datetime) -> date:
    return at.astimezone(view.zone).date()


def _when(view: _View, day: date | None, written_at: datetime) -> tuple[datetime, bool]:
    """The instant of something that has only a day: when it was written down, if that was the same day."""
    if day is None or _day(view, written_at) == day:
        return written_at, True
    return datetime.combine(day, time(12), view.zone).astimezone(UTC), False


def _mine(table: FromClause, view: _View) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = (table.c.party_id == view.party_id) & table.c.deleted_at.is_(None)
    return mine


def _contacts(db: Connection, view: _View) -> Iterable[TimelineRow]:
    # A quote that was sent stands here as the quote itself; the contact it counts as would say it twice.
    i = s.interaction.c
    rows = select(i.id, i.kind, i.purpose, i.direction, i.outcome, i.title, i.body, i.at, i.minutes).where(
        i.kind != "quote"
    )
    for row in db.execute(_newest(view, rows.where(_mine(s.interaction, view)), i.at)):
        note = row.kind == "note"
        domain = "" if note and row.purpose == "sales" else row.purpose
        if row.outcome == "no_answer":
            domain = ""
        yield TimelineRow(
            row.id, "interaction", domain, _contact_icon(row), contact_title(row._mapping), row.body, row.at
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


def _tasks(db: Connection, view: _View) -> Iterable[TimelineRow]:
    # A task that a logged contact ticked off carries the contact's outcome: the contact stands for both.
    t = s.task.c
    logged = t.outcome.in_(choices.values(choices.OUTCOMES))
    rows = select(t.id, t.kind, t.purpose, t.title, t.outcome, t.done_at).where(
        _mine(s.task, view), t.done_at.is_not(None), ~logged
    )
    for row in db.execute(_newest(view, rows, t.done_at)):
        words = row.title or choices.label(choices.TASK_KINDS, row.kind)
        title = {
            "accepted": _("Taken over by sales"),
            "returned": _("Given back to marketing"),
        }.get(row.outcome, _("Done: {title}").format(title=words))
        yield TimelineRow(
            row.id, "task", row.purpose, TASK_ICONS.get(row.kind, "circle-check"), title, "", row.done_at
        )


def _quotes(db: Connection, view: _View) -> Iterable[TimelineRow]:
    q = s.quote.c
    rows = select(q.id, q.number, q.revision, q.total, q.currency, q.valid_until, q.sent_at).where(
        _mine(s.quote, view), q.sent_at.is_not(None)
    )
    for row in db.execute(_newest(view, rows, q.sent_at)):
        amount = format_money(row.total, row.currency or view.currency, language())
        body = amount
        if row.valid_until is not None:
            day = format_day(row.valid_until, language(), "axis")
            body = _("{amount}. Valid until {day}.").format(amount=amount, day=day)
        title = _("Quote {number} sent").format(number=row.number)
        if row.revision > 1:
            title = _("Quote {number} sent, revision {n}").format(number=row.number, n=row.revision)
        yield TimelineRow(row.id, "quote", "sales", "file-text", title, body, row.sent_at)


def _sales(db: Connection, view: _View) -> Iterable[TimelineRow]:
    c = s.sale.c
    rows = select(
        c.id, c.number, c.code, c.kind, c.total, c.currency, c.sold_on, c.issued_at, c.created_at
    ).where(_mine(s.sale, view), c.status == "issued")
    found = list(db.execute(_newest(view, rows, c.sold_on)))
    words = _line_words(db, [row.id for row in found])
    for row in found:
        at, timed = _when(view, row.sold_on, row.issued_at or row.created_at)
        number = row.number or row.code or ""
        title = _("Bought, {number}") if row.kind == "sale" else _("Credit note {number}")
        amount = format_money(row.total, row.currency or view.currency, language())
        body = (
            _("{things}: {amount}").format(things=words[row.id], amount=amount) if row.id in words else amount
        )
        yield TimelineRow(row.id, "sale", "sales", "receipt", title.format(number=number), body, at, timed)


def _line_words(db: Connection, sale_ids: list[int]) -> dict[int, str]:
    line, product = s.sale_line.c, s.product.c
    rows = db.execute(
        select(line.sale_id, line.words, product.name)
        .select_from(s.sale_line.outerjoin(s.product, product.id == line.product_id))
        .where(line.sale_id.in_(sale_ids), line.deleted_at.is_(None))
        .order_by(line.sale_id, line.position)
    )
    out: dict[int, list[str]] = {}
    for row in rows:
        out.setdefault(row.sale_id, []).append(row.words or row.name or "—")
    return {sale_id: _listed(words) for sale_id, words in out.items()}


def _listed(things: list[str]) -> str:
    few = ", ".join(things[:3])
    return few if len(things) <= 3 else _("{things} and {n} more").format(things=few, n=len(things) - 3)


def _payments(db: Connection, view: _View) -> Iterable[TimelineRow]:
    c = s.payment.c
    rows = (
        select(c.id, c.amount, c.currency, c.method, c.paid_on, c.created_at, c.sale_id, s.sale.c.number)
        .select_from(s.payment.outerjoin(s.sale, s.sale.c.id == c.sale_id))
        .where(_mine(s.payment, view))
    )
    for row in db.execute(_newest(view, rows, c.paid_on)):
        at, timed = _when(view, row.paid_on, row.created_at)
        amount = format_money(abs(row.amount), row.currency or view.currency, language())
        title = _("Paid {amount}") if row.amount >= 0 else _("Paid back {amount}")
        method = choices.label(choices.PAYMENT_METHODS, row.method)
        body = _("{method}, for {number}").format(method=method, number=row.number) if row.number else method
        yield TimelineRow(
            row.sale_id, "sale", "sales", "banknote", title.format(amount=amount), body, at, timed
        )


def _cases(db: Connection, view: _View) -> Iterable[TimelineRow]:
    c = s.service_case.c
    rows = select(
        c.id, c.number, c.code, c.title, c.description, c.opened_at, c.solved_at, c.resolution, c.score
    ).where(_mine(s.service_case, view))
    for row in db.execute(_newest(view, rows, c.opened_at)):
        number = row.number or row.code or ""
        title = _("Case {number}: {title}").format(number=number, title=row.title)
        yield TimelineRow(row.id, "case", "service", "wrench", title, row.description, row.opened_at)
    solved = rows.where(c.solved_at.is_not(None))
    for row in db.execute(_newest(view, solved, c.solved_at)):
        title = _("Case {number} resolved").format(number=row.number or row.code or "")
        if row.score is not None:
            title = _("{title}, rated {score} of 5").format(title=title, score=row.score)
        yield TimelineRow(row.id, "case", "service", "circle-check", title, row.resolution, row.solved_at)


def _answers(db: Connection, view: _View) -> Iterable[TimelineRow]:
    r, m, c = s.response.c, s.campaign_member.c, s.campaign.c
    rows = (
        select(r.campaign_id, r.responded_on, r.words, r.created_at, c.name)
        .join(s.campaign, c.id == r.campaign_id)
        .where(_mine(s.response, view))
    )
    for row in db.execute(_newest(view, rows, r.responded_on)):
        at, timed = _when(view, row.responded_on, row.created_at)
        title = _("Joined: {campaign}").format(campaign=row.name)
        yield TimelineRow(row.campaign_id, "campaign", "marketing", "megaphone", title, row.words, at, timed)
    reached = (
        select(m.campaign_id, m.reached_on, m.channel, m.created_at, c.name)
        .join(s.campaign, c.id == m.campaign_id)
        .where(_mine(s.campaign_member, view), m.reached_on.is_not(None))
    )
    for row in db.execute(_newest(view, reached, m.reached_on)):
        at, timed = _when(view, row.reached_on, row.created_at)
        title = _("Reached by {campaign}").format(campaign=row.name)
        body = choices.label(choices.CHANNELS, row.channel) if row.channel else ""
        yield TimelineRow(row.campaign_id, "campaign", "marketing", "megaphone", title, body, at, timed)


def _moves(db: Connection, view: _View) -> Iterable[TimelineRow]:
    m, d = s.stage_move.c, s.deal.c
    rows = (
        select(m.deal_id, m.stage, m.at, d.title, d.lost_reason)
        .join(s.deal, d.id == m.deal_id)
        .where(
            _mine(s.deal, view), m.deleted_at.is_(None), or_(m.from_stage != "", m.stage.in_(("won", "lost")))
        )
    )
    for row in db.execute(_newest(view, rows, m.at)):
        stage = choices.label(choices.DEAL_STAGES, row.stage)
        body = row.title
        if row.stage == "lost" and row.lost_reason:
            body = _("{title}. {reason}").format(
                title=row.title, reason=choices.label(choices.LOST_REASONS, row.lost_reason)
            )
        title = _("Deal: {stage}").format(stage=stage)
        yield TimelineRow(row.deal_id, "deal", "sales", "handshake", title, body, row.at)


def _beginning(db: Connection, view: _View) -> Iterable[TimelineRow]:
    p, member = s.party.c, s.staff_member.c
    row = db.execute(select(p.created_at, p.source, p.source_detail).where(p.id == view.party_id)).first()
    if row is None:
        return
    who = db.execute(
        select(member.name)
        .select_from(
            change.join(step, step.c.id == change.c.step_id).join(
                s.staff_member, member.id == step.c.staff_id
            )
        )
        .where(change.c.row_id == view.party_id, change.c.table_name == "party", change.c.op == "I")
        .limit(1)
    ).scalar()
    title = _("Added by {name}").format(name=who) if who else _("Added to the book")
    body = row.source_detail or (choices.label(choices.SOURCES, row.source) if row.source else "")
    yield TimelineRow(view.party_id, "party", "", "user-plus", title, body, row.created_at)


_Source = Callable[[Connection, _View], Iterable[TimelineRow]]
_SOURCES: tuple[tuple[str, _Source], ...] = (
    ("any", _contacts),
    ("any", _tasks),
    ("sales", _quotes),
    ("sales", _sales),
    ("sales", _payments),
    ("service", _cases),
    ("marketing", _answers),
    ("sales", _moves),
    ("", _beginning),
)
