"""The two submenus of the main menu that depend on where one is: the page's commands, and the window's."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from salesdesk.base.i18n import _
from salesdesk.ui import icons
from salesdesk.ui.actions import Action, make_menu

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

_GO = (
    "app.palette", "app.new", "app.filter", "", "app.back", "app.forward", "app.next_pane", "app.pane_before",
    "", "app.chart_panel", "app.full_screen", "app.menu",
)  # fmt: skip


def add_page_menu(main: QMenu, window: "MainWindow") -> None:
    """Put "This page" and "Go to" at the top of the main menu, filled when it opens."""
    page = QMenu(_("This page"), main)
    page.setIcon(icons.icon("list"))
    go = QMenu(_("Go to"), main)
    go.setIcon(icons.icon("arrow-right"))
    first = main.actions()[0]
    main.insertMenu(first, page)
    main.insertMenu(first, go)
    main.insertSeparator(first)

    def fill() -> None:
        page.clear()
        _add(page, page_actions(window), window)
        go.clear()
        _add(go, go_actions(window), window)

    main.aboutToShow.connect(fill)


def page_actions(window: "MainWindow") -> list[Action]:
    """Every command of the tab that is shown, those of a page inside it too."""
    return [a for a in window.actions_map.all() if a.scope.split(".")[0] == window.current_tab]


def go_actions(window: "MainWindow") -> list[Action]:
    """The tabs, what is everywhere, and what can be made anew."""
    found = window.actions_map
    keys = [*(a.key for a in found.in_scope("app") if a.key.startswith("app.tab.")), *_GO]
    keys += [a.key for a in found.in_scope("app") if not a.key.startswith("app.")]
    return [action for key in keys if (action := found.find(key)) is not None]


def _add(menu: QMenu, actions: list[Action], window: "MainWindow") -> None:
    part = make_menu(menu, actions, window.actions_map.shown_key)
    for line in part.actions():
        line.setParent(menu)
        menu.addAction(line)
    menu.setEnabled(bool(actions))


def lines_of(menu: QMenu) -> list[QAction]:
    """Every line of a menu and of its submenus, as they are now."""
    out: list[QAction] = []
    for line in menu.actions():
        inner = line.menu()
        if isinstance(inner, QMenu):
            out += lines_of(inner)
        elif not line.isSeparator():
            out.append(line)
    return out
