"""Losing a deal: one reason of six, a note, the competitor, and whether to try again."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QRadioButton, QWidget

from salesdesk.base.choices import LOST_REASONS
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import add_months
from salesdesk.sales.deal_commands import lose_deal
from salesdesk.sales.deal_page_queries import deal_page
from salesdesk.sales.form_view import OneField, attempt, place_of, show_wrong
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Chip, FormField, InlineError, Label, boxed, column, row

RETRY = Field("retry_on", N_("Try again on"), Kind.DATE, help=N_("Plans a call on that day"))


class LoseSheet(Sheet):
    """Asks for the reason first: that is what the shop learns from."""

    def __init__(self, desk: Desk, deal_id: int, parent: QWidget | None = None) -> None:
        with desk.store.reading() as db:
            page = deal_page(db, deal_id)
        name = page.party or page.facts["title"] if page else ""
        super().__init__(
            parent or desk.window,
            _("Lost: {name}").format(name=name),
            540,
            icon="thumbs-down",
            tone="neutral",
        )
        self._desk, self._deal_id = desk, deal_id
        self.reasons = QButtonGroup(self)
        self._missing = InlineError()
        self.note = QLineEdit()
        self.competitor = QLineEdit(page.facts["competitor"] if page else "")
        self.retry = OneField(RETRY, place_of(desk), help_words=_(RETRY.help))
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, choice in enumerate(LOST_REASONS):
            button = QRadioButton(_(choice.label))
            self.reasons.addButton(button, place)
            grid.addWidget(button, place % 3, place // 3)
        self.reasons.idClicked.connect(lambda _id: self._missing.setText(""))
        self.body.addLayout(column(Label(_("Why was it lost?"), "strong"), grid, self._missing, spacing=6))
        self.body.addWidget(FormField(_("Note"), self.note))
        later = [Chip(_("In 1 month")), Chip(_("In 3 months")), Chip(_("In 6 months"))]
        for months, chip in zip((1, 3, 6), later, strict=True):
            chip.setCheckable(False)
            chip.clicked.connect(lambda _on=False, n=months: self._retry_in(n))
        again = column(self.retry, row(*later, spacing=6), spacing=6)
        self.body.addLayout(row(FormField(_("Competitor"), self.competitor), boxed(again), spacing=12))
        self.set_note(_("Undo at any time: Ctrl Z"))
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Mark as lost"), icon="", on_click=self.save)
        self.set_focus_first(self.reasons.buttons()[0])

    def _retry_in(self, months: int) -> None:
        day = add_months(self._desk.store.today(), months)
        self.retry.input.set_value(day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0))
        self.retry.clear_error()

    def reason(self) -> str:
        """The chosen reason, "" while none is."""
        place = self.reasons.checkedId()
        return LOST_REASONS[place].value if place >= 0 else ""

    def save(self) -> None:
        """Close the deal as lost."""
        fields = {"retry_on": self.retry}
        if not self.reason():
            self._missing.setText(_("Choose why it was lost: that is how the shop learns."))
            self.reasons.buttons()[0].setFocus()
            return
        try:
            retry_on = self.retry.value()
        except UserError as error:
            show_wrong(self, fields, error)
            return
        facts = {"note": self.note.text(), "competitor": self.competitor.text(), "retry_on": retry_on}
        if attempt(self, self._desk, fields, lose_deal, self._deal_id, reason=self.reason(), **facts):
            self.accept()
