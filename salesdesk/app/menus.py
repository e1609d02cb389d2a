"""The window's own commands and the three menus made from the commands of everybody."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from salesdesk.app import chart_side
from salesdesk.app.features import FEATURES, Feature
from salesdesk.app.page_menu import add_page_menu
from salesdesk.app.panes import go_to_pane
from salesdesk.base.i18n import N_, _
from salesdesk.ui.actions import EVERYWHERE, Action, make_menu

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

_MAIN = (
    "app.undo", "app.redo", "", "app.import", "app.export", "app.print", "", "app.history", "prospects.bin",
    "app.backup", "app.restore", "", "app.staff", "app.settings", "", "app.help", "app.keys", "", "app.lock",
    "app.quit",
)  # fmt: skip
_NEW = (
    "prospects.new", "sales.new_deal", "sales.new_sale", "service.new_case", "prospects.new_task",
    "sales.new_payment", "", "sales.new_quote", "marketing.new_campaign", "sales.new_product",
)  # fmt: skip


NATURAL = {
    "sales": "sales.new_deal", "service": "service.new_case", "marketing": "marketing.new_campaign",
}  # fmt: skip
"""What one adds most often in a tab; a prospect elsewhere."""


def window_actions(window: "MainWindow") -> Sequence[Action]:
    """Everything the window itself can be told."""
    from salesdesk.app import backing_up, dialogs
    from salesdesk.app.palette_door import open_palette

    tabs = [Action(f"app.tab.{f.key}", f.label, _opener(window, f.key), f.icon, f.chord) for f in FEATURES]
    return (
        *tabs,
        Action("app.palette", N_("Search or do anything"), lambda: open_palette(window), "search", "Ctrl+K"),
        Action("app.new", N_("New record"), lambda: new_here(window), "plus", "Ctrl+N"),
        Action("app.filter", N_("Filter this list"), window.focus_filter, "list-filter", "Ctrl+F"),
        Action("app.undo", N_("Undo"), lambda: _ignore(window.desk.undo()), "undo-2", "Ctrl+Z"),
        Action("app.redo", N_("Redo"), lambda: _ignore(window.desk.redo()), "redo-2", "Ctrl+Y"),
        Action("app.import", N_("Import a file…"), lambda: dialogs.import_file(window), "import", "Ctrl+I"),
        Action("app.export", N_("Export a list…"), lambda: dialogs.export_list(window), "download"),
        Action("app.history", N_("History"), lambda: dialogs.show_history(window), "history", "Ctrl+H"),
        Action("app.backup", N_("Back up now"), lambda: backing_up.back_up(window), "shield-check"),
        Action("app.restore", N_("Restore a copy…"), lambda: window.open_settings("backups"), "history"),
        Action("app.staff", N_("People at the desk"), lambda: dialogs.show_staff(window), "users"),
        Action("app.settings", N_("Settings"), window.open_settings, "settings", "Ctrl+,"),
        Action("app.keys", N_("All keys"), lambda: dialogs.show_keys(window), "keyboard", "Ctrl+/"),
        Action("app.chart_panel", N_("Chart panel"), lambda: chart_side.toggle(window), "chart-line", "F9"),
        Action("app.full_screen", N_("Full screen"), lambda: toggle_full_screen(window), "maximize-2", "F11"),
        Action("app.back", N_("Back"), window.trail.back, "arrow-left", "Alt+Left"),
        Action("app.forward", N_("Forward"), window.trail.forward, "arrow-right", "Alt+Right"),
        Action("app.print", N_("Print"), lambda: print_here(window), "printer", "Ctrl+P"),
        Action("app.help", N_("Help"), lambda: dialogs.show_help(window), "circle-help", "F1"),
        Action("app.menu", N_("Menu"), window.bar.open_menu, "menu", "F10"),
        Action("app.next_pane", N_("Next pane"), lambda: go_to_pane(window, 1), "arrow-right", "F6"),
        Action(
            "app.pane_before", N_("Pane before"), lambda: go_to_pane(window, -1), "arrow-left", "Shift+F6"
        ),
        Action("app.my_settings", N_("My settings"), lambda: window.open_settings("staff"), "user-round"),
        Action("app.lock", N_("Lock"), window.lock.wanted, "lock", "Ctrl+L"),
        Action("app.quit", N_("Quit"), lambda: _ignore(window.close()), "power", "Ctrl+Q"),
    )


def _ignore(_answer: object) -> None:
    """An action gives no answer."""


def _opener(window: "MainWindow", key: str) -> Callable[[], None]:
    return lambda: window.open_tab(key)


def toggle_full_screen(window: "MainWindow") -> None:
    """F11."""
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()


def print_here(window: "MainWindow") -> None:
    """Ctrl+P: whatever the page that is shown can print; commands of printing are called "….print…"."""
    for action in window.actions_map.all():
        here = action.scope.split(".")[0] in (EVERYWHERE, window.current_tab)
        if here and ".print" in action.key and action.key != "app.print" and action.trigger():
            return
    window.toasts.show_toast(_("Open a quote, a sale or a list first, then print"), icon="printer")


def new_here(window: "MainWindow") -> None:
    """Ctrl+N: what one adds most often in the tab that is shown."""
    window.actions_map.run(NATURAL.get(window.current_tab, "prospects.new"))


def announced(window: "MainWindow", feature: Feature) -> Sequence[Action]:
    """The commands a feature offers everywhere; running one makes its tab first, should that be needed."""
    return [
        Action(
            a.key,
            a.label,
            _after_making(window, feature, a.key),
            a.icon,
            enabled=_told if a.on_record else _always,
        )
        for a in feature.announces
    ]


def _told(*subject: object) -> bool:
    return bool(subject)


def _always(*_subject: object) -> bool:
    return True


def _after_making(window: "MainWindow", feature: Feature, key: str) -> Callable[..., None]:
    def run(*subject: object) -> None:
        window.make_tab(feature)  # brings the real command, under the same key
        window.actions_map.run(key, *subject)

    return run


def make_menus(window: "MainWindow") -> tuple[QMenu, QMenu, QMenu]:
    """The main menu, what can be made anew, and who is at the desk."""
    main = _menu(window, _MAIN)
    add_page_menu(main, window)
    new = _menu(window, _NEW)
    new.aboutToShow.connect(lambda: _show_natural(window, new))
    return main, new, _person_menu(window)


def _show_natural(window: "MainWindow", menu: QMenu) -> None:
    """Ctrl+N stands beside what it adds in the tab that is shown."""
    natural = NATURAL.get(window.current_tab, "prospects.new")
    for line in menu.actions():
        action = window.actions_map.find(str(line.data() or ""))
        if action is None:
            continue  # a dividing line
        chord = "Ctrl+N" if action.key == natural else window.actions_map.shown_key(action)
        key = QKeySequence(chord).toString(QKeySequence.SequenceFormat.NativeText)
        words = line.text().split("\t")[0]
        line.setText(f"{words}\t{key}" if key else words)


def _menu(window: "MainWindow", keys: Sequence[str]) -> QMenu:
    menu = QMenu(window)
    group: list[Action] = []
    for key in (*keys, ""):
        action = window.actions_map.find(key) if key else None
        if action is not None:
            group.append(action)
        elif not key and group:
            part = make_menu(window, group, window.actions_map.shown_key)
            for line in part.actions():
                line.setParent(menu)
                menu.addAction(line)
            menu.addSeparator()
            group = []
    return menu


def _person_menu(window: "MainWindow") -> QMenu:
    from salesdesk.staff.queries import list_staff

    menu = QMenu(window)
    with window.store.reading() as db:
        people = list_staff(db)
    for person in people:
        line = QAction(person.name, menu)
        line.setCheckable(True)
        line.setChecked(person.id == window.store.staff_id)
        line.triggered.connect(lambda _checked=False, chosen=person.id: window.lock.hand_over(chosen))
        menu.addAction(line)
    menu.addSeparator()
    for key in ("app.lock", "app.my_settings", "app.staff"):
        action = window.actions_map.find(key)
        if action is not None:
            part = make_menu(window, [action], window.actions_map.shown_key)
            line = part.actions()[0]
            line.setParent(menu)
            menu.addAction(line)
    return menu


def switch_person(window: "MainWindow", staff_id: int) -> None:
    """Somebody else is at the desk: their name signs the steps, their lists are shown."""
    window.store.staff_id = staff_id
    window.rebuild()
