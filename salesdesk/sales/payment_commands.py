"""Writing money: what came in for a sale, what was given back, and the goals it is measured by."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _, language
from salesdesk.base.money import format_money
from salesdesk.sales.records import live_row, name_of
from salesdesk.sales.rules import owed
from salesdesk.sales.sale_writing import finish_money_tasks
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def record_payment(
    store: Store, sale_id: int, amount: int, on: date, method: str = "cash", notes: str = ""
) -> int:
    """Write down money for an issued sale, in minor units; returns the payment's id.

    Below zero it is money given back, at most what was paid. Raises `UserError` (field "amount") for
    nothing, for more than is owed, or for a sale that is not issued.
    """
    row = live_row(store, s.sale, sale_id)
    if row["status"] != "issued" or row["kind"] != "sale":
        raise UserError(_("Only an issued sale can be paid. Issue it first."))
    _check_amount(store, row["total"], row["credited"], row["paid"], amount)
    label = N_("Record a payment of {name}") if amount > 0 else N_("Give money back to {name}")
    with store.changing(label, name=name_of(store, row["party_id"])) as db:
        payment_id = store.insert(
            db,
            s.payment,
            sale_id=sale_id,
            party_id=row["party_id"],
            amount=amount,
            currency=row["currency"],
            paid_on=on,
            method=method,
            notes=notes.strip(),
            staff_id=store.staff_id,
        )
        store.update(db, s.sale, sale_id, paid=row["paid"] + amount)
        if owed(row["total"], row["credited"], row["paid"] + amount) <= 0:
            finish_money_tasks(store, sale_id)
    return payment_id


def _check_amount(store: Store, total: int, credited: int, paid: int, amount: int) -> None:
    if amount == 0:
        raise UserError(_("Type how much was paid."), "amount")
    left = owed(total, credited, paid)
    if amount > 0 and amount > left:
        words = format_money(max(left, 0), store.currency, language())
        raise UserError(_("Only {amount} is still owed.").format(amount=words), "amount")
    if amount < 0 and -amount > paid:
        words = format_money(paid, store.currency, language())
        raise UserError(
            _("Only {amount} was paid, so no more can be given back.").format(amount=words), "amount"
        )


@command
def set_target(
    store: Store,
    *,
    month_on: date,
    amount: int,
    metric: str = "revenue",
    staff_id: int | None = None,
    product_id: int | None = None,
    place: str = "",
) -> int:
    """Set the goal for a metric in the month of a day; returns its id. 0 takes the goal away.

    ``amount`` is money in minor units for "revenue". Raises `UserError` for one below zero.
    """
    if amount < 0:
        raise UserError(_("A target cannot be below zero."), "amount")
    t, month_on = s.target.c, month_on.replace(day=1)
    same = (
        (t.metric == metric) & (t.month_on == month_on) & (t.place == place) & t.deleted_at.is_(None)
        & (t.staff_id.is_(None) if staff_id is None else t.staff_id == staff_id)
        & (t.product_id.is_(None) if product_id is None else t.product_id == product_id)
    )  # fmt: skip
    with store.changing(N_("Set a target")) as db:
        row_id = db.execute(select(t.id).where(same)).scalar()
        if row_id is None:
            return store.insert(
                db, s.target, metric=metric, month_on=month_on, amount=amount, staff_id=staff_id,
                product_id=product_id, place=place,
            )  # fmt: skip
        if amount:
            store.update(db, s.target, row_id, amount=amount)
        else:
            store.remove(db, s.target, row_id)
    return int(row_id)
