"""Writing what is for sale: products and the care that each brings after the sale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.fold import sort_key
from salesdesk.base.i18n import N_, _
from salesdesk.sales.records import known_facts, live_row, search_text
from salesdesk.sales.rules import WHOLE, CareStepDraft
from salesdesk.staff.rights import PRICES, need
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

_PRICES = frozenset({"price", "promo_price", "promo_from", "promo_to", "cost", "tax_rate"})
_COUNTED = ("price", "promo_price", "cost", "warranty_months", "maintenance_months", "repurchase_days")


@command
def add_product(store: Store, *, name: str, care: Sequence[CareStepDraft] = (), **facts: Any) -> int:
    """Add something to sell; returns its id.

    ``facts`` are columns of the product: price, promo_price and cost in minor units before tax, tax_rate in
    hundredths of a percent, warranty_months, maintenance_months, promo_from, promo_to, features, benefits,
    goes_with, group_name, unit, code, kind. ``care`` are its after-sale steps. Raises `UserError` (with the
    field) for a missing name, a number below zero, a promotion that ends before it starts, or a code that
    another product has.
    """
    values = _checked(store, {"name": name, **facts}, None)
    with store.changing(N_("Add the product {name}"), name=values["name"]) as db:
        product_id = store.insert(db, s.product, **values, **_computed(values))
        for step in care:
            _write_step(store, product_id, step)
    return product_id


@command
def edit_product(
    store: Store,
    product_id: int,
    *,
    version: int | None = None,
    care: Sequence[CareStepDraft] | None = None,
    **facts: Any,
) -> None:
    """Change a product; ``care`` replaces its after-sale steps (None leaves them).

    Papers already written keep their prices. Raises `UserError` as `add_product`, for another price
    without the owner at the desk, or (with ``version``) when somebody changed it meanwhile.
    """
    row = live_row(store, s.product, product_id)
    after = {**row, **facts}
    changed = {k: v for k, v in _checked(store, {**facts}, product_id, after).items() if row[k] != v}
    if _PRICES & set(changed):
        need(store, PRICES)
    with store.changing(N_("Change the product {name}"), name=after["name"]) as db:
        if changed:
            store.update(
                db, s.product, product_id, version=version, **changed, **_computed({**row, **changed})
            )
        if care is not None:
            _replace_care(store, product_id, care)


@command
def remove_product(store: Store, product_id: int) -> None:
    """Put a product into the Bin; papers that name it keep their words."""
    row = live_row(store, s.product, product_id)
    with store.changing(N_("Delete the product {name}"), name=row["name"]) as db:
        store.remove(db, s.product, product_id)


def _checked(
    store: Store, facts: Mapping[str, Any], product_id: int | None, after: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    values = known_facts(s.product, facts, ("sort_name",))
    whole = {**(after or {}), **values}
    if not whole.get("name"):
        raise UserError(_("Give the product a name."), "name")
    for key in _COUNTED:
        if (values.get(key) or 0) < 0:
            raise UserError(_("This cannot be below zero."), key)
    if not 0 <= (values.get("tax_rate") or 0) <= WHOLE:
        raise UserError(_("The tax must be between 0 and 100 %."), "tax_rate")
    starts, ends = whole.get("promo_from"), whole.get("promo_to")
    if starts and ends and ends < starts:
        raise UserError(_("The offer ends before it starts."), "promo_to")
    values |= {key: 0 for key in _COUNTED if key in values and values[key] is None and key != "promo_price"}
    if "code" in values:
        values["code"] = _free_code(store, values["code"], product_id)
    return values


def _free_code(store: Store, code: str | None, product_id: int | None) -> str | None:
    if not code:
        return None
    p = s.product.c
    with store.reading() as db:
        holder = db.execute(select(p.id, p.name).where(p.code == code, p.deleted_at.is_(None))).first()
    if holder is not None and holder.id != product_id:
        raise UserError(_("{name} has this code already.").format(name=holder.name), "code")
    return code


def _computed(values: Mapping[str, Any]) -> dict[str, str]:
    found_by = search_text(
        *(values.get(key) for key in ("name", "code", "group_name", "features", "goes_with"))
    )
    return {"sort_name": sort_key(values["name"]), "search": found_by}


def _replace_care(store: Store, product_id: int, care: Sequence[CareStepDraft]) -> None:
    c = s.care_step.c
    kept = {step.id for step in care if step.id is not None}
    with store.changing(N_("Change the care of a product")) as db:
        before = (
            db.execute(select(c.id).where(c.product_id == product_id, c.deleted_at.is_(None))).scalars().all()
        )
        for step_id in before:
            if step_id not in kept:
                store.remove(db, s.care_step, step_id)
        for step in care:
            _write_step(store, product_id, step)


def _write_step(store: Store, product_id: int, step: CareStepDraft) -> None:
    if step.kind not in choices.values(choices.TASK_KINDS):
        raise ValueError(f"no kind of task: {step.kind}")
    if min(step.after_days, step.after_months, step.repeat_months) < 0:
        raise UserError(_("This cannot be below zero."), "care")
    if not step.title.strip():
        raise UserError(_("Say in a word what is to be done."), "care")
    values = {**step._asdict(), "title": step.title.strip()}
    del values["id"]
    with store.changing(N_("Change the care of a product")) as db:
        if step.id is None:
            store.insert(db, s.care_step, product_id=product_id, **values)
            return
        c = s.care_step.c
        row = db.execute(select(s.care_step).where(c.id == step.id)).mappings().one()
        if any(row[key] != value for key, value in values.items()):
            store.update(db, s.care_step, step.id, **values)
