"""Putting people on a campaign's list: by conditions, or a selection somebody made elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.money import format_number
from salesdesk.marketing.audience_commands import add_matching, use_people
from salesdesk.marketing.audience_rules import Condition
from salesdesk.marketing.form_dialog import FormSheet
from salesdesk.marketing.queries import find_campaigns
from salesdesk.marketing.segment_dialog import ConditionSheet
from salesdesk.ui.desk import Desk


class AddPeopleSheet(ConditionSheet):
    """The people whom the conditions reach join the list; nobody leaves it."""

    def __init__(self, desk: Desk, campaign_id: int) -> None:
        super().__init__(desk, _("Add people"))
        self._campaign_id = campaign_id
        self.set_primary(_("Add to the list"), on_click=self._add)
        self.show_rules((Condition("state", "in"),))

    def _add(self) -> None:
        rules, desk = self.conditions.rules(), self.desk
        store, campaign_id = desk.store, self._campaign_id
        desk.jobs.run(
            _("Adding people"),
            lambda _task: add_matching(store, campaign_id, rules),
            lambda n: say_added(desk, n),
        )
        self.accept()


def say_added(desk: Desk, added: int) -> None:
    """Say how many people joined a list."""
    words = ngettext("Added {n} person to the list", "Added {n} people to the list", added)
    desk.toasts.show_toast(words.format(n=format_number(added, 0, desk.language)), on_undo=desk.undo)


def audience_sheet(desk: Desk, party_ids: Sequence[int]) -> FormSheet:
    """The sheet behind "Use as audience" of any list: a campaign to choose, or a name for a new one.

    Its answer is the campaign's id.
    """
    fields = (
        Field("campaign_id", N_("Campaign"), Kind.REFERENCE, reference="campaign"),
        Field("name", N_("or a new one called")),
    )

    def save(values: dict[str, Any]) -> int | None:
        chosen, name = values["campaign_id"], values["name"] or ""
        done: int | None = desk.do(use_people, party_ids, chosen, name=name, failed=sheet.say)
        return done

    with desk.store.reading() as db:
        running = find_campaigns(db, "")[:1]
    values = {"campaign_id": (running[0][0], running[0][1])} if running else {}
    sheet = FormSheet(desk, _("Use as audience"), fields, values, _("Put on the list"), save)
    count = format_number(len(party_ids), 0, desk.language)
    note = ngettext(
        "{n} person chosen; somebody who said no to offers is left out.",
        "{n} people chosen; those who said no to offers are left out.",
        len(party_ids),
    )
    sheet.set_note(note.format(n=count))
    return sheet
