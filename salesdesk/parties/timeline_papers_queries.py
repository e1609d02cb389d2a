"""The papers and the money of a timeline."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, ScalarSelect, Select, Table, bindparam, func, select

from salesdesk.base import choices
from salesdesk.base.i18n import _, language
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.parties import told_once
from salesdesk.parties.timeline_parts import TimelineRow, View, mine, newest, when_of
from salesdesk.store import schema as s
from salesdesk.store.prepared import Prepared, prepared


@prepared
def _quotes() -> Select[Any]:
    q = s.quote.c
    rows = select(q.id, q.number, q.revision, q.total, q.currency, q.valid_until, q.sent_at).where(
        mine(s.quote), q.sent_at.is_not(None)
    )
    return newest(rows, q.sent_at)


def quote_events(db: Connection, view: View) -> Iterable[TimelineRow]:
    """The quotes that were sent, with what they offer."""
    found = _quotes.all(db, **view.asked)
    words = _line_words(db, _quote_lines, [row.id for row in found])
    for row in found:
        body = format_money(row.total, row.currency or view.currency, language())
        if row.id in words:
            body = _("{things}, {amount}").format(things=words[row.id], amount=body)
        if row.valid_until is not None:
            day = format_day(row.valid_until, language(), "day")
            body = _("{amount}. Valid until {day}.").format(amount=body, day=day)
        title = _("Quote {number} sent").format(number=row.number)
        if row.revision > 1:
            title = _("Quote {number} sent, revision {n}").format(number=row.number, n=row.revision)
        yield TimelineRow(row.id, "quote", "sales", "file-text", title, body, row.sent_at)


@prepared
def _sales() -> Select[Any]:
    c = s.sale.c
    rows = select(
        c.id,
        c.number,
        c.code,
        c.kind,
        c.total,
        c.currency,
        c.sold_on,
        c.issued_at,
        c.created_at,
        _paid_at_once().label("at_once"),
    ).where(mine(s.sale), c.status == "issued")
    return newest(rows, c.sold_on)


def sale_events(db: Connection, view: View) -> Iterable[TimelineRow]:
    """What was bought or given back; what was paid at once stands with it."""
    found = _sales.all(db, **view.asked)
    words = _line_words(db, _sale_lines, [row.id for row in found])
    for row in found:
        at, timed = when_of(view, row.sold_on, row.issued_at or row.created_at)
        number = row.number or row.code or ""
        title = _("Bought, {number}") if row.kind == "sale" else _("Credit note {number}")
        amount = format_money(row.total, row.currency or view.currency, language())
        body = (
            _("{things}: {amount}").format(things=words[row.id], amount=amount) if row.id in words else amount
        )
        if row.at_once and row.at_once >= row.total:
            body = _("{bought} · paid in full").format(bought=body)
        elif row.at_once:
            paid = format_money(row.at_once, row.currency or view.currency, language())
            body = _("{bought} · {paid} paid at once").format(bought=body, paid=paid)
        yield TimelineRow(row.id, "sale", "sales", "receipt", title.format(number=number), body, at, timed)


def _paid_at_once() -> ScalarSelect[int]:
    p = s.payment.c
    paid = select(func.sum(p.amount)).where(
        p.sale_id == s.sale.c.id, p.deleted_at.is_(None), told_once.paid_at_once()
    )
    return paid.correlate(s.sale).scalar_subquery()


def _lines_of(lines: Table, paper: Column[int]) -> Select[Any]:
    product = s.product.c
    return (
        select(paper.label("paper"), lines.c.words, product.name)
        .select_from(lines.outerjoin(s.product, product.id == lines.c.product_id))
        .where(paper.in_(bindparam("papers", expanding=True)), lines.c.deleted_at.is_(None))
        .order_by(paper, lines.c.position)
    )


@prepared
def _quote_lines() -> Select[Any]:
    return _lines_of(s.quote_line, s.quote_line.c.quote_id)


@prepared
def _sale_lines() -> Select[Any]:
    return _lines_of(s.sale_line, s.sale_line.c.sale_id)


def _line_words(db: Connection, lines: Prepared, papers: list[int]) -> dict[int, str]:
    out: dict[int, list[str]] = {}
    for row in lines.all(db, papers=papers) if papers else ():
        out.setdefault(row.paper, []).append(row.words or row.name or "—")
    return {paper_id: _listed(words) for paper_id, words in out.items()}


def _listed(things: list[str]) -> str:
    few = ", ".join(things[:3])
    return few if len(things) <= 3 else _("{things} and {n} more").format(things=few, n=len(things) - 3)


@prepared
def _payments() -> Select[Any]:
    c = s.payment.c
    rows = (
        select(c.id, c.amount, c.currency, c.method, c.paid_on, c.created_at, c.sale_id, s.sale.c.number)
        .select_from(s.payment.outerjoin(s.sale, s.sale.c.id == c.sale_id))
        .where(mine(s.payment), ~told_once.paid_at_once())
    )
    return newest(rows, c.paid_on)


def payment_events(db: Connection, view: View) -> Iterable[TimelineRow]:
    """The money that came later, or went back."""
    for row in _payments.all(db, **view.asked):
        at, timed = when_of(view, row.paid_on, row.created_at)
        amount = format_money(abs(row.amount), row.currency or view.currency, language())
        title = _("Paid {amount}") if row.amount >= 0 else _("Paid back {amount}")
        method = choices.label(choices.PAYMENT_METHODS, row.method)
        body = _("{method}, for {number}").format(method=method, number=row.number) if row.number else method
        yield TimelineRow(
            row.sale_id, "sale", "sales", "banknote", title.format(amount=amount), body, at, timed
        )
