"""Ctrl+/: every command with its key, made from the same declaration as menus and palette."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.app.features import FEATURES
from salesdesk.base.i18n import _
from salesdesk.ui import theme
from salesdesk.ui.actions import EVERYWHERE, Action, ActionMap
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Divider, KeyCap, Label, ScrollColumn, boxed, column, row

_COLUMNS, _WIDTH, _HEIGHT = 3, 1010, 430
_HEAD = 2  # a heading takes as much room as two lines


class KeysDialog(Sheet):
    """The keys, by where they work."""

    def __init__(self, parent: QWidget, actions: ActionMap) -> None:
        super().__init__(parent, _("All keys"), _WIDTH, icon="keyboard")
        self._actions = actions
        columns = row(spacing=16)
        for place, groups in enumerate(_columns(self._groups())):
            if place:
                columns.addWidget(Divider(vertical=True))
            columns.addWidget(boxed(column(*(self._group(*g) for g in groups), STRETCH, spacing=14)), 1)
        scroll = ScrollColumn((0, 0, 8, 0), 8)
        scroll.setMinimumHeight(theme.scaled(_HEIGHT))
        scroll.add(columns)
        scroll.body.addStretch(1)
        self.body.addWidget(scroll)
        self.set_note(_("Single letters work in lists and records; with Alt anywhere."))
        self.set_primary(_("Close"), icon="")

    def _groups(self) -> list[tuple[str, list[Action]]]:
        """The commands with keys by tab, the window's own first."""
        names = {EVERYWHERE: _("Anywhere")} | {f.key: _(f.label) for f in FEATURES}
        found: dict[str, list[Action]] = {key: [] for key in names}
        for action in self._actions.all():
            place = action.scope.split(".")[0]
            if self._actions.chords(action) and place in found:
                found[place].append(action)
        return [(names[key], actions) for key, actions in found.items() if actions]

    def _group(self, title: str, found: Sequence[Action]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(Label(title, "strong"), 0, 0)
        for line, action in enumerate(found, 1):
            caps = (KeyCap(chord) for chord in self._actions.chords(action))
            grid.addWidget(Label(_(action.label), "body", "ink2", elide="end"), line, 0)
            grid.addLayout(row(STRETCH, *caps, spacing=4), line, 1)
        return box


def _columns(groups: list[tuple[str, list[Action]]]) -> list[list[tuple[str, list[Action]]]]:
    """The groups in columns of about the same height, in their order."""
    sizes = [_HEAD + len(actions) for _title, actions in groups]
    target = sum(sizes) / _COLUMNS
    out: list[list[tuple[str, list[Action]]]] = [[]]
    height = 0.0
    for group, size in zip(groups, sizes, strict=True):
        if out[-1] and height + size / 2 > target and len(out) < _COLUMNS:
            out.append([])
            height = 0.0
        out[-1].append(group)
        height += size
    return out
