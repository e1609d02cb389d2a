"""Deals out of files: open ones onto the board, lost ones with their reason, won ones as sales too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, func, select

from salesdesk.base.choices import OPEN_STAGES
from salesdesk.base.i18n import N_, _
from salesdesk.base.ids import new_id
from salesdesk.exchange.importer import Importer, Memory, Ready, Values, by_code, insert_rows
from salesdesk.parties.records import party_name
from salesdesk.sales.fields import DEAL_FIELDS
from salesdesk.sales.import_references import CAMPAIGN, CUSTOMER, PRODUCT, STAFF
from salesdesk.sales.imported_sales import note_sale, settle_customers, write_imported
from salesdesk.sales.records import product_rows, search_text
from salesdesk.store import schema as s
from salesdesk.store.database import Store

_GAP = 1 << 20
_STAGES = {
    "engaging": "qualification",
    "engaged": "qualification",
    "contacted": "qualification",
    "open": "prospecting",
    "new": "prospecting",
    "appointment scheduled": "qualification",
    "needs analysis": "qualification",
    "id. decision makers": "qualification",
    "value proposition": "presentation",
    "perception analysis": "presentation",
    "presentation scheduled": "presentation",
    "demo": "presentation",
    "qualified to buy": "qualification",
    "proposal/price quote": "proposal",
    "proposal": "proposal",
    "quote": "proposal",
    "contract sent": "proposal",
    "negotiation/review": "negotiation",
    "decision maker bought-in": "negotiation",
    "closed won": "won",
    "closedwon": "won",
    "win": "won",
    "closed lost": "lost",
    "closedlost": "lost",
    "moi": "prospecting",
    "tiem nang": "prospecting",
    "dang lien he": "qualification",
    "bao gia": "proposal",
    "dam phan": "negotiation",
    "thanh cong": "won",
    "da chot": "won",
    "that bai": "lost",
    "khong chot": "lost",
}
_OWN = (
    "code",
    "title",
    "product_id",
    "amount",
    "likelihood",
    "source",
    "competitor",
    "terms",
    "notes",
    "campaign_id",
)


def _add_deals(store: Store, db: Connection, rows: Sequence[Ready], memory: Memory) -> Sequence[int]:
    names = _names(db, rows)
    products = product_rows(db, [row.values.get("product_id") for row in rows])
    moves: list[Values] = []
    deals = []
    for row in rows:
        deal = _deal(store, row.values, _order(db, memory))
        product = products.get(deal["product_id"] or 0, {})
        deal["title"] = deal["title"] or product.get("name", "")
        deal["search"] = search_text(deal["title"], names.get(deal["party_id"] or 0), deal["code"])
        moves += _moves(deal)
        if deal["stage"] == "won":
            note_sale(memory, deal["party_id"], deal["closed_on"])
            if deal["amount"]:
                _sell(memory, deal, product.get("cost", 0))
        deals.append(deal)
    made = insert_rows(db, s.deal, deals)
    insert_rows(db, s.stage_move, moves)
    write_imported(store, db, memory)
    return made


def _names(db: Connection, rows: Sequence[Ready]) -> dict[int, str]:
    wanted = {row.values.get("party_id") for row in rows} - {None}
    return {i: party_name(db, i) for i in wanted if i is not None}


def _order(db: Connection, memory: Memory) -> int:
    if "order" not in memory:
        d = s.deal.c
        first = db.execute(select(func.min(d.board_order)).where(d.stage.in_(OPEN_STAGES))).scalar()
        memory["order"] = int(first or 0)
    memory["order"] -= _GAP
    return int(memory["order"])


def _deal(store: Store, values: Values, order: int) -> Values:
    closed, expected = values.get("closed_on"), values.get("expected_on")
    stage = values.get("stage") or ("won" if closed else "prospecting")
    if stage in OPEN_STAGES:
        # A day of closing that is still to come is the day it is expected.
        closed, expected = None, expected or closed
    elif closed is None:
        closed = values.get("opened_on") or store.today()
    opened = values.get("opened_on") or (closed if stage not in OPEN_STAGES else None)
    at = _noon(store, closed or opened)
    deal: dict[str, Any] = {key: values.get(key) for key in _OWN}
    return {
        **deal,
        "id": new_id(),
        "code": deal["code"] or None,
        "amount": deal["amount"] or 0,
        "title": deal["title"] or "",
        "source": deal["source"] or "",
        "competitor": deal["competitor"] or "",
        "terms": deal["terms"] or "",
        "notes": deal["notes"] or "",
        "party_id": values.get("party_id"),
        "staff_id": values.get("staff_id"),
        "stage": stage,
        "stage_at": at,
        "closed_on": closed,
        "opened_on": opened,
        "expected_on": expected,
        "currency": store.currency,
        "board_order": order,
        "quoted": stage in ("proposal", "negotiation"),
        "lost_reason": (values.get("lost_reason") or "other") if stage == "lost" else "",
    }


def _noon(store: Store, day: date | None) -> datetime:
    return datetime.combine(day, time(12), store.zone).astimezone(UTC) if day else store.now()


def _moves(deal: Values) -> list[Values]:
    """How the deal came where it is, as far as a file says: opened, then closed."""
    move = {"deal_id": deal["id"], "staff_id": deal["staff_id"]}
    if deal["closed_on"] is None:
        return [{**move, "stage": deal["stage"], "from_stage": "", "at": deal["stage_at"]}]
    opened = datetime.combine(deal["opened_on"], time(12), UTC) if deal["opened_on"] else deal["stage_at"]
    return [
        {**move, "stage": "prospecting", "from_stage": "", "at": min(opened, deal["stage_at"])},
        {**move, "stage": deal["stage"], "from_stage": "prospecting", "at": deal["stage_at"]},
    ]


def _sell(memory: Memory, deal: Values, cost: int) -> None:
    line = {
        "position": 1,
        "product_id": deal["product_id"],
        "words": deal["title"] or _("Sale"),
        "quantity": 1_000,
        "unit_price": deal["amount"],
        "discount": 0,
        "tax_rate": 0,
        "net": deal["amount"],
        "tax": 0,
        "cost": cost,
    }
    header = {key: deal[key] for key in ("party_id", "campaign_id", "staff_id", "code")}
    memory.setdefault("sales", []).append(
        ({**header, "id": new_id(), "deal_id": deal["id"], "sold_on": deal["closed_on"]}, [line], None)
    )


def _check(values: Values) -> str:
    if (values.get("amount") or 0) < 0:
        return _("An amount cannot be below zero.")
    if not 0 <= (values.get("likelihood") or 0) <= 100:
        return _("A likelihood is between 0 and 100 percent.")
    return ""


DEAL_IMPORT = Importer(
    key="deal",
    label=N_("Import deals from {file}"),
    # Files have deals without anybody: better on the board without a name than left out.
    fields=tuple(replace(f, required=False) for f in DEAL_FIELDS),
    table=s.deal,
    add=_add_deals,
    finish=settle_customers,
    identities=(by_code("code", s.deal.c.code),),
    references={"party_id": CUSTOMER, "product_id": PRODUCT, "staff_id": STAFF, "campaign_id": CAMPAIGN},
    words={"stage": _STAGES},
    check=_check,
)
