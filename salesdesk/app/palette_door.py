"""Opens the palette over the window, and does what was chosen in it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from salesdesk.app.features import feature_for
from salesdesk.app.palette import Palette
from salesdesk.app.palette_row import Command, PaletteRow
from salesdesk.app.palette_rows import Offer, rows_for
from salesdesk.app.palette_search import PaletteSearch
from salesdesk.base import i18n
from salesdesk.ui.actions import EVERYWHERE

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


def open_palette(window: "MainWindow", typed: str = "") -> Palette:
    """Ctrl+K; returns the palette, which is shown and waits for nobody."""
    palette = Palette(window, PaletteSearch(window.store, window.jobs, offer_here(window), window))
    palette.chosen.connect(lambda row: QTimer.singleShot(0, window, lambda: take(window, row)))
    palette.finished.connect(palette.deleteLater)
    palette.show_over(window)
    palette.field.setText(typed)
    return palette


def offer_here(window: "MainWindow") -> Offer:
    """The commands that can be given where the person is, and what was looked at lately."""
    store, found = window.store, window.actions_map
    commands = [
        Command(a.key, a.label, found.shown_key(a), a.icon)
        for a in found.all()
        if a.scope.split(".")[0] in (EVERYWHERE, window.current_tab) and a.enabled()
    ]
    return Offer(
        commands, window.trail.recent(), store.country, store.currency, i18n.language(), store.today()
    )


def rows_here(window: "MainWindow", typed: str) -> list[PaletteRow]:
    """The lines for what was typed, at once."""
    with window.store.reading() as db:
        return rows_for(db, typed, offer_here(window))


def take(window: "MainWindow", row: PaletteRow) -> None:
    """Do what a line says."""
    if row.kind == "command":
        window.actions_map.run(row.target)
    elif row.kind == "new":
        window.actions_map.run("prospects.new", row.target)
    elif not row.act or row.kind == "party":
        window.open_record(row.kind, int(row.target))
        if row.act:
            window.actions_map.run(row.act)
    else:
        feature = feature_for(row.kind)
        if feature is not None:
            window.make_tab(feature)
            window.actions_map.run(row.act, row.kind, int(row.target))
