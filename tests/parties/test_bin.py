"""The Bin: every kind of record, several at once, and the end for good."""

from datetime import date
from typing import Any

import pytest

from salesdesk.base.errors import UserError
from salesdesk.documents.message_commands import add_message, remove_message
from salesdesk.parties.bin_commands import delete_for_good, restore_several
from salesdesk.parties.commands import add_party, add_task, bin_party
from salesdesk.parties.queries import list_bin
from salesdesk.store import schema as s
from tests.sales.shop import sale
from tests.undo_samples import dump


def _names(store: Any) -> list[str]:
    with store.reading() as db:
        return [one.name for one in list_bin(db)]


def test_every_kind_of_record_is_in_the_bin(store: Any) -> None:
    message = add_message(store, name="Hello", body="Hello there", purpose="sales")
    remove_message(store, message)
    assert _names(store) == ["Hello"]
    with store.reading() as db:
        assert list_bin(db)[0].kind == "Ready-made message"


def test_several_come_back_in_one_step(store: Any) -> None:
    lan, mai = add_party(store, name="Lan"), add_party(store, name="Mai")
    bin_party(store, lan)
    bin_party(store, mai)
    assert restore_several(store, [("party", lan), ("party", mai)]) == 2
    assert _names(store) == []
    store.undo()
    assert sorted(_names(store)) == ["Lan", "Mai"]


def test_for_good_takes_the_parts_along_and_can_still_be_undone(store: Any) -> None:
    lan = add_party(store, name="Lan", phone="0161 555 0177")
    add_task(store, title="Call", party_id=lan, due_on=date(2026, 5, 14))
    bin_party(store, lan)
    before = dump(store)
    assert delete_for_good(store, [("party", lan)]) == 1
    assert not dump(store)["party"]
    assert not dump(store)["task"]
    store.undo()
    assert dump(store) == before


def test_a_customer_whose_sale_is_kept_stays(store: Any) -> None:
    lan, mai = add_party(store, name="Lan"), add_party(store, name="Mai")
    sale(store, party_id=lan)
    with store.changing("Bin") as db:
        store.remove(db, s.party, lan)
    with pytest.raises(UserError, match="Other records still need"):
        delete_for_good(store, [("party", lan)])
    bin_party(store, mai)
    assert delete_for_good(store, [("party", lan), ("party", mai)]) == 1
    assert _names(store) == ["Lan"]


def test_what_is_not_in_the_bin_is_never_deleted(store: Any) -> None:
    lan, mai = add_party(store, name="Lan"), add_party(store, name="Mai")
    add_task(store, title="Call", party_id=lan, due_on=date(2026, 5, 14))
    bin_party(store, mai)
    assert delete_for_good(store, [("party", lan), ("party", mai)]) == 1
    assert len(dump(store)["task"]) == 1
