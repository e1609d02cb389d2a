"""Choosing products and owned items in the department's forms, beside the people that `parties` finds."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import _
from salesdesk.parties.party_picker import finders, names
from salesdesk.service import rules
from salesdesk.service.item_queries import ItemRow
from salesdesk.service.plan_queries import find_products
from salesdesk.store import schema as s
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import FormPlace
from salesdesk.ui.reference_editor import ReferenceEditor

Found = Sequence[tuple[int, str, str]]


def form_place(desk: Desk) -> FormPlace:
    """Where a form of the department stands, with everything its fields can refer to."""
    store = desk.store

    def products(typed: str) -> Found:
        with store.reading() as db:
            return find_products(db, typed)

    def product_name(product_id: int) -> str:
        with store.reading() as db:
            name = db.execute(select(s.product.c.name).where(s.product.c.id == product_id)).scalar()
        return name or "—"

    return FormPlace(
        desk.language,
        store.currency,
        store.country,
        store.today(),
        store.zone,
        {"product": products} | finders(desk),
        {"product": product_name} | names(desk),
    )


def product_editor(desk: Desk) -> ReferenceEditor:
    """A field that finds a product by a part of its name."""
    place = form_place(desk)
    field = Field("product_id", _("Product"), Kind.REFERENCE, reference="product")
    editor = ReferenceEditor(field, place.find.get("product"), place.name_of.get("product"))
    editor.setPlaceholderText(_("name or code"))
    return editor


def item_choices(desk: Desk, items: Sequence[ItemRow]) -> list[tuple[object, str]]:
    """What somebody owns as choices: the product, its serial number, its warranty; and something else."""
    today = desk.store.today()
    out: list[tuple[object, str]] = []
    for item in items:
        parts = [item.product, item.serial, rules.warranty_note(item.warranty_until, today)]
        out.append((item.id, " · ".join(part for part in parts if part)))
    return [*out, (None, _("Something else"))]
