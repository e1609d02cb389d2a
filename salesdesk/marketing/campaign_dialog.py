"""Planning a campaign, changing one, finishing one."""

from __future__ import annotations

from typing import Any

from salesdesk.base.choices import CAMPAIGN_STATUSES
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.marketing.commands import add_campaign, edit_campaign, end_campaign
from salesdesk.marketing.fields import CAMPAIGN_FIELDS
from salesdesk.marketing.form_dialog import FormSheet, carried_out
from salesdesk.marketing.queries import campaign_head
from salesdesk.ui.desk import Desk

_NEW = ("name", "channel", "starts_on", "ends_on", "budget", "product_id", "goal")
_EDITED = ("name", "status", "channel", "budget", "starts_on", "ends_on", "product_id", "staff_id", "reach",
           "goal", "learnt")  # fmt: skip
_TEXTS = ("goal", "learnt")
_NUMBERS = ("budget", "reach")
_LEARNT = Field(
    "learnt", N_("What we learnt"), Kind.LONG_TEXT, help=N_("Next time this is the first thing to read.")
)


def _fields(keys: tuple[str, ...]) -> tuple[Field, ...]:
    by_key = {field.key: field for field in CAMPAIGN_FIELDS}
    return tuple(by_key[key] for key in keys)


def _facts(values: dict[str, Any]) -> dict[str, Any]:
    out = dict(values)
    out |= {key: out[key] or "" for key in _TEXTS if key in out}
    return out | {key: out[key] or 0 for key in _NUMBERS if key in out}


def new_campaign_sheet(desk: Desk) -> FormSheet:
    """The sheet that plans a campaign; its answer is the campaign's id."""

    def save(values: dict[str, Any]) -> Any:
        return desk.do(add_campaign, failed=sheet.say, **_facts(values))

    values = {"channel": "message", "starts_on": desk.store.today()}
    sheet = FormSheet(desk, _("New campaign"), _fields(_NEW), values, _("Save campaign"), save)
    sheet.set_note(_("Only the name is needed. Everything else can follow."))
    return sheet


def edit_campaign_sheet(desk: Desk, campaign_id: int) -> FormSheet:
    """The sheet with the facts of a campaign."""
    with desk.store.reading() as db:
        head = campaign_head(db, campaign_id)
    values = dict(head.facts) if head is not None else {}
    version = head.version if head is not None else None
    if head is not None:
        values["staff_id"] = (head.facts["staff_id"], head.staff) if head.staff else None
        values["product_id"] = (head.facts["product_id"], head.product) if head.product else None

    def save(changed: dict[str, Any]) -> bool:
        facts = _facts(changed)
        facts["status"] = facts.get("status") or CAMPAIGN_STATUSES[0].value
        return carried_out(desk, sheet.say, edit_campaign, campaign_id, version=version, **facts)

    sheet = FormSheet(desk, _("Change the campaign"), _fields(_EDITED), values, _("Save campaign"), save)
    return sheet


def end_campaign_sheet(desk: Desk, campaign_id: int) -> FormSheet:
    """The sheet that finishes a campaign and asks what was learnt."""
    with desk.store.reading() as db:
        head = campaign_head(db, campaign_id)
    values = {"learnt": head.facts["learnt"]} if head is not None else {}

    def save(changed: dict[str, Any]) -> bool:
        return carried_out(desk, sheet.say, end_campaign, campaign_id, learnt=changed["learnt"] or "")

    return (
        sheet := FormSheet(
            desk, _("Finish the campaign"), (_LEARNT,), values, _("Finish campaign"), save, columns=1
        )
    )
