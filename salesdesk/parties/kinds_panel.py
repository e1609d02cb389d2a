"""One sheet for adding anything: the kinds in its title; what was typed goes along to the next kind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from salesdesk.base.i18n import N_, _, pgettext
from salesdesk.ui.desk import Desk
from salesdesk.ui.reference_editor import ReferenceEditor
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Segmented, SegmentItem

KINDS = (
    ("prospects.new", N_("Prospect")),
    ("sales.new_deal", N_("Deal")),
    ("sales.new_sale", N_("Sale")),
    ("service.new_case", N_("Case")),
    ("prospects.new_task", N_("Task")),
    ("sales.new_payment", N_("Payment")),
)
Who = tuple["int | None", str]


def add_kinds(
    sheet: Sheet, desk: Desk, key: str, who: Callable[[], Who], fill: Callable[[str], object]
) -> None:
    """Put the row of kinds into the title of the sheet that the command ``key`` opens.

    ``who`` tells the person chosen or what is typed of one, for the sheet chosen next; ``fill`` takes
    what was typed in the sheet before.
    """
    known = [(k, words) for k, words in KINDS if k == key or desk.find_action(k) is not None]
    typed = desk.take_typed()
    if typed:
        fill(typed)
    if len(known) < 2:
        return
    kinds = Segmented([SegmentItem(k, _(words)) for k, words in known], key, name=_("What to add"))

    def go(chosen: str) -> None:
        if chosen == key:
            return
        party_id, words = who()
        about = () if party_id is None else ("party", party_id)
        desk.typed = "" if about else words
        sheet.reject()
        QTimer.singleShot(0, desk.window, lambda: desk.actions.run(chosen, *about))

    kinds.chosen.connect(go)
    sheet.set_title(pgettext("title of the sheet that adds a record", "New"))
    sheet.title_row.addWidget(kinds)


def add_kinds_for(sheet: Sheet, desk: Desk, key: str, field: ReferenceEditor) -> None:
    """The same for a sheet with a field that finds a person."""

    def who() -> Who:
        chosen = field.chosen()
        return (chosen.id, "") if chosen is not None else (None, field.typed())

    add_kinds(sheet, desk, key, who, field.setText)
