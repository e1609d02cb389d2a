"""Sales, numbers, payments and credit notes: what the book holds afterwards."""

from datetime import timedelta
from typing import Any

import pytest

from salesdesk.base import clock
from salesdesk.base.errors import UserError
from salesdesk.sales import sale_queries as queries
from salesdesk.sales.payment_commands import record_payment
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale, credit_sale, discard_draft, edit_sale, issue_sale
from tests.sales import shop


def _numbers(store: Any) -> list[str]:
    return sorted(r.number for r in shop.rows(store, "sale") if r.number and r.kind == "sale")


def test_a_counter_sale_needs_no_customer_and_is_paid_at_once(store: Any) -> None:
    sale_id = add_sale(store, lines=[LineDraft(words="Jug", unit_price=900)], paid=900)
    sold = shop.row(store, "sale", sale_id)
    assert (sold.status, sold.number, sold.net, sold.paid, sold.due_on) == (
        "issued",
        "INV-0001",
        900,
        900,
        None,
    )


def test_nobody_can_owe_nothing_to_nobody(store: Any) -> None:
    with pytest.raises(UserError) as caught:
        add_sale(store, lines=[LineDraft(words="Jug", unit_price=900)], paid=100)
    assert caught.value.field == "party_id"
    assert shop.rows(store, "sale") == []


def test_a_draft_has_no_number_until_it_is_issued(store: Any) -> None:
    party = shop.person(store)
    draft = add_sale(store, party_id=party, lines=[LineDraft(words="Jug", unit_price=900)], issue_now=False)
    other = shop.sale(store)
    assert shop.row(store, "sale", draft).number is None
    assert issue_sale(store, draft) == "INV-0002"
    assert shop.row(store, "sale", other).number == "INV-0001"


def test_numbers_have_no_gaps_when_something_is_undone_refused_or_discarded(store: Any) -> None:
    shop.sale(store)
    shop.sale(store)
    store.undo()
    with pytest.raises(UserError):
        shop.sale(store, paid=10**9)
    draft = add_sale(store, lines=[LineDraft(words="Jug", unit_price=900)], issue_now=False)
    discard_draft(store, draft)
    shop.sale(store)
    assert _numbers(store) == ["INV-0001", "INV-0002"]


def test_an_issued_sale_under_a_later_number_cannot_be_undone(store: Any) -> None:
    shop.sale(store)
    first = store.can_undo()
    shop.sale(store)
    with store.reading() as db:
        from salesdesk.store.journal import list_steps

        steps = [step for step in list_steps(db) if step.label == first]
    with pytest.raises(UserError, match="credit note"):
        store.undo(step_id=steps[-1].id)
    assert _numbers(store) == ["INV-0001", "INV-0002"]


def test_an_issued_sale_is_not_edited_but_its_due_day_may_move(store: Any) -> None:
    sale_id = shop.sale(store)
    with pytest.raises(UserError, match="credit note"):
        edit_sale(store, sale_id, lines=[LineDraft(words="Other", unit_price=1)])
    with pytest.raises(UserError):
        edit_sale(store, sale_id, party_id=shop.person(store, "Somebody else"))
    later = store.today() + timedelta(days=9)
    edit_sale(store, sale_id, due_on=later)
    assert shop.row(store, "sale", sale_id).due_on == later


def test_a_draft_takes_new_lines_and_new_sums(store: Any) -> None:
    draft = add_sale(store, lines=[LineDraft(words="Jug", unit_price=900)], issue_now=False)
    edit_sale(store, draft, lines=[LineDraft(words="Cup", quantity=3_000, unit_price=250, tax_rate=1_000)])
    row = shop.row(store, "sale", draft)
    assert (row.net, row.tax, row.total) == (750, 75, 825)
    assert [line.words for line in shop.rows(store, "sale_line", sale_id=draft)] == ["Cup"]


def test_the_cost_and_the_margin_come_from_the_product(store: Any) -> None:
    product = shop.purifier(store)
    sale_id = add_sale(
        store, party_id=shop.person(store), lines=[LineDraft(product, quantity=2_000, unit_price=48_000)]
    )
    assert shop.row(store, "sale", sale_id).cost == 60_000


def test_a_sale_makes_a_customer_and_what_it_owns(store: Any) -> None:
    party = shop.person(store)
    add_sale(store, party_id=party, lines=[LineDraft(shop.purifier(store), unit_price=48_000)])
    assert shop.row(store, "party", party).state == "customer"
    (item,) = shop.rows(store, "owned_item", party_id=party)
    assert item.warranty_until is not None
    again = shop.sale(store, party_id=party)
    assert shop.row(store, "sale", again).repeat
    assert shop.row(store, "party", party).state == "repeat"


def test_a_phone_number_is_enough_for_a_new_customer(store: Any) -> None:
    sale_id = add_sale(store, new_party="0912 345 678", lines=[LineDraft(words="Jug", unit_price=900)])
    party = shop.row(store, "party", shop.row(store, "sale", sale_id).party_id)
    assert (party.name, party.phone) == ("", "0912 345 678")


def test_payments_lower_what_is_owed_and_never_more(store: Any) -> None:
    sale_id = shop.sale(store, total=10_000)
    record_payment(store, sale_id, 4_000, store.today())
    with pytest.raises(UserError) as caught:
        record_payment(store, sale_id, 6_001, store.today())
    assert caught.value.field == "amount"
    assert "$60" in str(caught.value)
    record_payment(store, sale_id, 6_000, store.today(), "transfer")
    with store.reading() as db:
        assert queries.money_to_collect(db, store.today()) == []
        assert [p.amount for p in queries.payments_of(db, sale_id)] == [4_000, 6_000]


def test_money_to_collect_is_oldest_first_and_knows_how_late(store: Any) -> None:
    with clock.freeze(shop.NOON):
        soon = shop.sale(store, total=100, due_on=shop.TODAY + timedelta(days=3))
        with clock.freeze(shop.NOON - timedelta(days=20)):
            late = shop.sale(store, total=200, due_on=shop.TODAY - timedelta(days=2))
        with store.reading() as db:
            found = queries.money_to_collect(db, shop.TODAY)
            assert queries.sum_owed(db, shop.TODAY) == (300, 200)
            counts = queries.count_views(db, shop.TODAY)
    assert [(o.sale_id, o.amount, o.days_late) for o in found] == [(late, 200, 2), (soon, 100, -3)]
    assert (counts["owed"], counts["overdue"]) == (2, 1)


def test_a_credit_note_takes_parts_back_to_the_last_cent(store: Any) -> None:
    line = LineDraft(words="Cups", quantity=3_000, unit_price=333, discount=100, tax_rate=800)
    sale_id = add_sale(store, party_id=shop.person(store), lines=[line], after_sale=[])
    sold = shop.row(store, "sale", sale_id)
    (line_id,) = [r.id for r in shop.rows(store, "sale_line", sale_id=sale_id)]
    notes = [credit_sale(store, sale_id, quantities={line_id: 1_000}) for _n in range(3)]
    credited = [shop.row(store, "sale", note) for note in notes]
    assert [n.number for n in credited] == ["CN-0001", "CN-0002", "CN-0003"]
    assert (sum(n.net for n in credited), sum(n.tax for n in credited)) == (sold.net, sold.tax)
    assert shop.row(store, "sale", sale_id).credited == sold.total
    with pytest.raises(UserError, match="left to credit"):
        credit_sale(store, sale_id)


def test_a_returned_product_is_no_longer_looked_after_and_its_money_goes_back(store: Any) -> None:
    party = shop.person(store)
    sale_id = add_sale(
        store, party_id=party, lines=[LineDraft(shop.purifier(store), unit_price=48_000)], paid=48_000
    )
    before = len(shop.rows(store, "task", owned_item_id=shop.rows(store, "owned_item")[0].id))
    assert before
    credit_sale(store, sale_id, refund=48_000)
    assert shop.rows(store, "owned_item") == []
    assert [t for t in shop.rows(store, "task") if t.owned_item_id and t.done_at is None] == []
    sold = shop.row(store, "sale", sale_id)
    assert (sold.credited, sold.paid) == (48_000, 0)
    assert [p.amount for p in shop.rows(store, "payment")] == [48_000, -48_000]


def test_no_more_is_given_back_than_was_paid_nor_taken_back_than_was_sold(store: Any) -> None:
    sale_id = shop.sale(store, total=10_000, paid=1_000)
    (line_id,) = [r.id for r in shop.rows(store, "sale_line", sale_id=sale_id)]
    with pytest.raises(UserError) as caught:
        credit_sale(store, sale_id, refund=1_001)
    assert caught.value.field == "refund"
    with pytest.raises(UserError) as caught:
        credit_sale(store, sale_id, quantities={line_id: 1_001})
    assert caught.value.field == "quantity"
    assert shop.row(store, "sale", sale_id).credited == 0


def test_a_sale_is_not_dated_tomorrow_nor_due_before_it_was_made(store: Any) -> None:
    with pytest.raises(UserError) as caught:
        shop.sale(store, on=store.today() + timedelta(days=1))
    assert caught.value.field == "on"
    with pytest.raises(UserError) as caught:
        shop.sale(store, due_on=store.today() - timedelta(days=1))
    assert caught.value.field == "due_on"


def test_sales_are_found_by_number_name_and_line(store: Any) -> None:
    from salesdesk.base.listing import ListQuery

    wanted = add_sale(
        store, party_id=shop.person(store, "Đặng Ngọc Trâm"), lines=[LineDraft(words="Lõi lọc")]
    )
    shop.sale(store)
    for typed in ("inv-0001", "dang ngoc", "loi loc"):
        with store.reading() as db:
            assert queries.list_sale_ids(db, ListQuery("all", typed), None, store.today()) == [wanted]
