"""Offer codes catch what people mistype and prove whose reply it was."""

import itertools

import pytest

from salesdesk.base.errors import UserError
from salesdesk.marketing.codes import LETTERS, make_code, read_code
from salesdesk.marketing.commands import add_campaign
from salesdesk.marketing.response_commands import add_code, record_response, remove_code
from salesdesk.marketing.result_queries import find_code, list_codes
from salesdesk.parties.commands import add_party


def codes(count=20):
    drawn = itertools.count(5, 19)
    return [make_code(lambda below: next(drawn) * 31 % 97 % below) for _n in range(count)]


def test_a_code_is_read_in_any_case_with_or_without_hyphen():
    for code in codes():
        assert read_code(code.lower().replace("-", " ")) == code


def test_every_wrong_letter_is_noticed():
    for code in codes(5):
        whole = code.replace("-", "")
        for place, letter in itertools.product(range(6), LETTERS):
            if whole[place] != letter:
                with pytest.raises(UserError):
                    read_code(whole[:place] + letter + whole[place + 1 :])


def test_every_swap_of_neighbours_is_noticed():
    for code in codes():
        whole = code.replace("-", "")
        for place in range(5):
            a, b = whole[place], whole[place + 1]
            if a != b:
                with pytest.raises(UserError):
                    read_code(whole[:place] + b + a + whole[place + 2 :])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "six letters"),
        ("KTR-MW", "six letters"),
        ("KTR-MO2", "never part"),
        ("KTR-MWA", "wrong, or two are swapped"),
    ],
)
def test_what_is_wrong_with_a_code_is_said_beside_its_field(typed, words):
    with pytest.raises(UserError, match=words) as caught:
        read_code(typed)
    assert caught.value.field == "code"


def test_a_code_leads_to_its_campaign_and_makes_the_reply_proof(store):
    campaign_id = add_campaign(store, name="Fair")
    add_code(store, campaign_id, "Leaflet")
    party_id = add_party(store, name="Ann")
    with store.reading() as db:
        code = list_codes(db, campaign_id)[0]
        assert find_code(db, code.code) == (campaign_id, "Fair")
    record_response(store, campaign_id, party_id, trust="weak", code=code.code.lower())
    with store.reading() as db:
        assert list_codes(db, campaign_id)[0].replies == 1


def test_a_code_of_another_campaign_and_one_nobody_made_are_refused(store):
    fair, radio = add_campaign(store, name="Fair"), add_campaign(store, name="Radio")
    add_code(store, fair)
    party_id = add_party(store, name="Ann")
    with store.reading() as db:
        code = list_codes(db, fair)[0].code
    with pytest.raises(UserError, match="belongs to Fair"):
        record_response(store, radio, party_id, code=code)
    with pytest.raises(UserError, match="No campaign has this code"):
        record_response(store, fair, party_id, code=next(c for c in codes() if c != code))


def test_proof_without_a_code_is_refused(store):
    campaign_id, party_id = add_campaign(store, name="Fair"), add_party(store, name="Ann")
    with pytest.raises(UserError, match="Proof needs the offer code"):
        record_response(store, campaign_id, party_id, trust="proof")


def test_a_code_somebody_replied_with_stays(store):
    campaign_id, party_id = add_campaign(store, name="Fair"), add_party(store, name="Ann")
    code_id = add_code(store, campaign_id)
    with store.reading() as db:
        code = list_codes(db, campaign_id)[0].code
    record_response(store, campaign_id, party_id, code=code)
    with pytest.raises(UserError, match="so it stays"):
        remove_code(store, code_id)
