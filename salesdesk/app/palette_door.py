"""Opens the palette over the window, and does what was chosen in it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from salesdesk.app import palette_rows
from salesdesk.app.palette import Palette
from salesdesk.app.palette_rows import PaletteRow
from salesdesk.ui.actions import EVERYWHERE

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


def open_palette(window: "MainWindow") -> None:
    """Ctrl+K."""
    palette = Palette(window, lambda typed: rows_here(window, typed))
    palette.chosen.connect(lambda row: _take(window, row))
    palette.finished.connect(palette.deleteLater)
    palette.show_over(window)


def rows_here(window: "MainWindow", typed: str) -> list[PaletteRow]:
    """The lines for what was typed, with the commands that can be given where the person is."""
    commands = [
        palette_rows.Command(a.key, a.label, window.actions_map.shown_key(a), a.icon)
        for a in window.actions_map.all()
        if a.scope.split(".")[0] in (EVERYWHERE, window.current_tab) and a.enabled()
    ]
    with window.store.reading() as db:
        return palette_rows.rows_for(db, typed, commands, window.store.country)


def _take(window: "MainWindow", row: PaletteRow) -> None:
    if row.kind == "command":
        QTimer.singleShot(0, window, lambda: window.actions_map.run(row.target))
    else:
        window.open_record(row.kind, int(row.target))
