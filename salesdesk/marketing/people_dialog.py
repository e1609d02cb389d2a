"""Putting people on a campaign's list: by conditions, or a selection somebody made elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.money import format_number
from salesdesk.marketing.audience_commands import add_matching, use_people
from salesdesk.marketing.audience_panel import Counted, LiveCount, left_out_words, people_words
from salesdesk.marketing.audience_queries import options
from salesdesk.marketing.audience_rules import Condition
from salesdesk.marketing.condition_view import ConditionList
from salesdesk.marketing.form_dialog import FormSheet
from salesdesk.marketing.queries import find_campaigns
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Button, Emphasis, Icon, Label, row


class AddPeopleSheet(Sheet):
    """Conditions with their live count; the people they reach join the list, nobody leaves it."""

    def __init__(self, desk: Desk, campaign_id: int) -> None:
        super().__init__(desk.window, _("Add people"), 680)
        self._desk, self._campaign_id = desk, campaign_id
        self.conditions = ConditionList(self._options)
        self._live = LiveCount(desk, self)
        self._live.counted.connect(self._show_count)
        self.conditions.edited.connect(lambda: self._live.ask(self.conditions.rules()))
        self._figure = Emphasis("", "body", "ink2", strong_role="section", strong_color="mktInk")
        self._left_out = Label("", "caption", "ink2", elide="end")
        add = Button(_("Add condition"), "ghost", icon="plus", size="small", on_click=self.conditions.add)
        self.title_row.addWidget(self._figure)
        self.body.addWidget(self.conditions)
        self.body.addLayout(row(add, STRETCH, Icon("shield-check", "accent"), self._left_out, spacing=6))
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Add to the list"), on_click=self._add)
        self.conditions.set_rules((Condition("state", "in"),), {})
        self._live.ask((), at_once=True)

    def _options(self, key: str) -> Sequence[tuple[str, str]]:
        with self._desk.store.reading() as db:
            return options(db, key)

    def _show_count(self, counted: Counted) -> None:
        self._figure.setText(people_words(counted.reach.people, self._desk.language))
        self._left_out.setText(left_out_words(counted.reach.left_out, self._desk.language))

    def _add(self) -> None:
        rules = self.conditions.rules()
        store, campaign_id, desk = self._desk.store, self._campaign_id, self._desk
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
    count = ngettext("{n} person chosen", "{n} people chosen", len(party_ids)).format(
        n=format_number(len(party_ids), 0, desk.language)
    )
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
    sheet.set_note(_("{count}. Those who said no to offers are left out.").format(count=count))
    return sheet
