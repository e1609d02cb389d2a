"""Saving an audience under a name, and renaming a saved one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salesdesk.base.fields import Field
from salesdesk.base.i18n import N_, _
from salesdesk.marketing.audience_commands import save_segment
from salesdesk.marketing.audience_rules import Condition
from salesdesk.marketing.form_dialog import FormSheet
from salesdesk.ui.desk import Desk

_NAME = Field("name", N_("Name"), required=True)


def save_segment_sheet(
    desk: Desk, rules: Sequence[Condition], segment_id: int | None = None, name: str = ""
) -> FormSheet:
    """The sheet that keeps an audience (or renames the kept one); its answer is the segment's id."""

    def save(values: dict[str, Any]) -> int | None:
        saved: int | None = desk.do(save_segment, values["name"], rules, segment_id, failed=sheet.say)
        return saved

    title = _("Save this audience") if segment_id is None else _("Rename the audience")
    sheet = FormSheet(desk, title, (_NAME,), {"name": name}, _("Save"), save, columns=1, width=420)
    return sheet
