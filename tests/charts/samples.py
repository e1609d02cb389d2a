"""A sample call of every command of the panel, for the undo law."""

from __future__ import annotations

from datetime import date
from typing import Any

from salesdesk.charts import commands
from salesdesk.sales.payment_commands import set_target
from tests.undo_samples import Sample

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


def _event(store: Any) -> dict[str, Any]:
    return {"event": commands.add_event(store, name="Pump recall", from_on=date(2026, 4, 6))}


def _target(store: Any) -> dict[str, Any]:
    return {"target": set_target(store, month_on=MAY, amount=500_000)}


SAMPLES: dict[str, Sample] = {
    "charts.commands.add_event": Sample(
        lambda store, ids: commands.add_event(
            store, name="Pump recall", from_on=date(2026, 4, 6), to_on=date(2026, 4, 10)
        )
    ),
    "charts.commands.edit_event": Sample(
        lambda store, ids: commands.edit_event(store, ids["event"], name="Tết", from_on=date(2026, 2, 16)),
        _event,
    ),
    "charts.commands.remove_event": Sample(
        lambda store, ids: commands.remove_event(store, ids["event"]), _event
    ),
    "charts.commands.set_targets": Sample(
        lambda store, ids: commands.set_targets(store, months=[APRIL, MAY], amount=800_000), _target
    ),
}
