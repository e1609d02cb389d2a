"""Two records become one without losing anything, and come apart again."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from salesdesk.base.errors import UserError
from salesdesk.parties import commands as parties
from salesdesk.parties.queries import find_people, list_contact_points, timeline
from salesdesk.parties.rules import NextStep
from salesdesk.store import journal
from salesdesk.store import schema as s
from salesdesk.store.search import find_parties
from tests.undo_samples import dump


def _row(store: Any, party_id: int) -> Any:
    with store.reading() as db:
        return db.execute(select(s.party).where(s.party.c.id == party_id)).one()


@pytest.fixture
def pair(store: Any) -> tuple[int, int]:
    keep = parties.add_party(
        store, name="Nguyễn Thị Lan", phone="212 555 0148", notes="Family of 4", tags="vip"
    )
    other = parties.add_party(
        store,
        name="Chị Lan",
        phone="212 555 9999",
        email="lan@example.com",
        notes="Hard water",
        tags="vip, web",
        birthday=date(1990, 2, 3),
    )
    parties.log_interaction(store, other, kind="call", outcome="reached", body="From the other record")
    parties.set_next_step(store, other, NextStep(store.today()))
    parties.became_customer(store, other, date(2025, 1, 1))
    return keep, other


def test_everything_of_both_is_on_the_one_that_stays(store: Any, pair: tuple[int, int]) -> None:
    keep, other = pair
    parties.merge_parties(store, keep, other)
    row = _row(store, keep)
    assert (row.name, row.phone, row.email, row.birthday) == (
        "Nguyễn Thị Lan", "212 555 0148", "lan@example.com", date(1990, 2, 3),
    )  # fmt: skip
    assert row.notes == "Family of 4\nHard water"
    assert row.tags == "vip, web"
    assert (row.state, row.customer_on) == ("customer", date(2025, 1, 1))
    with store.reading() as db:
        assert [point[2] for point in list_contact_points(db, keep)] == ["212 555 9999"]
        assert "From the other record" in [event.body for event in timeline(db, keep)]
        assert find_parties(db, "5559999") == [keep]
        assert [found[0] for found in find_people(db, "lan")] == [keep]
    assert _row(store, other).deleted_at is not None


def test_undo_takes_them_apart_to_the_last_byte(store: Any, pair: tuple[int, int]) -> None:
    before = dump(store)
    parties.merge_parties(store, *pair)
    assert store.undo()
    assert dump(store) == before


def test_both_members_of_one_campaign_become_one_member(store: Any, pair: tuple[int, int]) -> None:
    with store.changing("campaign") as db:
        campaign = store.insert(db, s.campaign, name="Spring")
        for party_id in pair:
            store.insert(db, s.campaign_member, campaign_id=campaign, party_id=party_id)
    parties.merge_parties(store, *pair)
    with store.reading() as db:
        members = db.execute(select(s.campaign_member.c.party_id)).scalars().all()
    assert members == [pair[0]]


def test_nobody_is_referred_by_themselves_after_a_merge(store: Any, pair: tuple[int, int]) -> None:
    keep, other = pair
    parties.edit_party(store, keep, referred_by_id=other)
    parties.merge_parties(store, keep, other)
    assert _row(store, keep).referred_by_id is None


def test_a_record_is_not_merged_with_itself_or_with_the_bin(store: Any, pair: tuple[int, int]) -> None:
    keep, other = pair
    with pytest.raises(UserError):
        parties.merge_parties(store, keep, keep)
    parties.bin_party(store, other)
    with pytest.raises(UserError):
        parties.merge_parties(store, keep, other)


def _change(store: Any, table: str, row_id: int, key: str) -> int:
    with store.reading() as db:
        return journal.history(db, table, row_id, [key])[0].change_id


def test_an_earlier_value_is_put_back_and_found_by(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura Bennett", birthday=date(1990, 2, 3), hot=True)
    parties.edit_party(store, party_id, name="Wrong name", birthday=None)
    parties.put_back(store, "party", party_id, "name", _change(store, "party", party_id, "name"))
    parties.put_back(store, "party", party_id, "birthday", _change(store, "party", party_id, "birthday"))
    assert (_row(store, party_id).name, _row(store, party_id).birthday) == ("Laura Bennett", date(1990, 2, 3))
    with store.reading() as db:
        assert find_parties(db, "bennett") == [party_id]
        assert find_parties(db, "wrong") == []


def test_values_of_other_records_are_put_back_too(store: Any) -> None:
    with store.changing("product") as db:
        product = store.insert(db, s.product, name="RO 10", search="ro 10", price=500)
    with store.changing("change") as db:
        store.update(db, s.product, product, name="Tap", search="tap", price=900)
    parties.put_back(store, "product", product, "name", _change(store, "product", product, "name"))
    parties.put_back(store, "product", product, "price", _change(store, "product", product, "price"))
    with store.reading() as db:
        row = db.execute(select(s.product).where(s.product.c.id == product)).one()
    assert (row.name, row.price, row.search) == ("RO 10", 500, "ro 10")


def test_papers_are_not_put_back_and_unknown_changes_are_told(store: Any) -> None:
    party_id = parties.add_party(store, name="Laura")
    with pytest.raises(UserError):
        parties.put_back(store, "sale", party_id, "total", 1)
    with pytest.raises(UserError):
        parties.put_back(store, "party", party_id, "name", 999_999)
