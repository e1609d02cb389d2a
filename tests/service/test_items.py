"""What a sale makes us look after, and how it is kept."""

from datetime import date

import pytest

from salesdesk.base.errors import UserError
from salesdesk.base.listing import ListQuery
from salesdesk.parties.commands import finish_task
from salesdesk.service import commands as service
from salesdesk.service import queries
from salesdesk.store import schema as s
from tests.service import shop
from tests.service.shop import MONDAY, at

BOUGHT = date(2026, 5, 11)


def item(store, item_id):
    return shop.row(store, s.owned_item, item_id)


def test_a_sale_makes_owned_items_with_a_warranty_and_the_tasks_of_the_plan(store):
    party, purifier, cup = (
        shop.customer(store),
        shop.product(store),
        shop.product(store, "Cup", warranty=0, upkeep=0),
    )
    sale = shop.sale(store, party, purifier, cup)
    with at(MONDAY):
        (made,) = service.take_on(store, sale, BOUGHT)
    kept = item(store, made)
    assert (kept["product_id"], kept["bought_on"], kept["sale_id"]) == (purifier, BOUGHT, sale)
    assert (kept["warranty_until"], kept["next_maintenance_on"]) == (date(2028, 5, 11), date(2026, 11, 11))
    planned = [
        (t["kind"], t["due_on"], t["owned_item_id"], t["origin"]) for t in shop.tasks(store, sale_id=sale)
    ]
    assert planned == [
        ("installation", date(2026, 5, 13), made, "plan"),
        ("rating", date(2026, 5, 14), None, "plan"),
        ("maintenance", date(2026, 11, 11), made, "plan"),
    ]


def test_nothing_is_planned_on_a_day_the_shop_is_closed(store):
    with store.reading() as db:
        plan = queries.after_sale_plan(db, [shop.product(store)], date(2026, 5, 15))  # two days on: a Sunday
    assert [(a.kind, a.on) for a in plan][:2] == [
        ("installation", date(2026, 5, 18)),
        ("rating", date(2026, 5, 18)),
    ]


def test_the_fitter_installs_and_whoever_sold_it_asks(store):
    david = shop.colleague(store, "David", "service")
    sale = shop.sale(store, shop.customer(store), shop.product(store))
    service.take_on(store, sale, BOUGHT)
    assert [t["staff_id"] for t in shop.tasks(store, sale_id=sale)] == [david, store.staff_id, david]


def test_only_ticked_steps_become_tasks_and_an_empty_list_plans_nothing(store):
    product, party = shop.product(store), shop.customer(store)
    with store.reading() as db:
        plan = [
            a._replace(chosen=a.kind == "follow_up") for a in queries.after_sale_plan(db, [product], BOUGHT)
        ]
    one, other = shop.sale(store, party, product), shop.sale(store, party, product, on=date(2026, 5, 12))
    service.take_on(store, one, BOUGHT, plan)
    assert [(t["title"], t["purpose"]) for t in shop.tasks(store, sale_id=one)] == [
        ("Ask for a referral", "marketing")
    ]
    assert len(service.take_on(store, other, BOUGHT, [])) == 1
    assert shop.tasks(store, sale_id=other) == []


def test_taking_on_twice_doubles_nothing(store):
    sale = shop.sale(store, shop.customer(store), shop.product(store))
    assert len(service.take_on(store, sale, BOUGHT)) == 1
    assert service.take_on(store, sale, BOUGHT) == []
    assert len(shop.tasks(store, sale_id=sale)) == 3


def test_two_pieces_are_two_items_and_a_crate_is_one(store):
    party, product = shop.customer(store), shop.product(store)
    assert len(service.take_on(store, shop.sale(store, party, product, pieces=2), BOUGHT)) == 2
    crate = shop.sale(store, party, product, pieces=500, on=date(2026, 5, 12))
    assert len(service.take_on(store, crate, BOUGHT)) == 1


def test_maintenance_done_late_is_planned_again_from_the_day_it_was_done(store):
    with at(MONDAY):
        sale = shop.sale(store, shop.customer(store), shop.product(store))
        (made,) = service.take_on(store, sale, BOUGHT)
    with at(MONDAY.replace(month=12, day=20)):  # was due on 11 November
        service.record_maintenance(store, made)
    kept = item(store, made)
    assert (kept["last_maintained_on"], kept["next_maintenance_on"]) == (
        date(2026, 12, 20),
        date(2027, 6, 20),
    )
    upkeep = [t for t in shop.tasks(store, owned_item_id=made) if t["kind"] == "maintenance"]
    assert [(t["due_on"], t["done_on"]) for t in upkeep] == [
        (date(2026, 11, 11), date(2026, 12, 20)),
        (date(2027, 6, 20), None),
    ]


def test_maintenance_written_down_the_day_after_counts_from_the_day_it_was_done(store):
    with at(MONDAY):
        sale = shop.sale(store, shop.customer(store), shop.product(store))
        (made,) = service.take_on(store, sale, BOUGHT)
    with at(MONDAY.replace(month=11, day=13)):
        service.record_maintenance(store, made, date(2026, 11, 12))
        with pytest.raises(UserError, match="still to come"):
            service.record_maintenance(store, made, date(2026, 11, 14))
    upkeep = [
        t
        for t in shop.tasks(store, owned_item_id=made)
        if t["done_on"] is None and t["kind"] == "maintenance"
    ]
    assert [t["due_on"] for t in upkeep] == [date(2027, 5, 12)]


def test_a_task_ticked_off_after_weeks_away_comes_again_once_and_from_that_day(store):
    with at(MONDAY):
        sale = shop.sale(store, shop.customer(store), shop.product(store, upkeep=1))
        service.take_on(store, sale, BOUGHT)
        task = next(t["id"] for t in shop.tasks(store, sale_id=sale) if t["kind"] == "maintenance")
    with at(MONDAY.replace(month=9, day=3)):
        finish_task(store, task)
    open_now = [
        t for t in shop.tasks(store, sale_id=sale) if t["kind"] == "maintenance" and t["done_on"] is None
    ]
    assert [t["due_on"] for t in open_now] == [date(2026, 10, 3)]


def test_solving_a_maintenance_case_is_maintenance_of_the_item(store):
    with at(MONDAY):
        party, product = shop.customer(store), shop.product(store)
        (made,) = service.take_on(store, shop.sale(store, party, product), BOUGHT)
        case_id = shop.case_of(store, party_id=party, owned_item_id=made, kind="maintenance")
        service.resolve_case(store, case_id, resolution="Core changed", first_contact=True)
    assert item(store, made)["last_maintained_on"] == MONDAY.date()


def test_a_replacement_keeps_both_serial_numbers_and_the_warranty(store):
    party = shop.customer(store)
    made = service.add_owned_item(
        store, party_id=party, product_id=shop.product(store), serial="K9S-1", bought_on=date(2025, 1, 31)
    )
    service.replace_owned_item(store, made, serial="K9S-2")
    service.replace_owned_item(store, made, serial="K9S-3")
    kept = item(store, made)
    assert (kept["serial"], kept["old_serial"]) == ("K9S-3", "K9S-1 K9S-2")
    assert kept["warranty_until"] == date(2027, 1, 31)
    with store.reading() as db:
        assert queries.list_items(db, ListQuery("all", "k9s-1"), None, BOUGHT) == [made]
    for serial in ("", "K9S-3"):
        with pytest.raises(UserError):
            service.replace_owned_item(store, made, serial=serial)


def test_another_purchase_date_moves_the_warranty_unless_it_is_given(store):
    made = service.add_owned_item(
        store,
        party_id=shop.customer(store),
        product_id=shop.product(store, warranty=12),
        bought_on=date(2025, 1, 31),
    )
    service.edit_owned_item(store, made, bought_on=date(2024, 2, 29))
    assert item(store, made)["warranty_until"] == date(2025, 2, 28)
    service.edit_owned_item(store, made, bought_on=date(2024, 3, 1), warranty_until=date(2030, 1, 1))
    assert item(store, made)["warranty_until"] == date(2030, 1, 1)


def test_what_is_nothing_or_bought_tomorrow_is_refused(store):
    party = shop.customer(store)
    with pytest.raises(UserError) as wrong:
        service.add_owned_item(store, party_id=party)
    assert wrong.value.field == "product_id"
    with pytest.raises(UserError) as wrong:
        service.add_owned_item(store, party_id=party, words="Old kettle", bought_on=date(2199, 1, 1))
    assert wrong.value.field == "bought_on"


def test_the_warranty_list_has_its_views_and_counts(store):
    with at(MONDAY):
        party, product = shop.customer(store), shop.product(store, warranty=12, upkeep=6)
        long_ago, ending, fresh = (
            service.add_owned_item(store, party_id=party, product_id=product, serial=serial, bought_on=day)
            for serial, day in (("A", date(2020, 1, 1)), ("B", date(2025, 5, 25)), ("C", date(2026, 5, 1)))
        )
    with store.reading() as db:
        views = {
            v: queries.list_items(db, ListQuery(v), None, BOUGHT)
            for v in ("all", "in_warranty", "ending", "due")
        }
        assert queries.count_items(db, BOUGHT) == {view: len(ids) for view, ids in views.items()}
        rows = queries.item_rows(db, views["all"])
    assert views == {
        "all": [fresh, ending, long_ago],
        "in_warranty": [ending, fresh],
        "ending": [ending],
        "due": [long_ago, ending],
    }
    assert (rows[fresh].party, rows[fresh].product) == ("Ben Archer", "RO purifier KAR-9S")
