"""A sample call of every command about staff, for the undo law."""

from typing import Any

from salesdesk.staff import commands as staff
from salesdesk.staff import pin_commands as pins
from salesdesk.staff import shop_commands as shop
from salesdesk.store.database import Store
from tests.undo_samples import Sample


def _tom(store: Store) -> dict[str, Any]:
    return {"tom": staff.add_staff(store, name="Tom", roles="sales,service", code="T1")}


def _quick(store: Store) -> dict[str, Any]:
    shop.change_setting(store, "promise_hours_urgent", "2")
    return {}


def _tom_with_pin(store: Store) -> dict[str, Any]:
    ids = _tom(store)
    pins.set_pin(store, ids["tom"], "2580")
    return ids


SAMPLES = {
    "staff.shop_commands.change_setting": Sample(
        lambda s, _ids: shop.change_setting(s, "shop_name", "Clearwater 2")
    ),
    "staff.shop_commands.reset_settings": Sample(
        lambda s, _ids: shop.reset_settings(s, "promise_hours_urgent", "promise_hours_low"), _quick
    ),
    "staff.commands.add_staff": Sample(
        lambda s, _ids: staff.add_staff(s, name="Tom", reports_to_id=s.staff_id)
    ),
    "staff.commands.edit_staff": Sample(lambda s, ids: staff.edit_staff(s, ids["tom"], team="East"), _tom),
    "staff.commands.remove_staff": Sample(lambda s, ids: staff.remove_staff(s, ids["tom"]), _tom),
    "staff.pin_commands.set_pin": Sample(lambda s, ids: pins.set_pin(s, ids["tom"], "2580"), _tom),
    "staff.pin_commands.clear_pin": Sample(lambda s, ids: pins.clear_pin(s, ids["tom"]), _tom_with_pin),
    "staff.pin_commands.set_pin_length": Sample(lambda s, _ids: pins.set_pin_length(s, 6)),
    "staff.pin_commands.make_recovery_code": Sample(lambda s, _ids: pins.make_recovery_code(s)),
}
