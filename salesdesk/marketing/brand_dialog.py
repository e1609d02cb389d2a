"""The brand page: who we are as a shop, in five answers, shown wherever a text is written."""

from __future__ import annotations

from typing import Any

from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.marketing.brand_commands import BRAND_KEYS, set_brand
from salesdesk.marketing.form_dialog import FormSheet, carried_out
from salesdesk.store.database import Store
from salesdesk.ui.desk import Desk

BRAND_FIELDS = (
    Field(
        "brand_promise", N_("What we promise"), Kind.LONG_TEXT, help=N_("In one sentence a child understands")
    ),
    Field("brand_audience", N_("Whom we are here for")),
    Field("brand_tone", N_("How we speak"), Kind.LONG_TEXT, help=N_("Warm, short, no jargon…")),
    Field("brand_do", N_("What we always do")),
    Field("brand_avoid", N_("What we never do")),
)


def brand_sheet(desk: Desk) -> FormSheet:
    """The sheet with the brand's five answers; its answer is True when they were saved."""

    def save(values: dict[str, Any]) -> bool:
        words = {key: values[key] or "" for key in BRAND_KEYS}
        return carried_out(desk, sheet.say, set_brand, **words)

    values = {key: desk.store.setting(key) for key in BRAND_KEYS}
    sheet = FormSheet(desk, _("Brand page"), BRAND_FIELDS, values, _("Save"), save, columns=2, width=720)
    sheet.set_note(_("Shown beside every text you write."))
    return sheet


def brand_words(store: Store) -> list[tuple[str, str]]:
    """What the brand page says, as (heading, words), without what is empty."""
    found = [(_(field.label), store.setting(field.key)) for field in BRAND_FIELDS]
    return [(heading, words) for heading, words in found if words]
