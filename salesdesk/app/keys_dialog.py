"""Ctrl+/: every command with its key, made from the same declaration as menus and palette."""

from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.app.features import FEATURES
from salesdesk.base.i18n import _
from salesdesk.ui.actions import EVERYWHERE, Action, ActionMap
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import KeyCap, Label, ScrollColumn, show_key

_COLUMNS = 2


class KeysDialog(Sheet):
    """The keys, by where they work."""

    def __init__(self, parent: QWidget, actions: ActionMap) -> None:
        super().__init__(parent, _("All keys"), 760, icon="keyboard")
        scroll = ScrollColumn((0, 0, 8, 0), 8)
        scroll.setMinimumHeight(420)
        names = {EVERYWHERE: _("Anywhere")} | {f.key: _(f.label) for f in FEATURES}
        for scope in actions.scopes():
            with_keys = [a for a in actions.in_scope(scope) if actions.shown_key(a)]
            if with_keys:
                scroll.add(Label(names.get(scope, scope.split(".")[0].capitalize()), "strong"))
                scroll.add(_grid(with_keys, actions))
        scroll.body.addStretch(1)
        self.body.addWidget(scroll)
        self.set_note(_("Single letters work in lists and records; with Alt anywhere."))
        self.set_primary(_("Close"), icon="")


def _grid(found: list[Action], actions: ActionMap) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 8)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    half = (len(found) + _COLUMNS - 1) // _COLUMNS
    for i, action in enumerate(found):
        line, side = i % half, i // half
        grid.addWidget(KeyCap(show_key(actions.shown_key(action))), line, side * 2)
        grid.addWidget(Label(_(action.label), "body", "ink2", elide="end"), line, side * 2 + 1)
        grid.setColumnStretch(side * 2 + 1, 1)
    return box
