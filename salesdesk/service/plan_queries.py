"""Reading what a sale asks for afterwards: the care of its products, and the shop's opening hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from salesdesk.base.business_hours import BusinessHours, business_hours
from salesdesk.base.fold import fold
from salesdesk.base.shop_settings import ASK_RATING
from salesdesk.service.rules import AfterSale, CareStepFacts, ProductCare, plan_after_sale, warranty_until
from salesdesk.store import schema as s
from salesdesk.store.shop_values import settings_of


def shop_hours(db: Connection) -> BusinessHours:
    """The shop's opening hours, as its settings say."""
    t = s.setting
    keys = ("open_from", "open_to", "closed_weekdays", "zone")
    values = {
        r.key: r.value
        for r in db.execute(select(t.c.key, t.c.value).where(t.c.key.in_(keys), t.c.deleted_at.is_(None)))
    }
    return business_hours(lambda key, default: values.get(key, default), ZoneInfo(values.get("zone", "UTC")))


def product_care(db: Connection, product_ids: Iterable[int]) -> list[ProductCare]:
    """What these products ask for after the sale, in the order given, each once."""
    ids = list(dict.fromkeys(product_ids))
    t = s.product
    rows = db.execute(
        select(t.c.id, t.c.name, t.c.kind, t.c.warranty_months, t.c.maintenance_months).where(
            t.c.id.in_(ids), t.c.deleted_at.is_(None)
        )
    )
    found = {r.id: ProductCare(*r) for r in rows}
    return [found[i] for i in ids if i in found]


def warranty_end(db: Connection, product_ids: Iterable[int], on: date) -> date | None:
    """The last day of the longest warranty among products bought on a day; None without one."""
    ends = [warranty_until(on, product.warranty_months) for product in product_care(db, product_ids)]
    return max((day for day in ends if day is not None), default=None)


def care_steps(db: Connection, product_ids: Iterable[int]) -> list[CareStepFacts]:
    """The care plans of these products, step by step."""
    t = s.care_step
    rows = db.execute(
        select(
            t.c.id,
            t.c.product_id,
            t.c.kind,
            t.c.title,
            t.c.after_days,
            t.c.after_months,
            t.c.repeat_months,
            t.c.chosen,
        )
        .where(t.c.product_id.in_(list(product_ids)), t.c.deleted_at.is_(None))
        .order_by(t.c.after_months, t.c.after_days, t.c.id)
    )
    return [CareStepFacts(*r) for r in rows]


def after_sale_plan(db: Connection, product_ids: Sequence[int], on: date) -> list[AfterSale]:
    """What to do after a sale of these products on a day: what the win sheet offers.

    Installation (two days on), a rating call (day three), the products' care steps, and an unticked request
    for a referral; each on a day the shop is open.
    """
    hours = shop_hours(db)
    days = ASK_RATING.read(settings_of(db, ASK_RATING.key))
    plan = plan_after_sale(product_care(db, product_ids), care_steps(db, product_ids), on, _fitter(db), days)
    return [step._replace(on=hours.next_open_day(step.on)) for step in plan]


def _fitter(db: Connection) -> int | None:
    """Who does installations: the first person of the service department, the owner only when alone."""
    t = s.staff_member
    rows = db.execute(
        select(t.c.id, t.c.roles).where(t.c.active, t.c.deleted_at.is_(None)).order_by(t.c.id)
    ).all()
    hats = [(r.id, set(r.roles.split(","))) for r in rows]
    serving = [(i, roles) for i, roles in hats if "service" in roles]
    return next((i for i, roles in serving if "owner" not in roles), serving[0][0] if serving else None)


def find_products(db: Connection, typed: str, limit: int = 8) -> list[tuple[int, str, str]]:
    """For fields that choose a product: id, name and code of those in use that hold every word."""
    t = s.product.c
    found = [t.search.contains(word, autoescape=True) for word in fold(typed).split()]
    rows = db.execute(
        select(t.id, t.name, t.code)
        .where(t.active, t.deleted_at.is_(None), *found)
        .order_by(t.sort_name, t.id)
        .limit(limit)
    )
    return [(row.id, row.name, row.code or "") for row in rows]
