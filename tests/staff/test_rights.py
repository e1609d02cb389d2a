"""Owner, staff and viewer: what each may do, whatever way it is tried."""

from typing import Any

import pytest

from salesdesk.base.errors import UserError
from salesdesk.parties.bin_commands import delete_for_good
from salesdesk.parties.commands import add_party
from salesdesk.sales.product_commands import add_product, edit_product
from salesdesk.staff import rights
from salesdesk.staff.commands import add_staff, edit_staff, remove_staff
from salesdesk.staff.pin_commands import clear_pin, make_recovery_code, set_pin, set_pin_length
from salesdesk.store import journal


@pytest.fixture
def shop(store: Any) -> Any:
    """The store with its rules in force."""
    rights.put_in_force(store)
    return store


def _become(store: Any, roles: str) -> int:
    owner, store.staff_id = store.staff_id, store.staff_id
    someone = add_staff(store, name=f"New {roles}", roles=roles)
    store.staff_id = someone
    return int(owner)


@pytest.mark.parametrize(
    ("roles", "held"),
    [
        ("owner", rights.ALL),
        ("owner,viewer", rights.ALL),
        ("sales", rights.DAILY),
        ("viewer,service", rights.DAILY),
        ("manager", rights.DAILY | {rights.MARGIN}),
        ("viewer", frozenset()),
        ("", rights.DAILY),
    ],
)
def test_roles_give_rights(roles: str, held: frozenset[str]) -> None:
    assert rights.rights_of(roles) == held


def test_a_viewer_changes_nothing_by_any_command(shop: Any) -> None:
    _become(shop, "viewer")
    with pytest.raises(UserError, match="changes nothing"):
        add_party(shop, name="Lan")
    with pytest.raises(UserError, match="changes nothing"), shop.changing("Sneak") as db:
        shop.insert(db, rights.s.party, name="Lan")
    with pytest.raises(UserError, match="changes nothing"):
        shop.set_setting("shop_name", "Mine")
    assert shop.setting("shop_name") == "Test shop"


def test_staff_sell_but_touch_neither_prices_nor_people_nor_pins_of_others(shop: Any) -> None:
    product = add_product(shop, name="Filter", price=1000)
    owner = _become(shop, "sales")
    add_party(shop, name="Lan")
    edit_product(shop, product, features="Five stages")
    with pytest.raises(UserError, match="prices"):
        edit_product(shop, product, price=1)
    for act in (
        lambda: edit_staff(shop, owner, name="Anna"),
        lambda: add_staff(shop, name="Bob"),
        lambda: remove_staff(shop, owner),
        lambda: set_pin(shop, owner, "2580"),
        lambda: clear_pin(shop, owner),
        lambda: set_pin_length(shop, 6),
        lambda: make_recovery_code(shop),
    ):
        with pytest.raises(UserError, match="Only the owner"):
            act()
    set_pin(shop, shop.staff_id, "2580")


def test_only_the_owner_deletes_for_good(shop: Any) -> None:
    lan = add_party(shop, name="Lan")
    with shop.changing("Delete") as db:
        shop.remove(db, rights.s.party, lan)
    owner = _become(shop, "sales")
    with pytest.raises(UserError, match="empty the Bin"):
        delete_for_good(shop, [("party", lan)])
    shop.staff_id = owner
    assert delete_for_good(shop, [("party", lan)]) == 1


def test_history_does_not_lead_around_the_rules(shop: Any) -> None:
    product = add_product(shop, name="Filter", price=1000)
    edit_product(shop, product, price=2000)
    with shop.reading() as db:
        price_step = journal.last_step(db, shop.staff_id).id
    _become(shop, "sales")
    with pytest.raises(UserError, match="Only the owner can take this back"):
        shop.undo(step_id=price_step)
    lan = add_party(shop, name="Lan")
    assert lan
    assert shop.undo(), "one's own step can be taken back"


def test_a_book_where_nobody_is_at_the_desk_can_be_changed(shop: Any) -> None:
    shop.staff_id = None
    add_party(shop, name="Lan")
