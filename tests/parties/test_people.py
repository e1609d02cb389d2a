"""People are added with little, edited with care, found by what is known of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from salesdesk.base.errors import UserError
from salesdesk.parties import commands as parties
from salesdesk.parties.queries import find_alike, list_bin, next_step, party_card
from salesdesk.parties.rules import NextStep
from salesdesk.store import schema as s
from salesdesk.store.search import find_parties


def _row(store: Any, party_id: int) -> Any:
    with store.reading() as db:
        return db.execute(select(s.party).where(s.party.c.id == party_id)).one()


def _found(store: Any, typed: str) -> list[int]:
    with store.reading() as db:
        return find_parties(db, typed)


def test_a_name_alone_makes_a_new_prospect_of_today(store: Any) -> None:
    row = _row(store, parties.add_party(store, name="  Nguyễn Đức "))
    assert (row.name, row.state, row.prospect_stage, row.prospect_on) == (
        "Nguyễn Đức", "prospect", "new", store.today(),
    )  # fmt: skip
    assert row.staff_id == store.staff_id


def test_a_phone_alone_is_a_complete_record(store: Any) -> None:
    party_id = parties.add_party(store, phone="(212) 555-0148")
    with store.reading() as db:
        card = party_card(db, party_id)
    assert card is not None
    assert card.name == "(212) 555-0148"
    assert _found(store, "5550148") == [party_id]


@pytest.mark.parametrize("name", ["", "   "])
def test_nothing_to_call_somebody_by_is_refused_beside_the_name(store: Any, name: str) -> None:
    with pytest.raises(UserError) as caught:
        parties.add_party(store, name=name)
    assert caught.value.field == "name"


def test_a_plain_contact_is_no_prospect(store: Any) -> None:
    row = _row(store, parties.add_party(store, name="Paper boy", prospect=False))
    assert (row.state, row.prospect_on, row.prospect_stage) == ("contact", None, None)


def test_somebody_is_found_without_accents_by_any_word_and_after_a_change(store: Any) -> None:
    party_id = parties.add_party(store, name="Nguyễn Đức", address="K42 Lê Lợi", tags="garden, café")
    for typed in ("nguyen duc", "duc", "le loi", "cafe"):
        assert _found(store, typed) == [party_id], typed
    parties.edit_party(store, party_id, name="Trần Hoa")
    assert _found(store, "duc") == []
    assert _found(store, "tran") == [party_id]


def test_an_edit_that_somebody_overtook_is_refused_and_changes_nothing(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura")
    seen = _row(store, party_id).version
    parties.edit_party(store, party_id, address="14 Mill Lane", version=seen)
    with pytest.raises(UserError):
        parties.edit_party(store, party_id, address="1 High Street", version=seen)
    assert _row(store, party_id).address == "14 Mill Lane"


def test_the_last_thing_somebody_is_called_by_cannot_be_erased(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura", phone="0161 555 0148")
    parties.edit_party(store, party_id, name="")
    with pytest.raises(UserError):
        parties.edit_party(store, party_id, phone="")


def test_an_edit_that_changes_nothing_is_no_step(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura")
    before = store.can_undo()
    parties.edit_party(store, party_id, name="Laura ")
    assert store.can_undo() == before


def test_consent_is_stamped_with_the_day_it_was_given(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura")
    parties.edit_party(store, party_id, consent="message")
    assert _row(store, party_id).consent_on == store.today()


def test_a_second_phone_finds_its_owner_until_it_is_removed(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura", phone="212 555 0148")
    point = parties.add_contact_point(store, party_id, value="212 555 7777")
    assert _found(store, "5557777") == [party_id]
    parties.edit_party(store, party_id, phone="212 555 0149")
    assert _found(store, "5557777") == [party_id], "a change of the first phone keeps the second"
    parties.remove_contact_point(store, point)
    assert _found(store, "5557777") == []


def test_sales_move_the_state_of_a_customer(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura")
    parties.became_customer(store, party_id, date(2026, 3, 1))
    assert (_row(store, party_id).state, _row(store, party_id).customer_on) == ("customer", date(2026, 3, 1))
    parties.became_customer(store, party_id, date(2026, 2, 1))
    assert (_row(store, party_id).state, _row(store, party_id).customer_on) == ("repeat", date(2026, 2, 1))
    assert parties.lapse_customers(store, before=date(2027, 1, 1)) == 1
    assert _row(store, party_id).state == "lapsed"
    parties.became_customer(store, party_id, date(2027, 2, 1))
    assert _row(store, party_id).state == "won_back"


def test_the_bin_takes_open_tasks_along_and_gives_them_back(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura", next_step=NextStep(store.today()))
    parties.bin_party(store, party_id)
    with store.reading() as db:
        assert [(one.table, one.name) for one in list_bin(db)] == [("party", "Laura")]
        assert next_step(db, party_id) is None
    with pytest.raises(UserError):
        parties.edit_party(store, party_id, name="Somebody else")
    parties.restore_from_bin(store, "party", party_id)
    with store.reading() as db:
        assert next_step(db, party_id) is not None
        assert list_bin(db) == []
    with pytest.raises(UserError):
        parties.restore_from_bin(store, "party", party_id)


def test_somebody_alike_is_found_by_phone_in_any_writing_then_by_name(store: Any) -> None:
    grace = parties.add_party(store, name="Grace Liu", phone="+1 212 555 0134")
    other = parties.add_party(store, name="Mai Liu")
    with store.reading() as db:
        by_phone = find_alike(db, name="Mai Liu", phone="(212) 555-0134", country="US")
        by_name = find_alike(db, name="mai  liu", country="US")
        first_name_only = find_alike(db, name="Mai", country="US")
        itself = find_alike(db, phone="212 555 0134", country="US", but=grace)
    assert [(one.id, one.why) for one in by_phone] == [(grace, "phone"), (other, "name")]
    assert [one.id for one in by_name] == [other]
    assert first_name_only == []
    assert itself == []


def test_the_likelihood_of_the_largest_open_deal_is_shown(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura")
    with store.changing("deals") as db:
        store.insert(db, s.deal, party_id=party_id, amount=500, stage="proposal")
        store.insert(db, s.deal, party_id=party_id, amount=900, stage="prospecting", likelihood=60)
        store.insert(db, s.deal, party_id=party_id, amount=9_000, stage="lost")
    with store.reading() as db:
        card = party_card(db, party_id)
    assert card is not None
    assert (card.deals.number, card.deals.amount, card.deals.likelihood) == (2, 1_400, 60)
    assert card.quoted


def test_nurture_wants_a_day_after_today(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura")
    with pytest.raises(UserError) as caught:
        parties.nurture(store, party_id, store.today())
    assert caught.value.field == "until"
    until = store.today() + timedelta(days=30)
    parties.nurture(store, party_id, until, "after the move")
    with store.reading() as db:
        step = next_step(db, party_id)
    assert step is not None
    assert (step.due_on, step.title) == (until, "after the move")
    assert _row(store, party_id).prospect_stage == "nurture"
