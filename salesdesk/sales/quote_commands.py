"""Writing quotes: an offer as a draft, frozen when sent, changed as a new revision, accepted as a sale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import NextStep, log_interaction
from salesdesk.sales.deal_commands import move_deal, win_deal
from salesdesk.sales.deal_lines import quote_lines
from salesdesk.sales.payment_plan import parts_of, write_parts
from salesdesk.sales.records import customer, known_facts, live_row, name_of, next_number, search_text
from salesdesk.sales.rules import QUOTE_DAYS, LineDraft, check_lines, priced
from salesdesk.sales.sale_commands import add_sale
from salesdesk.sales.sale_writing import replace_lines
from salesdesk.service.rules import AfterSale
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

_OWN = ("number", "revision", "status", "sent_at", "currency", "net", "tax", "total")
_BEFORE_QUOTE = ("prospecting", "qualification", "presentation")


@command
def add_quote(
    store: Store,
    *,
    lines: Sequence[LineDraft],
    party_id: int | None = None,
    new_party: str = "",
    deal_id: int | None = None,
    dated_on: date | None = None,
    valid_until: date | None = None,
    **facts: Any,
) -> int:
    """Write an offer as a draft with a number of its own; returns its id.

    Dated today and valid for two weeks unless said otherwise. ``facts``: staff_id, terms, notes. Raises
    `UserError` with the field for impossible lines or days, or without a customer.
    """
    check_lines(lines)
    header = known_facts(s.quote, facts, _OWN)
    dated_on = dated_on or store.today()
    valid_until = valid_until or dated_on + timedelta(days=QUOTE_DAYS)
    _check_days(dated_on, valid_until)
    with store.changing(
        N_("Quote for {name}"), name=name_of(store, party_id) if party_id else new_party
    ) as db:
        party_id, _name = customer(store, party_id, new_party)
        header.setdefault("staff_id", store.staff_id)
        quote_id = store.insert(
            db, s.quote, party_id=party_id, deal_id=deal_id, number=next_number(store, db, "quote"),
            dated_on=dated_on, valid_until=valid_until, currency=store.currency, **header,
        )  # fmt: skip
        _write_lines(store, db, quote_id, lines)
    return quote_id


@command
def edit_quote(
    store: Store,
    quote_id: int,
    *,
    lines: Sequence[LineDraft] | None = None,
    version: int | None = None,
    **facts: Any,
) -> int:
    """Change a quote; returns the id of the quote that holds the change.

    A draft is changed itself. One that was sent is frozen: the change becomes the next revision, a draft
    again, and the old one is kept as replaced. Raises `UserError` for an accepted or replaced one.
    """
    row = live_row(store, s.quote, quote_id)
    changed = {k: v for k, v in known_facts(s.quote, facts, _OWN).items() if row[k] != v}
    if row["status"] in ("accepted", "replaced"):
        raise UserError(_("This quote is closed. Write a new one."))
    if lines is not None:
        check_lines(lines)
    after = {**row, **changed}
    _check_days(after["dated_on"], after["valid_until"])
    with store.changing(N_("Change the quote {number}"), number=row["number"]) as db:
        if row["status"] != "draft":
            if lines is None:
                lines = quote_lines(db, quote_id)
            quote_id = _next_revision(store, db, after)
        elif changed:
            store.update(db, s.quote, quote_id, version=version, **changed)
        if lines is not None:
            _write_lines(store, db, quote_id, lines)
    return quote_id


def _check_days(dated_on: date | None, valid_until: date | None) -> None:
    if dated_on and valid_until and valid_until < dated_on:
        raise UserError(_("The quote would expire before it is dated."), "valid_until")


def _next_revision(store: Store, db: Connection, row: Mapping[str, Any]) -> int:
    q = s.quote.c
    newest = select(func.max(q.revision)).where(q.number == row["number"], q.deleted_at.is_(None))
    revision = db.execute(newest).scalar_one()
    same = (
        "party_id",
        "deal_id",
        "staff_id",
        "number",
        "dated_on",
        "valid_until",
        "currency",
        "terms",
        "notes",
    )
    store.update(db, s.quote, row["id"], status="replaced")
    made = store.insert(db, s.quote, revision=revision + 1, **{key: row[key] for key in same})
    write_parts(store, db, made, parts_of(db, row["id"]))
    return made


def _write_lines(store: Store, db: Connection, quote_id: int, lines: Sequence[LineDraft]) -> None:
    sums = replace_lines(db, s.quote_line, {"quote_id": quote_id}, priced(lines))
    store.update(db, s.quote, quote_id, **sums)
    row = db.execute(select(s.quote).where(s.quote.c.id == quote_id)).one()
    c = s.quote_line.c
    words = db.execute(select(c.words).where(c.quote_id == quote_id)).scalars()
    store.update(db, s.quote, quote_id, search=search_text(row.number, name_of(store, row.party_id), *words))


@command
def send_quote(store: Store, quote_id: int, *, next_step: NextStep | None = None) -> None:
    """Mark a draft as sent: from then on it is frozen.

    Its deal comes to "Quote sent" (unless it is further on) with the quote's total, and the contact is
    written down. ``next_step`` is planned in the same step. Raises `UserError` when it is no draft.
    """
    row = live_row(store, s.quote, quote_id)
    if row["status"] != "draft":
        raise UserError(_("Only a draft can be sent. Change this quote to make a new revision."))
    with store.changing(N_("Send the quote {number}"), number=row["number"]) as db:
        store.update(db, s.quote, quote_id, status="sent", sent_at=store.now())
        title = _("Quote {number} sent").format(number=row["number"])
        log_interaction(
            store, row["party_id"], kind="quote", title=title, deal_id=row["deal_id"], next_step=next_step
        )
        if row["deal_id"] is not None:
            _offer(store, db, row["deal_id"], row["total"])


def _offer(store: Store, db: Connection, deal_id: int, total: int) -> None:
    deal = live_row(store, s.deal, deal_id)
    if deal["stage"] in ("won", "lost"):
        return
    store.update(db, s.deal, deal_id, amount=total, quoted=True)
    if deal["stage"] in _BEFORE_QUOTE:
        move_deal(store, deal_id, "proposal")


@command
def accept_quote(
    store: Store,
    quote_id: int,
    *,
    on: date | None = None,
    paid: int = 0,
    due_on: date | None = None,
    method: str = "cash",
    after_sale: Sequence[AfterSale] | None = None,
) -> int:
    """The customer accepts: the sale is made with these very lines, in one step; returns its id.

    The quote's deal, if it is open, is won with it. Arguments as `win_deal`. Raises `UserError` for a
    quote that is closed already.
    """
    row = live_row(store, s.quote, quote_id)
    if row["status"] in ("accepted", "replaced"):
        raise UserError(_("This quote is closed. Write a new one."))
    on = on or store.today()
    terms: dict[str, Any] = {"paid": paid, "due_on": due_on, "method": method, "after_sale": after_sale}
    with store.changing(N_("Quote {number} accepted"), number=row["number"]) as db:
        # Accepted first: a deal is won by its newest quote that still stands.
        store.update(db, s.quote, quote_id, status="accepted")
        if row["deal_id"] is not None and live_row(store, s.deal, row["deal_id"])["stage"] not in (
            "won",
            "lost",
        ):
            return win_deal(store, row["deal_id"], amount=row["total"], on=on, **terms)
        facts = {
            "quote_id": quote_id,
            "staff_id": row["staff_id"],
            "party_id": row["party_id"],
            "deal_id": row["deal_id"],
        }
        return add_sale(store, lines=quote_lines(db, quote_id), on=on, **facts, **terms)


@command
def close_quote(store: Store, quote_id: int, status: str) -> None:
    """Mark a quote as "refused" or "expired". Raises `UserError` when it is accepted or replaced."""
    row = live_row(store, s.quote, quote_id)
    if status not in ("refused", "expired"):
        raise ValueError(status)
    if row["status"] in ("accepted", "replaced"):
        raise UserError(_("This quote is closed. Write a new one."))
    label = N_("Quote {number} refused") if status == "refused" else N_("Quote {number} expired")
    with store.changing(label, number=row["number"]) as db:
        store.update(db, s.quote, quote_id, status=status)


@command
def remove_quote(store: Store, quote_id: int) -> None:
    """Put a draft into the Bin. Raises `UserError` for one the customer has."""
    row = live_row(store, s.quote, quote_id)
    if row["status"] != "draft":
        raise UserError(_("The customer has this quote. Mark it as refused instead."))
    with store.changing(N_("Delete the quote {number}"), number=row["number"]) as db:
        store.remove(db, s.quote, quote_id)
