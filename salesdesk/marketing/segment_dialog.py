"""Saving an audience under a name, and building a saved one anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field
from salesdesk.base.i18n import N_, _
from salesdesk.marketing import audience_queries as queries
from salesdesk.marketing.audience_commands import save_segment
from salesdesk.marketing.audience_rules import Condition, from_json
from salesdesk.marketing.condition_view import ConditionList
from salesdesk.marketing.count_view import Counted, LiveCount, left_out_words, people_words
from salesdesk.marketing.form_dialog import FormSheet
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Button, Emphasis, FormField, Icon, Label, row

_NAME = Field("name", N_("Name"), required=True)


def save_segment_sheet(desk: Desk, rules: Sequence[Condition]) -> FormSheet:
    """The sheet that keeps an audience under a name; its answer is the segment's id."""

    def save(values: dict[str, Any]) -> int | None:
        saved: int | None = desk.do(save_segment, values["name"], rules, failed=sheet.say)
        return saved

    sheet = FormSheet(desk, _("Save this audience"), (_NAME,), {}, _("Save"), save, columns=1, width=420)
    return sheet


class ConditionSheet(Sheet):
    """Conditions with their live count; below, what to do with the people they reach."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk.window, title, 680)
        self.desk = desk
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

    def show_rules(self, rules: Sequence[Condition]) -> None:
        """Begin with some conditions."""
        with self.desk.store.reading() as db:
            names = queries.value_names(db, rules)
        self.conditions.set_rules(rules, names)
        self._live.ask(self.conditions.rules(), at_once=True)

    def _options(self, key: str) -> Sequence[tuple[str, str]]:
        with self.desk.store.reading() as db:
            return queries.options(db, key)

    def _show_count(self, counted: Counted) -> None:
        self._figure.setText(people_words(counted.reach.people, self.desk.language))
        self._left_out.setText(left_out_words(counted.reach.left_out, self.desk.language))

    def finish(self) -> bool:
        """Show it and wait; True when it was accepted."""
        try:
            return self.run()
        finally:
            self.deleteLater()


class SegmentSheet(ConditionSheet):
    """A saved audience, new or to be changed: its name and its conditions."""

    def __init__(self, desk: Desk, segment: queries.SegmentRow | None = None) -> None:
        super().__init__(desk, _("New audience") if segment is None else _("Change the audience"))
        self._segment_id = segment.id if segment is not None else None
        self.name = QLineEdit(segment.name if segment is not None else "")
        self._name_field = FormField(_("Name"), self.name)
        self.body.insertWidget(0, self._name_field)
        self.set_primary(_("Save audience"), on_click=self._save)
        self.set_focus_first(self.name)
        self.show_rules(from_json(segment.rules) if segment is not None else (Condition("state", "in"),))

    def _save(self) -> None:
        self._name_field.clear_error()
        saved = self.desk.do(
            save_segment, self.name.text(), self.conditions.rules(), self._segment_id, failed=self._say
        )
        if saved is not None:
            self.accept()

    def _say(self, error: UserError) -> None:
        self._name_field.set_error(error.message)
        self.name.setFocus()
