"""Products and monthly targets out of files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from salesdesk.base.fold import sort_key
from salesdesk.base.i18n import N_, _
from salesdesk.exchange.importer import Importer, Memory, Ready, Values, by_code, by_name, insert_rows
from salesdesk.sales.fields import PRODUCT_FIELDS, TARGET_FIELDS
from salesdesk.sales.import_references import STAFF
from salesdesk.sales.payment_commands import set_target
from salesdesk.sales.records import search_text
from salesdesk.store import schema as s
from salesdesk.store.database import Store

_WORDS = {
    "kind": {
        "hàng hóa": "goods",
        "hang hoa": "goods",
        "dịch vụ": "service",
        "dich vu": "service",
        "combo": "goods",
    }
}


def _computed(values: Values) -> Values:
    found_by = search_text(*(values.get(k) for k in ("name", "code", "group_name", "features", "goes_with")))
    return {"sort_name": sort_key(values["name"]), "search": found_by}


def _add_products(_store: Store, db: Connection, rows: Sequence[Ready], _memory: Memory) -> Sequence[int]:
    out = []
    for row in rows:
        values = {key: value for key, value in row.values.items() if value not in (None, "")}
        out.append({**values, **_computed(values)})
    return insert_rows(db, s.product, out)


def _change_products(store: Store, db: Connection, rows: Sequence[Ready], _memory: Memory) -> None:
    for row in rows:
        values: dict[str, Any] = {key: new for key, (_old, new) in row.changes.items()}
        if row.id is None or not values:
            continue
        whole = db.execute(s.product.select().where(s.product.c.id == row.id)).mappings().one()
        store.update(db, s.product, row.id, **values, **_computed({**whole, **values}))


def _check_product(values: Values) -> str:
    below = [key for key in ("price", "promo_price", "cost", "warranty_months") if (values.get(key) or 0) < 0]
    if below:
        return _("A price, cost or warranty cannot be below zero.")
    starts, ends = values.get("promo_from"), values.get("promo_to")
    return _("The offer ends before it starts.") if starts and ends and ends < starts else ""


PRODUCT_IMPORT = Importer(
    key="product",
    label=N_("Import products from {file}"),
    fields=PRODUCT_FIELDS,
    table=s.product,
    add=_add_products,
    change=_change_products,
    identities=(
        by_code("code", s.product.c.code),
        by_name("name", s.product.c.sort_name, stored=sort_key),
    ),
    words=_WORDS,
    check=_check_product,
)


def _set_targets(store: Store, _db: Connection, rows: Sequence[Ready], _memory: Memory) -> Sequence[int]:
    return [_set_target(store, row.values) for row in rows]


def _set_target(store: Store, values: Values) -> int:
    return set_target(
        store,
        month_on=_month_of(values) or store.today(),
        amount=values["amount"],
        metric=str(values.get("metric") or "revenue"),
        staff_id=values.get("staff_id"),
        place=str(values.get("place") or ""),
    )


_MONTH = re.compile(r"\D*(?:(\d{4})\D?(\d{1,2})|(\d{1,2})\D(\d{4}))\D*")


def _month_of(values: Values) -> date | None:
    """The first day of the month a row is about: 2024-01, 202401, 1/2024, "Tháng 1/2024", any day in it."""
    day = values.get("month_on")
    if isinstance(day, date):
        return day.replace(day=1)
    match = _MONTH.fullmatch(str(values.get("month") or ""))
    if match is None:
        return None
    year, month = int(match[1] or match[4]), int(match[2] or match[3])
    return date(year, month, 1) if 1900 <= year <= 2199 and 1 <= month <= 12 else None


def _check_target(values: Values) -> str:
    if (values.get("amount") or 0) < 0:
        return _("A target cannot be below zero.")
    if _month_of(values) is None:
        return _("The month cannot be read. Write it like 2026-05 or 5/2026.")
    return ""


TARGET_IMPORT = Importer(
    key="target",
    label=N_("Import targets from {file}"),
    fields=TARGET_FIELDS,
    table=s.target,
    add=_set_targets,
    references={"staff_id": STAFF},
    check=_check_target,
)
