"""Changing what the shop's papers say about the shop."""

from __future__ import annotations

from salesdesk.base.i18n import N_
from salesdesk.documents.shop_details import ShopDetails, checked, read_details, setting_key
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def change_shop_details(store: Store, details: ShopDetails) -> bool:
    """Keep the shop's details for papers; True when something changed. Raises `UserError` with the field."""
    new = checked(details, store.currency)
    old = read_details(store.setting)
    changed = {key: value for key, value in new._asdict().items() if value != getattr(old, key)}
    if not changed:
        return False
    with store.changing(N_("Change what papers say about the shop")):
        for key, value in changed.items():
            store.set_setting(setting_key(key), value)
    return True
