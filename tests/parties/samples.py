"""A sample call of every command about people, for the undo law."""

from datetime import date, timedelta
from typing import Any

from salesdesk.parties import bin_commands
from salesdesk.parties import commands as parties
from salesdesk.parties.rules import NextStep
from salesdesk.store import journal
from salesdesk.store.database import Store
from tests.undo_samples import Sample


def _lan(store: Store) -> dict[str, Any]:
    return {"lan": parties.add_party(store, name="Nguyễn Thị Lan", phone="0905 123 148", source="referral")}


def _two(store: Store) -> dict[str, Any]:
    ids = _lan(store)
    ids["double"] = parties.add_party(store, name="Chị Lan", phone="0912 345 678", email="lan@example.com")
    parties.log_interaction(store, ids["double"], kind="call", outcome="reached")
    parties.set_next_step(store, ids["double"], NextStep(store.today()))
    return ids


def _with_step(store: Store) -> dict[str, Any]:
    ids = _lan(store)
    ids["task"] = parties.set_next_step(
        store, ids["lan"], NextStep(store.today(), "09:30", "Call about the price")
    )
    return ids


def _done(store: Store) -> dict[str, Any]:
    ids = _lan(store)
    ids["task"] = parties.add_task(
        store, title="Change the filter", due_on=store.today(), repeat_months=6, party_id=ids["lan"]
    )
    parties.finish_task(store, ids["task"])
    return ids


def _talked(store: Store) -> dict[str, Any]:
    ids = _lan(store)
    ids["talk"] = parties.log_interaction(store, ids["lan"], kind="call", outcome="reached", body="Likes it")
    return ids


def _binned(store: Store) -> dict[str, Any]:
    ids = _with_step(store)
    parties.bin_party(store, ids["lan"])
    return ids


def _handed_over(store: Store) -> dict[str, Any]:
    ids = _lan(store)
    ids["task"] = parties.hand_over(store, ids["lan"], note="Came to the fair")
    return ids


def _renamed(store: Store) -> dict[str, Any]:
    ids = _lan(store)
    parties.edit_party(store, ids["lan"], name="Lan", phone="0911 111 111")
    with store.reading() as db:
        ids["change"] = journal.history(db, "party", ids["lan"], ["name"])[0].change_id
    return ids


def _second_phone(store: Store) -> dict[str, Any]:
    ids = _lan(store)
    ids["point"] = parties.add_contact_point(store, ids["lan"], value="0236 3 123 456", label="office")
    return ids


def _customer_of_old(store: Store) -> dict[str, Any]:
    ids = _lan(store)
    parties.became_customer(store, ids["lan"], date(2020, 5, 1))
    return ids


def _tomorrow(store: Store) -> date:
    return store.today() + timedelta(days=1)


def _log_all_at_once(store: Store, ids: dict[str, Any]) -> None:
    parties.log_interaction(
        store, ids["lan"], kind="call", outcome="reached", minutes=4, body="Wants a quote",
        done_task_id=ids["task"], next_step=NextStep(_tomorrow(store), "", "Send the quote"),
    )  # fmt: skip


_PARTY = {
    "add_party": Sample(
        lambda s, _ids: parties.add_party(s, name="Lê Quang Vinh", next_step=NextStep(s.today()))
    ),
    "edit_party": Sample(
        lambda s, ids: parties.edit_party(s, ids["lan"], address="K42 Lê Lợi", consent="yes"), _lan
    ),
    "add_contact_point": Sample(
        lambda s, ids: parties.add_contact_point(s, ids["lan"], value="0912 345 678"), _lan
    ),
    "remove_contact_point": Sample(
        lambda s, ids: parties.remove_contact_point(s, ids["point"]), _second_phone
    ),
    "set_hot": Sample(lambda s, ids: parties.set_hot(s, ids["lan"], True), _lan),
    "became_customer": Sample(lambda s, ids: parties.became_customer(s, ids["lan"], s.today()), _lan),
    "lapse_customers": Sample(
        lambda s, _ids: parties.lapse_customers(s, before=date(2022, 1, 1)), _customer_of_old
    ),
    "bin_party": Sample(lambda s, ids: parties.bin_party(s, ids["lan"]), _with_step),
    "restore_from_bin": Sample(lambda s, ids: parties.restore_from_bin(s, "party", ids["lan"]), _binned),
}
_TASK = {
    "set_next_step": Sample(
        lambda s, ids: parties.set_next_step(s, ids["lan"], NextStep(_tomorrow(s))), _with_step
    ),
    "add_task": Sample(lambda s, _ids: parties.add_task(s, title="Order cores", due_on=s.today())),
    "finish_task": Sample(
        lambda s, ids: parties.finish_task(s, ids["task"], next_step=NextStep(_tomorrow(s))), _with_step
    ),
    "reopen_task": Sample(lambda s, ids: parties.reopen_task(s, ids["task"]), _done),
    "move_task": Sample(lambda s, ids: parties.move_task(s, ids["task"], _tomorrow(s)), _with_step),
    "edit_task": Sample(
        lambda s, ids: parties.edit_task(s, ids["task"], title="Call back", due_time="8:05"), _with_step
    ),
    "remove_task": Sample(lambda s, ids: parties.remove_task(s, ids["task"]), _with_step),
}
_CONTACT = {
    "log_interaction": Sample(_log_all_at_once, _with_step),
    "edit_interaction": Sample(
        lambda s, ids: parties.edit_interaction(s, ids["talk"], body="Likes the small one"), _talked
    ),
    "remove_interaction": Sample(lambda s, ids: parties.remove_interaction(s, ids["talk"]), _talked),
    "qualify": Sample(lambda s, ids: parties.qualify(s, ids["lan"], {"need": "yes"}, qualified=True), _lan),
    "nurture": Sample(lambda s, ids: parties.nurture(s, ids["lan"], _tomorrow(s), "After Tết"), _lan),
    "move_prospect": Sample(lambda s, ids: parties.move_prospect(s, ids["lan"], "working"), _lan),
    "hand_over": Sample(lambda s, ids: parties.hand_over(s, ids["lan"], note="Came to the fair"), _lan),
    "accept_hand_over": Sample(lambda s, ids: parties.accept_hand_over(s, ids["task"]), _handed_over),
    "return_hand_over": Sample(
        lambda s, ids: parties.return_hand_over(s, ids["task"], reason="A supplier"), _handed_over
    ),
}
_BIN = {
    "restore_several": Sample(
        lambda s, ids: bin_commands.restore_several(s, [("party", ids["lan"])]), _binned
    ),
    "delete_for_good": Sample(
        lambda s, ids: bin_commands.delete_for_good(s, [("party", ids["lan"])]), _binned
    ),
}
_MERGE = {
    "merge_parties": Sample(lambda s, ids: parties.merge_parties(s, ids["lan"], ids["double"]), _two),
    "put_back": Sample(
        lambda s, ids: parties.put_back(s, "party", ids["lan"], "name", ids["change"]), _renamed
    ),
}
SAMPLES = {
    f"parties.{module}.{name}": sample
    for module, samples in (
        ("party_commands", _PARTY),
        ("task_commands", _TASK),
        ("commands", _CONTACT),
        ("bin_commands", _BIN),
        ("merge_commands", _MERGE),
    )
    for name, sample in samples.items()
}
