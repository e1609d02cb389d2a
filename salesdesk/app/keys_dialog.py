"""Ctrl+/: every command with its key, made from the same declaration as menus and palette."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.app.key_map import KeyColumn, KeyLine, key_columns
from salesdesk.base.i18n import _
from salesdesk.ui.actions import ActionMap
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Button, Divider, KeyCap, Label, boxed, column, row

_WIDTH = 1010


class KeysDialog(Sheet):
    """The keys in three columns, as a sheet one looks at and closes again."""

    change_wanted = Signal()
    """The person wants other keys: Settings has them."""

    def __init__(self, parent: QWidget, actions: ActionMap) -> None:
        super().__init__(parent, _("Keyboard"), _WIDTH)
        letters = (
            _("Single letters work in lists, never while typing, and never clash with Telex or VNI.")
            if actions.letters
            else _("Single letters are off; with Alt they work everywhere.")
        )
        change = Button(_("Change keys"), size="small", on_click=self._change)
        self.title_row.addWidget(Label(letters, "caption", "ink2"))
        self.title_row.addStretch(1)
        self.title_row.addWidget(change)
        self.body.addWidget(Divider())
        columns = row(spacing=22)
        for place, found in enumerate(key_columns(actions)):
            if place:
                columns.addWidget(Divider(vertical=True))
            columns.addWidget(boxed(column(_column(found), STRETCH)), 1)
        self.body.addLayout(columns)
        self.body.addSpacing(12)
        self.set_focus_first(change)

    def _change(self) -> None:
        self.accept()
        self.change_wanted.emit()


def _column(found: KeyColumn) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(0, 1)
    grid.addWidget(Label(found.title, "strong"), 0, 0)
    for place, line in enumerate(found.lines, 1):
        _add(grid, place, line)
    return box


def _add(grid: QGridLayout, place: int, line: KeyLine) -> None:
    words = Label(line.label, "body", "ink2", elide="end")
    words.setAccessibleName(_spoken(line.label, line.chords))
    grid.addWidget(words, place, 0)
    grid.addLayout(row(STRETCH, *(KeyCap(chord) for chord in line.chords), spacing=4), place, 1)


def _spoken(label: str, chords: Sequence[str]) -> str:
    return _("{command}: {keys}").format(command=label, keys=", ".join(chords))
