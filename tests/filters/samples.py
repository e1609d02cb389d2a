"""A sample call of every command about saved filters, for the undo law."""

from typing import Any

from salesdesk.base.listing import ListQuery
from salesdesk.filters import commands
from salesdesk.filters.rules import Wanted
from salesdesk.store.database import Store
from tests.undo_samples import Sample

_HULME = Wanted(ListQuery("hot", "Hulme"))


def _two(store: Store) -> dict[str, Any]:
    return {
        "hulme": commands.save_filter(store, "prospects", "Hulme", _HULME),
        "cafes": commands.save_filter(store, "prospects", "Cafés", Wanted(ListQuery("all", "cafe"))),
    }


SAMPLES = {
    "filters.commands.save_filter": Sample(
        lambda store, _ids: commands.save_filter(store, "prospects", "Hulme", _HULME)
    ),
    "filters.commands.rename_filter": Sample(
        lambda store, ids: commands.rename_filter(store, ids["hulme"], "Hot in Hulme"), _two
    ),
    "filters.commands.move_filter": Sample(
        lambda store, ids: commands.move_filter(store, ids["cafes"], -1), _two
    ),
    "filters.commands.delete_filter": Sample(
        lambda store, ids: commands.delete_filter(store, ids["hulme"]), _two
    ),
}
