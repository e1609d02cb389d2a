"""Two people changed one record: both changes are kept where they touch different facts, else one chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from salesdesk.base.fields import Field
from salesdesk.base.i18n import _
from salesdesk.ui.formats import format_value
from salesdesk.ui.record_form import RecordForm, same_value
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import FormField, Press, Segmented, SegmentItem

_MINE, _THEIRS = "mine", "theirs"
Words = Callable[[Field, Any], str]


def words_in(language: str, currency: str) -> Words:
    """How a value is written in the choices."""
    return lambda field, value: format_value(field, value, language, currency) or "—"


def show_conflict(
    sheet: Sheet, form: RecordForm, now: Mapping[str, Any], words: Words, save: Callable[[], object]
) -> None:
    """Say in the sheet's bar what was changed meanwhile, and offer to keep both or to compare.

    ``now`` are the facts as they are in the book; ``save`` writes what the form then holds as changed.
    """
    mine = form.changed_values()
    theirs = {f.key for f in form.fields if not same_value(now.get(f.key), form.first_values[f.key])}
    disputed = [f for f in form.fields if f.key in theirs & mine.keys() and now.get(f.key) != mine[f.key]]
    names = {f.key: _(f.label) for f in form.fields}

    def keep(chosen: Mapping[str, str]) -> None:
        form.set_values(now)
        for key, value in mine.items():
            if chosen.get(key) != _THEIRS:
                form.editor(key).set_value(value)
        save()

    def compare() -> None:
        choices = CompareSheet(sheet, disputed, mine, now, words)
        if choices.run():
            keep(choices.chosen())
        choices.deleteLater()

    text = _("Your changes: {mine}. The other changes: {theirs}.").format(
        mine=", ".join(names[key] for key in mine), theirs=", ".join(names[key] for key in sorted(theirs))
    )
    both = Press(_("Keep both"), lambda: keep({}), kind="primary")
    sheet.show_notice(
        _("Somebody else changed this record meanwhile"), text,
        [Press(_("Compare"), compare)] if disputed else [both], icon="users",
    )  # fmt: skip


class CompareSheet(Sheet):
    """The facts that both changed, each with both values to choose from."""

    def __init__(
        self,
        parent: Sheet,
        disputed: list[Field],
        mine: Mapping[str, Any],
        now: Mapping[str, Any],
        words: Words,
    ) -> None:
        super().__init__(parent, _("Which value is right?"), 540, icon="users")
        self._choices: dict[str, Segmented] = {}
        for field in disputed:
            items = [
                SegmentItem(_MINE, _("Yours: {value}").format(value=words(field, mine[field.key]))),
                SegmentItem(_THEIRS, _("Theirs: {value}").format(value=words(field, now.get(field.key)))),
            ]
            choice = Segmented(items, _MINE, name=_(field.label))
            self._choices[field.key] = choice
            self.body.addWidget(FormField(_(field.label), choice))
        self.set_note(_("All other changes are kept, yours and theirs"))
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"))

    def chosen(self) -> dict[str, str]:
        """For each fact "mine" or "theirs"."""
        return {key: choice.current() for key, choice in self._choices.items()}
