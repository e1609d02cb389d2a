"""The bar across the top: menu, tabs, search, new, and who is at the desk."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import theme
from salesdesk.ui.widgets import STRETCH, Avatar, Button, IconButton, SearchField, TabItem, TopTabs, row

SEARCH_WIDTH, SEARCH_COMPACT = 270, 150
_MARGIN = 12


class _SearchDoor(SearchField):
    """Looks like a field; a click or the Tab key and Enter open the palette, where the typing happens."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Search or do anything"), key="Ctrl+K", name=_("Search or do anything"))
        self.setReadOnly(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.returnPressed.connect(self.wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.wanted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.deselect()


class TopBar(QWidget):
    """What is always there. ``chosen`` gives a tab's key."""

    chosen = Signal(str)
    palette_wanted = Signal()

    def __init__(self, tabs: Sequence[TabItem], person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = TopTabs(tabs)
        self.tabs.chosen.connect(self.chosen)
        self.menu_button = IconButton("menu", _("Menu"), key="F10", size="control")
        self._search = _SearchDoor()
        self._search.wanted.connect(self.palette_wanted)
        self.new_button = Button(_("New"), "primary", icon="plus")
        self._avatar = Avatar(person)
        self.person_button = Button(person, "ghost", icon="")
        self.show_person(person)
        layout = row(
            self.menu_button, 8, self.tabs, STRETCH, self._search, self.new_button, self._avatar,
            self.person_button,
            spacing=8, margins=(_MARGIN, 0, _MARGIN, 1),
        )  # fmt: skip
        self.setLayout(layout)
        self.setFixedHeight(theme.scaled(52) + 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_person(self, person: str) -> None:
        """Say who is at the desk."""
        self._avatar.set_name(person)
        self.person_button.setText(person)
        self.person_button.setAccessibleName(_("At the desk: {name}").format(name=person))

    def set_menus(self, main: QMenu, new: QMenu, person: QMenu) -> None:
        """The menus behind the three buttons, in place of those before."""
        for button, menu in ((self.menu_button, main), (self.new_button, new), (self.person_button, person)):
            before = button.menu()
            button.setMenu(menu)
            if before is not None:
                before.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep only the current tab's words when the full bar does not fit; measured, not guessed."""
        super().resizeEvent(event)
        others = sum(w.sizeHint().width() for w in (self.menu_button, self.new_button, self._avatar))
        others += 2 * _MARGIN + 8 * 6
        full = (
            self.tabs.full_width()
            + others
            + self.person_button.sizeHint().width()
            + theme.scaled(SEARCH_WIDTH)
        )
        compact = full > self.width()
        self.tabs.set_compact(compact)
        self.person_button.setVisible(not compact)
        self._search.setFixedWidth(theme.scaled(SEARCH_COMPACT if compact else SEARCH_WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
