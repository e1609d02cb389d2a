"""Sales out of files that give one line a row: rows of one order number are one sale."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection

from salesdesk.base.i18n import N_, _
from salesdesk.base.ids import new_id
from salesdesk.exchange.importer import Importer, Memory, Ready, Values, by_code
from salesdesk.sales.fields import SALE_FIELDS
from salesdesk.sales.import_references import CUSTOMER, PRODUCT, STAFF
from salesdesk.sales.imported_sales import note_sale, settle_customers, write_imported
from salesdesk.sales.records import product_rows
from salesdesk.sales.rules import ONE, WHOLE, half_up, line_gross
from salesdesk.store import schema as s
from salesdesk.store.database import Store

_SHARE = 100
"""A discount below one percent is a share of one: files write 0.15 for 15 %."""


def _add_lines(_store: Store, db: Connection, rows: Sequence[Ready], memory: Memory) -> Sequence[int]:
    """Keep the rows by order until the last one is read: an order's lines may stand anywhere in the file.

    A row with another customer or another day under a number that was met before is another sale: programs
    that count anew every year or in every branch give one number twice.
    """
    orders: dict[tuple[object, ...], tuple[Values, list[Values], list[int | None]]]
    orders = memory.setdefault("orders", {})
    products = product_rows(db, [row.values.get("product_id") for row in rows])
    ids = []
    for row in rows:
        values = row.values
        order = (str(values["code"]), values["sold_on"], values.get("party_id"))
        if order not in orders:
            orders[order] = (_header(values), [], [])
        header, lines, paid = orders[order]
        product = products.get(values.get("product_id") or 0, {})
        lines.append({"position": len(lines) + 1, **_line(values, product)})
        paid.append(values.get("paid") if "paid" in values else None)
        ids.append(header["id"])
    return ids


def _header(values: Values) -> Values:
    return {
        "id": new_id(),
        "code": str(values["code"]),
        "sold_on": values["sold_on"],
        "party_id": values.get("party_id"),
        "staff_id": values.get("staff_id"),
        "place": values.get("place") or "",
        "notes": values.get("notes") or "",
        **({"due_on": values["due_on"]} if values.get("due_on") else {}),
    }


def _line(values: Values, product: Any) -> Values:
    """A line with exactly the revenue the file gives; price and discount are made to agree with it."""
    quantity = values.get("quantity") or ONE
    price, net = values.get("unit_price"), values.get("net")
    rate = values.get("discount") or 0
    rate = rate * 100 if 0 < rate < _SHARE else rate
    if price is None:
        price = half_up((net or 0) * ONE, quantity)
    gross = line_gross(quantity, price)
    if net is None:
        # Halves to the even cent: a file's sum of a thousand discounted lines must not drift.
        net = round(Fraction(quantity * price * (WHOLE - rate), ONE * WHOLE))
    if net > gross:
        price = -(-net * ONE // quantity)
        gross = line_gross(quantity, price)
    cost = values.get("cost")
    tax = values.get("tax") or 0
    return {
        "product_id": values.get("product_id"),
        "words": product.get("name", "") or _("Sale"),
        "quantity": quantity,
        "unit_price": price,
        "discount": gross - net,
        "tax_rate": half_up(tax * WHOLE, net) if net else 0,
        "net": net,
        "tax": tax,
        "cost": half_up(product.get("cost", 0) * quantity, ONE) if cost is None else cost,
    }


def _finish(store: Store, db: Connection, memory: Memory) -> None:
    waiting = memory.setdefault("sales", [])
    orders = list(memory.pop("orders", {}).values())
    met: set[int] = set()
    for header, lines, paid in sorted(orders, key=lambda order: order[0]["sold_on"]):
        header["repeat"] = header["party_id"] in met
        met.add(header["party_id"])
        known = [amount for amount in paid if amount is not None]
        # The sum paid for an order stands on each of its lines, or once.
        waiting.append((header, lines, max(known) if known else None))
        note_sale(memory, header["party_id"], header["sold_on"])
    write_imported(store, db, memory)
    settle_customers(store, db, memory)


def _check(values: Values) -> str:
    if (
        (values.get("quantity") or 0) < 0
        or (values.get("net") or 0) < 0
        or (values.get("unit_price") or 0) < 0
    ):
        return _("A sale cannot be below zero. Write what came back as a credit note.")
    if not 0 <= (values.get("discount") or 0) <= WHOLE:
        return _("A discount cannot be below zero or over 100 %.")
    return ""


SALE_IMPORT = Importer(
    key="sale",
    label=N_("Import sales from {file}"),
    fields=SALE_FIELDS,
    table=s.sale,
    add=_add_lines,
    finish=_finish,
    identities=(by_code("code", s.sale.c.code, together=True),),
    references={"party_id": CUSTOMER, "product_id": PRODUCT, "staff_id": STAFF},
    check=_check,
)
