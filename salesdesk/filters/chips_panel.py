"""Saved filters as chips of any list: shown with live counts, kept, renamed, reordered, deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid
from sqlalchemy import Connection

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.base.task import Task
from salesdesk.filters.commands import delete_filter, move_filter, rename_filter, save_filter
from salesdesk.filters.name_dialog import NameSheet
from salesdesk.filters.queries import list_filters
from salesdesk.filters.rules import SavedFilter, Wanted, chip_key
from salesdesk.ui import icons
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import ChipItem, ChipRow

Find = Callable[[Connection, ListQuery, "int | None"], Iterable[int]]
_COUNT_AFTER_MS = 300
_NTH = (
    N_("Filter 1"), N_("Filter 2"), N_("Filter 3"), N_("Filter 4"), N_("Filter 5"), N_("Filter 6"),
    N_("Filter 7"), N_("Filter 8"), N_("Filter 9"),
)  # fmt: skip


class SavedFilters(QObject):
    """Looks after the saved chips of one `ChipRow`.

    ``asked`` tells what the list shows now, ``show`` makes it show something else, ``find`` gives the ids of
    a query (it is called on a worker, for the counts). ``tab`` names the list in the book; ``tables`` are
    those whose change may change a count. ``further`` adds lines of the list's own to the menu.
    """

    shown = Signal()
    """A saved filter was chosen."""

    def __init__(
        self,
        desk: Desk,
        tab: str,
        chips: ChipRow,
        *,
        asked: Callable[[], Wanted],
        show: Callable[[Wanted], object],
        find: Find,
        tables: Sequence[str] = (),
        further: Callable[[QMenu], object] | None = None,
    ) -> None:
        super().__init__(chips)
        self._desk, self._tab, self._chips = desk, tab, chips
        self._asked, self._show, self._find, self._further = asked, show, find, further
        self._filters: list[SavedFilter] = []
        self._counts: dict[str, int] = {}
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_AFTER_MS)
        self._counting.timeout.connect(self._count)
        self._before = ""
        chips.saved_chosen.connect(self._choose)
        chips.chosen.connect(self._left)
        chips.menu_wanted.connect(self._popup)
        chips.set_more(self._fill)
        watch(chips, desk.hub, ("saved_view",), lambda _touched: self.read())
        watch(chips, desk.hub, tables, lambda _touched: self._counting.start())
        self.read()

    # ------------------------------------------------------------- which there are

    def use_tab(self, tab: str, find: Find) -> None:
        """The same row of chips now stands for another list."""
        self._find = find
        if tab != self._tab:
            self._tab, self._counts = tab, {}
            self.read()

    def read(self) -> None:
        """Read the saved filters anew."""
        with self._desk.store.reading() as db:
            self._filters = list_filters(db, self._tab)
        self._chips.set_saved(self._items())
        self._counting.start()

    def _items(self) -> list[ChipItem]:
        return [
            ChipItem(chip_key(f.id), f.name, count=self._counts.get(chip_key(f.id)), base=f.wanted.query.view)
            for f in self._filters
        ]

    def _count(self) -> None:
        wanted = {chip_key(f.id): f.wanted.query for f in self._filters}
        if not wanted or not self._chips.isVisible():
            return
        store, find = self._desk.store, self._find

        def work(task: Task) -> dict[str, int]:
            out: dict[str, int] = {}
            with store.reading() as db:
                for done, (key, query) in enumerate(wanted.items()):
                    task.advance(done, len(wanted))
                    out[key] = sum(1 for _id in find(db, query, None))
            return out

        self._desk.jobs.run(_("Counting"), work, self._take_counts, lambda _error: None, quiet=True)

    def _take_counts(self, counts: dict[str, int]) -> None:
        if not isValid(self) or not isValid(self._chips):
            return  # the window was made anew meanwhile
        self._counts = counts
        for key, count in counts.items():
            self._chips.set_count(key, count)

    # ------------------------------------------------------------- choosing

    def current(self) -> SavedFilter | None:
        """The saved filter that is chosen."""
        return self._of(self._chips.chosen_key())

    def _of(self, key: str) -> SavedFilter | None:
        return next((f for f in self._filters if chip_key(f.id) == key), None)

    def _choose(self, key: str) -> None:
        found = self._of(key)
        if found is not None:
            self._show(found.wanted)
            self._chips.choose(key)
            self._before = found.wanted.query.text
            self.shown.emit()

    def _left(self, view: str) -> None:
        # The text came with the saved filter and goes with it.
        text, self._before = self._before, ""
        now = self._asked()
        if text and now.query.text == text:
            self._show(now._replace(query=replace(now.query, view=view, text="")))

    def follow(self) -> None:
        """The list shows something else: a saved filter that says otherwise is no longer the chosen one."""
        found = self.current()
        if found is None:
            return
        query, now = found.wanted.query, self._asked().query
        if (query.view, query.text) != (now.view, now.text):
            self._chips.choose(now.view)

    def state(self) -> str:
        """Which chip is chosen, to be given back to `restore`."""
        return self._chips.chosen_key()

    def restore(self, key: str) -> None:
        """Mark the chip again when the list shows what it stands for."""
        found = self._of(key)
        if found is not None:
            if not self._asked().query.text and found.wanted.query.text:
                self._show(found.wanted)  # its text is kept in the book only
            self._chips.choose(key)
            self._before = self._asked().query.text
            self.follow()

    def actions(self, scope: str, first: int = 1) -> list[Action]:
        """The commands behind Alt+1 to Alt+9, beginning with the ``first``-th chip."""
        return [
            Action(
                f"{scope}.filter_{n}", _NTH[n - 1], lambda n=n: self._nth(n), "list-filter", f"Alt+{n}",
                scope=scope, enabled=lambda n=n: self._has(n),
            )
            for n in range(first, 10)
        ]  # fmt: skip

    def _has(self, number: int) -> bool:
        return self._chips.isVisible() and number <= len(self._chips.all_keys())

    def _nth(self, number: int) -> None:
        self._chips.press(self._chips.all_keys()[number - 1])

    # ------------------------------------------------------------- the menu

    def _fill(self, menu: QMenu) -> None:
        save = menu.addAction(icons.icon("plus"), _("Save this filter…"))
        save.triggered.connect(lambda: self.save())
        chosen = self.current()
        if chosen is not None:
            menu.addSeparator()
            self._fill_about(menu, chosen)
        if self._further is not None:
            menu.addSeparator()
            self._further(menu)

    def _fill_about(self, menu: QMenu, chosen: SavedFilter) -> None:
        place = self._filters.index(chosen)
        name = chosen.name.replace("&", "&&")
        lines = (
            (_("Rename “{name}”…").format(name=name), "pencil", True, lambda: self.rename(chosen)),
            (_("Move it left"), "arrow-left", place > 0, lambda: self.move(chosen, -1)),
            (_("Move it right"), "arrow-right", place + 1 < len(self._filters), lambda: self.move(chosen, 1)),
            (_("Delete “{name}”").format(name=name), "trash-2", True, lambda: self.delete(chosen)),
        )
        for words, icon, can, act in lines:
            line = menu.addAction(icons.icon(icon), words)
            line.setEnabled(can)
            line.triggered.connect(lambda _on=False, act=act: act())

    def _popup(self, key: str, at: QPoint) -> None:
        found = self._of(key)
        if found is not None:
            menu = QMenu(self._chips)
            self._fill_about(menu, found)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

    # ------------------------------------------------------------- what is done

    def save(self) -> None:
        """Keep what the list shows under a name."""
        wanted = self._asked()
        chosen = self.current()
        done: list[int] = []

        def take(name: str, failed: Callable[[UserError], object]) -> bool:
            kept = self._desk.do(save_filter, self._tab, name, wanted, failed=failed)
            if kept is not None:
                done.append(kept)
            return kept is not None

        note = _("View, text, order and columns are kept. The same name replaces the filter.")
        usual = chosen.name if chosen is not None else wanted.query.text
        NameSheet(self._desk, _("Save this filter"), usual, note, take).finish()
        if done:
            self.read()
            self._chips.choose(chip_key(done[0]))
            self._before = wanted.query.text

    def rename(self, chosen: SavedFilter) -> None:
        """Give a saved filter another name."""

        def take(name: str, failed: Callable[[UserError], object]) -> bool:
            wrong: list[UserError] = []
            self._desk.do(rename_filter, chosen.id, name, failed=wrong.append)
            for error in wrong:
                failed(error)
            return not wrong

        NameSheet(self._desk, _("Rename the filter"), chosen.name, "", take).finish()

    def move(self, chosen: SavedFilter, by: int) -> None:
        """Move a saved filter among the others."""
        self._desk.do(move_filter, chosen.id, by)

    def delete(self, chosen: SavedFilter) -> None:
        """Take a saved filter away; the list goes on showing what it showed."""
        self._desk.do(delete_filter, chosen.id)
