"""Recording that somebody replied to a campaign, with the code as proof where there is one."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtWidgets import QLineEdit

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.marketing.codes import read_code
from salesdesk.marketing.fields import RESPONSE_FIELDS
from salesdesk.marketing.form_dialog import FormSheet
from salesdesk.marketing.queries import find_campaigns, main_channel
from salesdesk.marketing.response_commands import record_response
from salesdesk.marketing.result_queries import find_code
from salesdesk.parties.records import party_name
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Label, announce


class ResponseSheet(FormSheet):
    """Who replied, how, and how sure it is; a typed code is checked while it is typed."""

    def __init__(self, desk: Desk, campaign_id: int, party_id: int | None = None) -> None:
        self._campaign_id = campaign_id
        values: dict[str, Any] = {"trust": "likely", "responded_on": desk.store.today()}
        with desk.store.reading() as db:
            values["channel"] = main_channel(db, campaign_id)
            if party_id is not None:
                values["party_id"] = (party_id, party_name(db, party_id))
        super().__init__(
            desk, _("Record a reply"), RESPONSE_FIELDS, values, _("Save reply"), self._record, width=560
        )
        self._verdict = Label("", "caption", "accentInk", wrap=True)
        self._verdict.hide()
        self.body.insertWidget(0, self._verdict)
        code = cast(QLineEdit, self.form.widget("code"))
        code.textChanged.connect(self._check)
        if party_id is not None:
            self.set_focus_first(code)

    def _check(self, typed: str) -> None:
        # Silent until the letters are complete: nobody wants to be corrected in the middle of a word.
        whole = sum(c.isalnum() for c in typed) >= 6
        words, color = self._say_code(typed) if whole else ("", "ink2")
        self._verdict.setText(words)
        self._verdict.set_color(color)
        self._verdict.setVisible(bool(words))
        if words:
            announce(self, words)

    def _say_code(self, typed: str) -> tuple[str, str]:
        try:
            code = read_code(typed)
        except UserError as error:
            return error.message, "dangerInk"
        with self.desk.store.reading() as db:
            found = find_code(db, code)
        if found is None:
            return _("No campaign has this code. Read it once more."), "dangerInk"
        if found[0] != self._campaign_id:
            return _("This code belongs to {campaign}.").format(campaign=found[1]), "warnInk"
        self.form.editor("trust").set_value("proof")
        return _("The code is right: this reply is proven."), "accentInk"

    def _record(self, values: dict[str, Any]) -> int | None:
        saved: int | None = self.desk.do(
            record_response, self._campaign_id, values["party_id"], trust=values["trust"],
            on=values["responded_on"], channel=values["channel"] or "", code=values["code"] or "",
            words=values["words"] or "", failed=self.say,
        )  # fmt: skip
        return saved


def record_reply(desk: Desk, campaign_id: int | None, party_id: int | None = None) -> Any:
    """Record a reply; without a campaign to the one that runs (the newest when several do)."""
    if campaign_id is None:
        with desk.store.reading() as db:
            campaigns = find_campaigns(db, "")
        if not campaigns:
            desk.toasts.show_toast(_("Plan a campaign first"))
            return None
        campaign_id = campaigns[0][0]
    return ResponseSheet(desk, campaign_id, party_id).finish()
