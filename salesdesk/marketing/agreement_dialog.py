"""Writing down what marketing and sales promise each other."""

from __future__ import annotations

from typing import Any

from salesdesk.base.i18n import _
from salesdesk.marketing.agreement_queries import agreement_terms
from salesdesk.marketing.commands import set_agreement
from salesdesk.marketing.fields import AGREEMENT_FIELDS
from salesdesk.marketing.form_dialog import FormSheet
from salesdesk.ui.desk import Desk

_USUAL = {"leads_a_month": 30, "call_within_hours": 4, "call_share": 90, "attempts": 3}
_WORDS = ("lead_definition", "if_missed")


def agreement_sheet(desk: Desk) -> FormSheet:
    """The sheet with the shop's one agreement."""
    with desk.store.reading() as db:
        terms = agreement_terms(db)

    def save(values: dict[str, Any]) -> Any:
        facts: dict[str, Any] = {
            key: (value or "") if key in _WORDS else value for key, value in values.items()
        }
        facts |= {key: facts[key] or 0 for key in _USUAL}
        return desk.do(set_agreement, failed=sheet.say, **facts)

    values = terms._asdict() if terms is not None else dict(_USUAL)
    title = _("Sales–marketing agreement")
    sheet = FormSheet(desk, title, AGREEMENT_FIELDS, values, _("Save agreement"), save, width=600)
    sheet.set_note(_("Both promises are measured from what is in the book; nobody has to report anything."))
    return sheet
