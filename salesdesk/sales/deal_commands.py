"""Writing deals: from the enquiry over the board to won or lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from salesdesk.base import choices
from salesdesk.base.choices import OPEN_STAGES
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import NextStep, finish_task, set_next_step
from salesdesk.sales.deal_lines import lines_of_deal, used_quote
from salesdesk.sales.payment_commands import record_payment
from salesdesk.sales.records import customer, known_facts, live_row, name_of, search_text
from salesdesk.sales.rules import priced_for_total
from salesdesk.sales.sale_writing import issue, write_sale
from salesdesk.service.rules import AfterSale
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

_OWN = ("stage", "stage_at", "closed_on", "board_order", "lost_reason", "lost_note", "retry_on", "quoted")
_GAP = 1 << 20
"""How far apart cards are put, so that one can come between two others."""


@command
def add_deal(
    store: Store,
    *,
    party_id: int | None = None,
    new_party: str = "",
    title: str = "",
    amount: int = 0,
    product_id: int | None = None,
    stage: str = "prospecting",
    campaign_id: int | None = None,
    staff_id: int | None = None,
    next_step: NextStep | None = None,
    **facts: Any,
) -> int:
    """Add a chance to sell; returns its id. Only the customer is needed.

    ``new_party`` (a name or phone number) adds the customer in the same step. ``amount`` in minor units is
    what the customer would pay. Without ``campaign_id`` a prospect's own campaign is kept, so that a sale
    can be traced to what brought it. ``facts``: likelihood (percent), expected_on, opened_on, source,
    competitor, terms, notes, code. Raises `UserError` (with the field) without a customer, or for an
    amount below zero, a likelihood that is no percentage, or a closed stage.
    """
    values = _checked({"title": title, "amount": amount, "product_id": product_id, **facts})
    if stage not in OPEN_STAGES:
        raise UserError(_("A new deal starts in an open stage."), "stage")
    with store.changing(
        N_("Add a deal with {name}"), name=name_of(store, party_id) if party_id else new_party
    ) as db:
        party_id, name = customer(store, party_id, new_party)
        values["title"] = values["title"] or _product_name(db, product_id)
        deal_id = store.insert(
            db,
            s.deal,
            party_id=party_id,
            stage=stage,
            stage_at=store.now(),
            currency=store.currency,
            campaign_id=campaign_id or _campaign_of(db, party_id),
            board_order=_top_of(db, stage),
            staff_id=store.staff_id if staff_id is None else staff_id,
            quoted=stage in ("proposal", "negotiation"),
            search=search_text(values["title"], name, values.get("code")),
            **{"opened_on": store.today(), **values},
        )
        _note_move(store, db, deal_id, "", stage)
        if next_step is not None:
            set_next_step(store, party_id, next_step, deal_id)
    return deal_id


@command
def edit_deal(store: Store, deal_id: int, *, version: int | None = None, **facts: Any) -> None:
    """Change facts of a deal (not its stage: see `move_deal`).

    Raises `UserError` as `add_deal`, or (with ``version``) when somebody changed it meanwhile.
    """
    row = live_row(store, s.deal, deal_id)
    changed = {k: v for k, v in _checked(facts).items() if row[k] != v}
    if "party_id" in changed and changed["party_id"] is None:
        raise UserError(_("Choose a customer, or type a name or a phone number."), "party_id")
    if not changed:
        return
    after = {**row, **changed}
    with store.changing(N_("Change the deal with {name}"), name=name_of(store, after["party_id"])) as db:
        found_by = search_text(after["title"], name_of(store, after["party_id"]), after["code"])
        store.update(db, s.deal, deal_id, version=version, search=found_by, **changed)


def _checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    values = known_facts(s.deal, facts, _OWN)
    if (values.get("amount") or 0) < 0:
        raise UserError(_("An amount cannot be below zero."), "amount")
    if "amount" in values:
        values["amount"] = values["amount"] or 0
    if not 0 <= (values.get("likelihood") or 0) <= 100:
        raise UserError(_("A likelihood is between 0 and 100 percent."), "likelihood")
    return values


@command
def move_deal(store: Store, deal_id: int, stage: str, *, before_id: int | None = None) -> None:
    """Move an open deal to another open stage, and to a place in it: above ``before_id``, else on top.

    Coming to "proposal" counts as quoted. Raises `UserError` for won and lost: those ask for more.
    """
    row = live_row(store, s.deal, deal_id)
    if stage not in OPEN_STAGES:
        raise UserError(_("Winning or losing a deal needs its own sheet."))
    if row["stage"] not in OPEN_STAGES:
        raise UserError(_("This deal is closed. Reopen it first."))
    name, to = name_of(store, row["party_id"]), choices.label(choices.DEAL_STAGES, stage)
    with store.changing(N_("Move {name} to {stage}"), name=name, stage=to) as db:
        values: dict[str, Any] = {"board_order": _place_above(store, db, stage, before_id)}
        if stage != row["stage"]:
            values |= {
                "stage": stage,
                "stage_at": store.now(),
                "quoted": row["quoted"] or stage == "proposal",
            }
            _note_move(store, db, deal_id, row["stage"], stage)
        store.update(db, s.deal, deal_id, **values)


@command
def lose_deal(
    store: Store,
    deal_id: int,
    *,
    reason: str,
    note: str = "",
    competitor: str | None = None,
    retry_on: date | None = None,
) -> None:
    """Close a deal as lost, for one of `choices.LOST_REASONS`.

    ``retry_on`` plans a call on that day ("try again"); ``competitor`` None keeps the one noted before.
    What was planned for the deal is ticked off. Raises `UserError` (field "reason" or "retry_on").
    """
    row = live_row(store, s.deal, deal_id)
    _check_open(row)
    if reason not in choices.values(choices.LOST_REASONS):
        raise UserError(_("Choose why it was lost: that is how the shop learns."), "reason")
    if retry_on is not None and retry_on <= store.today():
        raise UserError(_("Choose a day after today."), "retry_on")
    with store.changing(N_("Lose the deal with {name}"), name=name_of(store, row["party_id"])) as db:
        _finish_tasks(store, db, deal_id)
        store.update(
            db,
            s.deal,
            deal_id,
            stage="lost",
            stage_at=store.now(),
            closed_on=store.today(),
            lost_reason=reason,
            lost_note=note.strip(),
            retry_on=retry_on,
            competitor=row["competitor"] if competitor is None else competitor.strip(),
        )
        _note_move(store, db, deal_id, row["stage"], "lost")
        if retry_on is not None and row["party_id"] is not None:
            title = _("Try again: {deal}").format(deal=row["title"]) if row["title"] else _("Try again")
            set_next_step(store, row["party_id"], NextStep(retry_on, title=title))


@command
def reopen_deal(store: Store, deal_id: int) -> None:
    """Take a lost deal up again in the stage it came from.

    Raises `UserError` for a deal that is open, or won: its sale is corrected with a credit note.
    """
    row = live_row(store, s.deal, deal_id)
    if row["stage"] == "won":
        raise UserError(_("A won deal has a sale. Correct the sale with a credit note."))
    if row["stage"] != "lost":
        raise UserError(_("This deal is open already."))
    c = s.stage_move.c
    with store.changing(N_("Reopen the deal with {name}"), name=name_of(store, row["party_id"])) as db:
        before = (
            select(c.from_stage)
            .where(c.deal_id == deal_id, c.stage == "lost")
            .order_by(c.at.desc(), c.id.desc())
        )
        came_from = db.execute(before.limit(1)).scalar()
        stage = came_from if came_from in OPEN_STAGES else "qualification"
        store.update(
            db,
            s.deal,
            deal_id,
            stage=stage,
            stage_at=store.now(),
            closed_on=None,
            lost_reason="",
            lost_note="",
            retry_on=None,
            board_order=_top_of(db, stage),
        )
        _note_move(store, db, deal_id, "lost", stage)


@command
def win_deal(
    store: Store,
    deal_id: int,
    *,
    amount: int,
    on: date,
    paid: int = 0,
    due_on: date | None = None,
    method: str = "cash",
    after_sale: Sequence[AfterSale] | None = None,
) -> int:
    """Close a deal as won, in one step; returns the id of its sale.

    The sale is issued with a number, its lines taken from the deal's newest quote, else from its product,
    and priced to come to ``amount`` (minor units, tax included). ``paid`` is recorded as a payment, the rest
    is due on ``due_on``. ``after_sale`` are the steps to plan (None: what the products bring). The party
    becomes a customer, what was sold is looked after, and what was planned for the deal is ticked off.
    Raises `UserError` with the field "amount", "paid", "due_on" or "on".
    """
    row = live_row(store, s.deal, deal_id)
    _check_open(row)
    if amount < 0:
        raise UserError(_("An amount cannot be below zero."), "amount")
    with store.changing(N_("Win deal for {name}"), name=name_of(store, row["party_id"])) as db:
        quote_id = used_quote(db, deal_id)
        lines = priced_for_total(lines_of_deal(db, deal_id, on), amount)
        same = {key: row[key] for key in ("party_id", "campaign_id", "staff_id")}
        sale_id = write_sale(store, db, lines, deal_id=deal_id, quote_id=quote_id, sold_on=on, **same)
        issue(store, sale_id, on=on, due_on=due_on, paid=paid, after_sale=after_sale)
        if paid:
            record_payment(store, sale_id, paid, on, method)
        _finish_tasks(store, db, deal_id)
        _close_quotes(store, db, deal_id, quote_id)
        store.update(db, s.deal, deal_id, stage="won", stage_at=store.now(), closed_on=on, amount=amount)
        _note_move(store, db, deal_id, row["stage"], "won")
    return sale_id


@command
def add_objection(store: Store, deal_id: int, *, words: str, answer: str = "", kind: str = "") -> int:
    """Note what a customer objected and what was answered; returns its id.

    Raises `UserError` (field "words") when nothing was said.
    """
    if not words.strip():
        raise UserError(_("Write what the customer said."), "words")
    row = live_row(store, s.deal, deal_id)
    with store.changing(N_("Note an objection of {name}"), name=name_of(store, row["party_id"])) as db:
        return store.insert(
            db, s.objection, deal_id=deal_id, words=words.strip(), answer=answer.strip(), kind=kind
        )


@command
def edit_objection(store: Store, objection_id: int, *, words: str, answer: str, kind: str = "") -> None:
    """Change what was objected or answered; no words at all put it into the Bin."""
    live_row(store, s.objection, objection_id)
    with store.changing(N_("Change an objection")) as db:
        if words.strip():
            store.update(db, s.objection, objection_id, words=words.strip(), answer=answer.strip(), kind=kind)
        else:
            store.remove(db, s.objection, objection_id)


@command
def remove_deal(store: Store, deal_id: int) -> None:
    """Put a deal into the Bin. Raises `UserError` for a won one: its sale stays."""
    row = live_row(store, s.deal, deal_id)
    if row["stage"] == "won":
        raise UserError(_("A won deal has a sale. Correct the sale with a credit note."))
    with store.changing(N_("Delete the deal with {name}"), name=name_of(store, row["party_id"])) as db:
        _finish_tasks(store, db, deal_id)
        store.remove(db, s.deal, deal_id)


def _check_open(row: Mapping[str, Any]) -> None:
    if row["stage"] not in OPEN_STAGES:
        raise UserError(_("This deal is closed already."))


def _note_move(store: Store, db: Connection, deal_id: int, before: str, stage: str) -> None:
    store.insert(
        db,
        s.stage_move,
        deal_id=deal_id,
        stage=stage,
        from_stage=before,
        at=store.now(),
        staff_id=store.staff_id,
    )


def _finish_tasks(store: Store, db: Connection, deal_id: int) -> None:
    t = s.task.c
    rows = select(t.id).where(
        t.deal_id == deal_id, t.purpose == "sales", t.done_at.is_(None), t.deleted_at.is_(None)
    )
    for task_id in db.execute(rows).scalars().all():
        finish_task(store, task_id)


def _close_quotes(store: Store, db: Connection, deal_id: int, accepted: int | None) -> None:
    q = s.quote.c
    rows = select(q.id).where(q.deal_id == deal_id, q.status.in_(("draft", "sent")), q.deleted_at.is_(None))
    for quote_id in db.execute(rows).scalars().all():
        store.update(db, s.quote, quote_id, status="accepted" if quote_id == accepted else "replaced")


def _product_name(db: Connection, product_id: int | None) -> str:
    return db.execute(select(s.product.c.name).where(s.product.c.id == product_id)).scalar() or ""


def _campaign_of(db: Connection, party_id: int) -> int | None:
    p = s.party.c
    return db.execute(
        select(p.campaign_id).where(p.id == party_id, p.state.in_(("contact", "prospect")))
    ).scalar()


def _top_of(db: Connection, stage: str) -> int:
    d = s.deal.c
    first = db.execute(
        select(func.min(d.board_order)).where(d.stage == stage, d.deleted_at.is_(None))
    ).scalar()
    return 0 if first is None else int(first) - _GAP


def _place_above(store: Store, db: Connection, stage: str, before_id: int | None) -> int:
    d = s.deal.c
    below = db.execute(select(d.board_order).where(d.id == before_id, d.stage == stage)).scalar()
    if below is None:
        return _top_of(db, stage)
    above = db.execute(
        select(func.max(d.board_order)).where(d.stage == stage, d.board_order < below, d.deleted_at.is_(None))
    ).scalar()
    if above is None:
        return int(below) - _GAP
    if below - above < 2:
        _spread(store, db, stage)
        return _place_above(store, db, stage, before_id)
    return int(above + below) // 2


def _spread(store: Store, db: Connection, stage: str) -> None:
    d = s.deal.c
    rows = select(d.id).where(d.stage == stage, d.deleted_at.is_(None)).order_by(d.board_order, d.id)
    for place, deal_id in enumerate(db.execute(rows).scalars().all()):
        store.update(db, s.deal, deal_id, board_order=place * _GAP)
