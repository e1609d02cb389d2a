"""A sample call of every command of marketing, for the undo law."""

from collections.abc import Callable
from typing import Any

from salesdesk.marketing.audience_commands import (
    add_matching,
    add_members,
    mark_reached,
    remove_members,
    remove_segment,
    save_segment,
    set_audience,
    use_as_audience,
    use_people,
    use_segment,
)
from salesdesk.marketing.audience_rules import Condition
from salesdesk.marketing.brand_commands import set_brand
from salesdesk.marketing.budget_commands import (
    add_cost,
    edit_cost,
    remove_channel,
    remove_cost,
    set_channel_budget,
)
from salesdesk.marketing.commands import (
    add_campaign,
    add_note,
    bin_campaign,
    edit_campaign,
    end_campaign,
    remove_note,
    set_agreement,
    start_campaign,
)
from salesdesk.marketing.response_commands import (
    add_code,
    edit_code,
    record_response,
    remove_code,
    remove_response,
)
from salesdesk.parties.commands import add_party
from salesdesk.store.database import Store
from tests.undo_samples import Sample

Ids = dict[str, Any]
HULME = (Condition("area", "in", ("Hulme",)),)


def _campaign(store: Store) -> Ids:
    return {"campaign": add_campaign(store, name="Fair", channel="phone", status="planned", budget=10_000)}


def _people(store: Store) -> Ids:
    ids = _campaign(store)
    ids["ann"] = add_party(store, name="Ann", area="Hulme")
    ids["ben"] = add_party(store, name="Ben", area="Didsbury")
    add_members(store, ids["campaign"], [ids["ann"]])
    return ids


def _with(
    key: str, make: Callable[[Store, Ids], int], first: Callable[[Store], Ids] = _campaign
) -> Callable[[Store], Ids]:
    def prepare(store: Store) -> Ids:
        ids = first(store)
        return {**ids, key: make(store, ids)}

    return prepare


_cost = _with("cost", lambda store, ids: add_cost(store, ids["campaign"], channel="radio", amount=900))
_note = _with("note", lambda store, ids: add_note(store, ids["campaign"], "Skip the flats"))
_code = _with("code", lambda store, ids: add_code(store, ids["campaign"], "Leaflet"))
_segment = _with("segment", lambda store, _ids: save_segment(store, "Hulme", HULME))
_reply = _with("reply", lambda store, ids: record_response(store, ids["campaign"], ids["ben"]), _people)


def _used_segment(store: Store) -> Ids:
    ids = _segment(store)
    use_segment(store, ids["campaign"], ids["segment"])
    return ids


SAMPLES: dict[str, Sample] = {
    "marketing.commands.add_campaign": Sample(lambda store, _ids: add_campaign(store, name="Fair")),
    "marketing.commands.edit_campaign": Sample(
        lambda store, ids: edit_campaign(store, ids["campaign"], name="Spring fair", price_line="Half price"),
        _campaign,
    ),
    "marketing.commands.start_campaign": Sample(
        lambda store, ids: start_campaign(store, ids["campaign"]), _campaign
    ),
    "marketing.commands.end_campaign": Sample(
        lambda store, ids: end_campaign(store, ids["campaign"], learnt="Start earlier"), _campaign
    ),
    "marketing.commands.bin_campaign": Sample(
        lambda store, ids: bin_campaign(store, ids["campaign"]), _campaign
    ),
    "marketing.commands.add_note": Sample(
        lambda store, ids: add_note(store, ids["campaign"], "Good"), _campaign
    ),
    "marketing.commands.remove_note": Sample(lambda store, ids: remove_note(store, ids["note"]), _note),
    "marketing.commands.set_agreement": Sample(lambda store, _ids: set_agreement(store, leads_a_month=30)),
    "marketing.brand_commands.set_brand": Sample(
        lambda store, _ids: set_brand(store, brand_tone="Warm, short")
    ),
    "marketing.budget_commands.set_channel_budget": Sample(
        lambda store, ids: set_channel_budget(store, ids["campaign"], "email", 20_000), _campaign
    ),
    "marketing.budget_commands.remove_channel": Sample(
        lambda store, ids: remove_channel(store, ids["campaign"], "phone"), _campaign
    ),
    "marketing.budget_commands.add_cost": Sample(
        lambda store, ids: add_cost(store, ids["campaign"], channel="radio", amount=500, words="Spot"),
        _campaign,
    ),
    "marketing.budget_commands.edit_cost": Sample(
        lambda store, ids: edit_cost(store, ids["cost"], amount=700, channel="press"), _cost
    ),
    "marketing.budget_commands.remove_cost": Sample(
        lambda store, ids: remove_cost(store, ids["cost"]), _cost
    ),
    "marketing.audience_commands.save_segment": Sample(
        lambda store, _ids: save_segment(store, "Hulme", HULME)
    ),
    "marketing.audience_commands.remove_segment": Sample(
        lambda store, ids: remove_segment(store, ids["segment"]), _used_segment
    ),
    "marketing.audience_commands.set_audience": Sample(
        lambda store, ids: set_audience(store, ids["campaign"], HULME), _campaign
    ),
    "marketing.audience_commands.use_segment": Sample(
        lambda store, ids: use_segment(store, ids["campaign"], ids["segment"]), _segment
    ),
    "marketing.audience_commands.use_as_audience": Sample(
        lambda store, ids: use_as_audience(store, ids["campaign"], (Condition("area", "in", ("Didsbury",)),)),
        _people,
    ),
    "marketing.audience_commands.add_members": Sample(
        lambda store, ids: add_members(store, ids["campaign"], [ids["ben"]]), _people
    ),
    "marketing.audience_commands.add_matching": Sample(
        lambda store, ids: add_matching(store, ids["campaign"], ()), _people
    ),
    "marketing.audience_commands.use_people": Sample(
        lambda store, ids: use_people(store, [ids["ben"]], name="Autumn"), _people
    ),
    "marketing.audience_commands.remove_members": Sample(
        lambda store, ids: remove_members(store, ids["campaign"], [ids["ann"]]), _people
    ),
    "marketing.audience_commands.mark_reached": Sample(
        lambda store, ids: mark_reached(store, ids["campaign"], [ids["ann"]]), _people
    ),
    "marketing.response_commands.record_response": Sample(
        lambda store, ids: record_response(
            store, ids["campaign"], ids["ben"], trust="likely", words="Liked it"
        ),
        _people,
    ),
    "marketing.response_commands.remove_response": Sample(
        lambda store, ids: remove_response(store, ids["reply"]), _reply
    ),
    "marketing.response_commands.add_code": Sample(
        lambda store, ids: add_code(store, ids["campaign"], "Door"), _campaign
    ),
    "marketing.response_commands.edit_code": Sample(
        lambda store, ids: edit_code(store, ids["code"], "Shop"), _code
    ),
    "marketing.response_commands.remove_code": Sample(
        lambda store, ids: remove_code(store, ids["code"]), _code
    ),
}
