"""The qualification checklist: need, budget, who decides, when; and what follows from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import format_day, parse_date
from salesdesk.parties.commands import nurture, qualify
from salesdesk.parties.party_picker import form_place
from salesdesk.parties.queries import PartyCard
from salesdesk.prospects.days_picker import day_after
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import DateEditor
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, FormField, Label, Segmented, SegmentItem, boxed, column, row

QUESTIONS = (
    ("need", N_("Is there a need we can meet?"), N_("what they want")),
    ("budget", N_("Is there money for it?"), N_("how much")),
    ("decision_maker", N_("Do we talk to the one who decides?"), N_("who decides")),
    ("timing", N_("Do they want it soon?"), N_("by when")),
)
_ANSWERS = (("", N_("Not known")), ("yes", N_("Yes")), ("no", N_("No")))
_RESULTS = (("qualified", N_("Qualified")), ("not_a_fit", N_("Not a fit")), ("later", N_("Later")))


class QualifySheet(Sheet):
    """Four questions and a result; "not a fit" wants a reason, "later" a day. Both are stamped with today."""

    def __init__(self, desk: Desk, card: PartyCard, result: str = "qualified") -> None:
        super().__init__(desk.window, _("Qualify {name}").format(name=card.name), 680, icon="user-check")
        self._desk, self._card, self._failed = desk, card, False
        self.answers: dict[str, Segmented] = {}
        self.remarks: dict[str, QLineEdit] = {}
        before = json.loads(card.facts["qualification"] or "{}")
        for key, question, hint in QUESTIONS:
            self._ask(key, _(question), _(hint), before)
        self.outcome = Segmented(
            [SegmentItem(key, _(label)) for key, label in _RESULTS], result, name=_("Result")
        )
        self.outcome.chosen.connect(lambda _key: self._show_result())
        self.reason = QLineEdit(card.facts["disqualified_reason"])
        self._reason = FormField(_("Why"), self.reason)
        self.until = DateEditor(Field("until", _("Until"), Kind.DATE), form_place(desk))
        self.until.set_value(card.facts["nurture_until"] or day_after(desk, 30))
        self._until = FormField(_("Until"), self.until)
        self.body.addLayout(row(Label(_("Result"), "strong"), self.outcome, STRETCH, spacing=12))
        self.body.addLayout(row(self._reason, self._until, spacing=10))
        self._stamp(before)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self._save)
        self._show_result()
        self.set_focus_first(self.remarks["need"])

    def _ask(self, key: str, question: str, hint: str, before: dict[str, Any]) -> None:
        answer = Segmented(
            [SegmentItem(value, _(label)) for value, label in _ANSWERS],
            str(before.get(key, "")),
            name=question,
        )
        remark = QLineEdit(str(before.get(f"{key}_words", "")))
        remark.setPlaceholderText(hint)
        remark.setAccessibleName(f"{question} {hint}")
        self.answers[key], self.remarks[key] = answer, remark
        line = row(answer, remark, spacing=10)
        line.setStretch(1, 1)
        self.body.addWidget(boxed(column(Label(question, "medium"), line, spacing=4)))

    def _stamp(self, before: dict[str, Any]) -> None:
        if not before.get("on"):
            return
        day = format_day(
            parse_date(str(before["on"]), self._desk.store.today()), self._desk.language, "short"
        )
        self.set_note(_("Last answered on {day}").format(day=day))

    def _show_result(self) -> None:
        chosen = self.outcome.current()
        self._reason.setVisible(chosen != "qualified")
        self._until.setVisible(chosen == "later")
        self._reason.clear_error()

    def _given(self) -> dict[str, str]:
        out = {key: answer.current() for key, answer in self.answers.items()}
        return out | {f"{key}_words": remark.text().strip() for key, remark in self.remarks.items()}

    def _save(self) -> None:
        self._failed = False
        self._commands()[self.outcome.current()]()
        if not self._failed:
            self.accept()

    def _commands(self) -> dict[str, Callable[[], object]]:
        return {
            "qualified": lambda: self._qualify(True),
            "not_a_fit": lambda: self._qualify(False),
            "later": self._later,
        }

    def _qualify(self, qualified: bool) -> None:
        reason = self.reason.text()
        self._desk.do(
            qualify, self._card.id, self._given(), qualified=qualified, reason=reason, failed=self._wrong
        )

    def _later(self) -> None:
        try:
            until = self.until.value()
        except UserError as error:
            self._wrong(UserError(error.message, "until"))
            return
        if until is None:
            self._wrong(UserError(_("Choose a day after today."), "until"))
            return
        self._desk.do(
            nurture, self._card.id, until, self.reason.text(), answers=self._given(), failed=self._wrong
        )

    def _wrong(self, error: UserError) -> None:
        self._failed = True
        box = {"reason": self._reason, "until": self._until}.get(error.field or "")
        if box is None:
            self.show_error(error.message)
            return
        box.set_error(error.message)
        box.editor.setFocus()
