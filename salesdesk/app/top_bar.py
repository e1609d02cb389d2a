"""The bar across the top: menu, tabs, search, new, and who is at the desk."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from salesdesk.base.fold import given_name
from salesdesk.base.i18n import _, pgettext
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.widgets import STRETCH, Button, IconButton, SearchField, TabItem, TopTabs, plain_tip, row

SEARCH_WIDTH, SEARCH_COMPACT = 270, 150
_MARGIN, _DISC, _ARROW = 12, 30, 30


class _SearchDoor(SearchField):
    """Looks like a field; a click or the Tab key and Enter open the palette, where the typing happens."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Search or do anything…"), key="Ctrl+K", name=_("Search or do anything"))
        self.setReadOnly(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.returnPressed.connect(self.wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.isReadOnly():
            self.wanted.emit()
        else:
            super().mousePressEvent(event)

    def take_typing(self) -> None:
        """There is no palette yet: be typed into."""
        self.setReadOnly(False)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def give_typed(self) -> str:
        """Look like a field again; what was typed."""
        typed = self.text()
        self.clear()
        self.setReadOnly(True)
        return typed

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.deselect()


class PersonButton(QToolButton):
    """Who is at the desk: a disc with two letters, and the given name where there is room; opens a menu."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._compact = "", False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_person(self, name: str) -> None:
        """Show somebody else."""
        self._name = name
        words = _("At the desk: {name}").format(name=name)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Show the disc alone, or the name too."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()

    def full_width(self) -> int:
        """The width in pixels it needs with the name."""
        words = paint.text_width(given_name(self._name), "medium")
        return theme.scaled(30 + 8 + 6 + 14 + 6) + words + 2

    def sizeHint(self) -> QSize:
        side = theme.scaled(_DISC + 4)
        return QSize(side if self._compact else self.full_width(), side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            paint.box(painter, self.rect(), "hover", "", self.height() / 2)
        disc = QRect(theme.scaled(2), theme.scaled(2), theme.scaled(_DISC), theme.scaled(_DISC))
        paint.avatar(painter, disc, self._name)
        if not self._compact:
            room = self.rect().adjusted(disc.right() + 1 + theme.scaled(8), 0, 0, 0)
            used = paint.text(painter, room, given_name(self._name), "medium", "ink")
            arrow = paint.beside(room.adjusted(used + theme.scaled(6), 0, 0, 0), theme.scaled(14))
            icons.draw(painter, arrow, "chevron-down", "ink2")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), self.height() / 2)


class NewButton(Button):
    """``wanted``: a click adds what one adds most often here; the arrow, or the Down key, shows the menu."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(pgettext("button", "New"), "primary", icon="plus")
        self.setMenu(QMenu(self))  # filled when the commands are known; its arrow stands there from the first
        self._on_words = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the arrow the menu; a press on the words waits for its release."""
        on_words = event.position().x() < self.width() - theme.scaled(_ARROW)
        self._on_words = on_words and event.button() == Qt.MouseButton.LeftButton
        if not self._on_words:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The click."""
        pressed, self._on_words = self._on_words, False
        if not pressed:
            super().mouseReleaseEvent(event)
        elif self.rect().contains(event.position().toPoint()):
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space add, Down shows the menu."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.showMenu()
        else:
            super().keyPressEvent(event)


class TopBar(QWidget):
    """What is always there. ``chosen`` gives a tab's key."""

    chosen = Signal(str)
    new_wanted = Signal()
    """What one adds most often in the tab that is shown."""
    palette_wanted = Signal()

    def __init__(self, tabs: Sequence[TabItem], person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = TopTabs(tabs)
        self.tabs.setAccessibleName(_("Tabs"))
        self.tabs.chosen.connect(self.chosen)
        self.menu_button = IconButton("menu", _("Menu"), key="F10", size="control")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._search = _SearchDoor()
        self._search.wanted.connect(self.palette_wanted)
        self.new_button = NewButton()
        self.new_button.wanted.connect(self.new_wanted)
        self.person_button = PersonButton()
        self.person_button.show_person(person)
        layout = row(
            self.menu_button, 8, self.tabs, STRETCH, self._search, self.new_button, self.person_button,
            spacing=8, margins=(_MARGIN, 0, _MARGIN, 1),
        )  # fmt: skip
        self.setLayout(layout)
        self.setFixedHeight(theme.scaled(52) + 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def begin_search(self) -> None:
        """Type here for now, before the palette can be opened."""
        self._search.take_typing()

    @property
    def searching(self) -> bool:
        """Whether the field is typed into."""
        return not self._search.isReadOnly()

    def end_search(self) -> str:
        """What was typed; the field opens the palette again."""
        return self._search.give_typed()

    def open_menu(self) -> None:
        """F10."""
        self.menu_button.showMenu()

    def show_person(self, person: str) -> None:
        """Say who is at the desk."""
        self.person_button.show_person(person)
        self._fit()

    def set_menus(self, main: QMenu, new: QMenu, person: QMenu) -> None:
        """The menus behind the three buttons, in place of those before."""
        self.new_button.setVisible(bool(new.actions()))  # a viewer makes nothing anew
        for button, menu in ((self.menu_button, main), (self.new_button, new), (self.person_button, person)):
            before = button.menu()
            button.setMenu(menu)
            if before is not None:
                before.deleteLater()

    def set_counts(self, counts: Mapping[str, tuple[int, str]]) -> None:
        """The counts on the tabs and their tones, by key."""
        for key, (count, tone) in counts.items():
            self.set_count(key, count, tone)

    def set_count(self, key: str, count: int, tone: str) -> None:
        """The count on a tab."""
        self.tabs.set_count(key, count, tone)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keep only the current tab's words when the full bar does not fit; measured, not guessed."""
        fixed = self.menu_button.sizeHint().width() + self.new_button.sizeHint().width()
        gaps = 2 * _MARGIN + 8 * 6
        search = theme.scaled(SEARCH_WIDTH)
        full = self.tabs.full_width() + fixed + self.person_button.full_width() + search + gaps
        compact = full > self.width()
        self.tabs.set_compact(compact)
        self.person_button.set_compact(compact)
        self._search.setPlaceholderText(_("Search…") if compact else _("Search or do anything…"))
        self._search.setFixedWidth(theme.scaled(SEARCH_COMPACT) if compact else search)
        inner = self.layout()
        if inner is not None:
            inner.activate()  # before the first painting nobody else does

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
