"""Buttons: the verbs of the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from salesdesk.ui import icons, paint, theme
from salesdesk.ui.keycaps import show_key
from salesdesk.ui.widgets.face import Face, WordButton, escaped
from salesdesk.ui.widgets.text import plain_tip

SIZES = {"large": "large", "control": "control", "small": "small", "row": "row"}


class Press(NamedTuple):
    """A button to be made: its words, what pressing does, and how it looks."""

    text: str
    on_click: Callable[[], object]
    key: str = ""
    icon: str = ""
    kind: str = "default"


class Paints(NamedTuple):
    """The tokens of a kind of button: at rest, hovered, its edge, its ink, its icon, its key hint."""

    fill: str
    hover: str
    edge: str
    ink: str
    icon: str
    cap: str


KINDS = {
    "primary": Paints("accent", "accentHover", "", "onAccent", "onAccent", "accent"),
    "default": Paints("surface", "hover", "btn", "ink", "ink", "soft"),
    "ghost": Paints("", "hover", "", "ink2", "ink2", "soft"),
    "soft": Paints("accentSoft", "accentSoft", "", "accentInk", "accentInk", "plain"),
    "link": Paints("", "", "", "accentInk", "accentInk", "soft"),
    "danger": Paints("surface", "dangerSoft", "danger", "dangerInk", "dangerInk", "soft"),
}


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button that has the keys with Enter, as Space does; say whether it was Enter."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or held:
        return False
    event.accept()
    if isinstance(button, QToolButton) and button.menu() is not None:
        button.showMenu()
    else:
        button.click()
    return True


class Button(QPushButton):
    """A button with words, and with an icon, a key hint or an arrow where wanted.

    ``kind`` is "primary" (one a view), "default", "ghost", "soft", "link" or "danger". ``key`` is only shown;
    whoever owns the command binds it.
    """

    def __init__(
        self,
        text: str,
        kind: str = "default",
        *,
        icon: str = "",
        key: str = "",
        size: str = "control",
        menu: QMenu | None = None,
        on_click: Callable[[], object] | None = None,
        tooltip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = ""
        self._kind, self._icon, self._key, self._size = kind, icon, key, size
        self.setText(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        across = QSizePolicy.Policy.Minimum
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if menu is not None:
            self.setMenu(menu)
        if tooltip:
            self.setToolTip(plain_tip(tooltip))
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def setText(self, text: str) -> None:
        """Change the words."""
        self._words = text
        super().setText(escaped(text))
        self.updateGeometry()

    def text(self) -> str:
        """The words, as given."""
        return self._words

    def set_kind(self, kind: str) -> None:
        """Change how it looks."""
        self._kind = kind
        self.update()

    def set_icon(self, icon: str) -> None:
        """Change its icon; "" takes it away."""
        self._icon = icon
        self._measure_again()

    def set_key(self, key: str) -> None:
        """Change the key hint; "" takes it away."""
        self._key = key
        self._measure_again()

    def _measure_again(self) -> None:
        self.updateGeometry()
        self.update()

    def face(self) -> Face:
        """What it shows."""
        small = self._size in ("small", "row")
        role = "strong" if self._kind == "primary" else "medium"
        if small and self._kind != "link":
            role = "caption_strong" if self._kind == "primary" else "caption_medium"
        pad = 4 if self._kind == "link" else 9 if small else 12
        arrow = self.menu() is not None
        return Face(self._icon, self.text(), "", self._key, arrow, role, pad, 6 if small else 8)

    def sizeHint(self) -> QSize:
        return self.face().size(theme.height(SIZES[self._size]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = KINDS[self._kind]
        hovered = self.underMouse() or self.isDown()
        ink, icon_ink, cap = look.ink, look.icon, look.cap
        fill, edge = (look.hover if hovered else look.fill), look.edge
        if not self.isEnabled():
            fill, edge, ink, icon_ink, cap = "hover", "", "ink3", "ink3", "plain"
        elif self._kind == "primary" and hovered:
            cap = "accent-hover"
        radius = theme.RADIUS["button"]
        if fill or edge:
            paint.box(painter, self.rect(), fill, edge, radius)
        self.face().paint(painter, self.rect(), ink, icon_color=icon_ink, cap=cap)
        if self._kind == "link" and self.underMouse():
            self._underline(painter)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), radius, self._kind == "primary")

    def _underline(self, painter: QPainter) -> None:
        width = paint.text_width(self.text(), self.face().role)
        left = self.width() - theme.scaled(4) - width
        top = self.height() // 2 + theme.scaled(8)
        painter.fillRect(QRect(left, top, width, 1), theme.color("accentInk"))


class IconButton(QToolButton):
    """A button that shows only an icon; its name is in the tooltip and told to screen readers."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        key: str = "",
        kind: str = "ghost",
        size: str = "small",
        tone: str = "ink2",
        on_click: Callable[[], object] | None = None,
        menu: QMenu | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._kind, self._size, self._tone = icon, kind, size, tone
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name, key)
        if menu is not None:
            self.setMenu(menu)
            self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def set_name(self, name: str, key: str = "") -> None:
        """Change what it is called, and the key in its tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(f"{name}  {show_key(key)}" if key else name))

    def set_icon(self, icon: str, tone: str = "") -> None:
        """Change the icon, and its colour when given."""
        self._icon, self._tone = icon, tone or self._tone
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.height(SIZES[self._size])
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = KINDS[self._kind]
        hovered = (self.underMouse() or self.isDown()) and self.isEnabled()
        fill = look.hover if hovered else look.fill
        if self.isCheckable() and self.isChecked():
            fill = "accentSoft"
        if fill or look.edge:
            paint.box(painter, self.rect(), fill, look.edge, theme.RADIUS["button"])
        side = theme.scaled(16)
        spot = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        ink = self._tone if self._kind in ("ghost", "default") else look.icon
        icons.draw(painter, spot, self._icon, ink if self.isEnabled() else "ink3")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), theme.RADIUS["button"], self._kind == "primary")


class Link(WordButton):
    """Words that do something when clicked, underlined under the mouse and when focused."""

    def __init__(
        self,
        text: str,
        *,
        color: str = "accentInk",
        role: str = "medium",
        icon: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._color, self._role, self._icon = color, role, icon
        self.setText(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def set_color(self, color: str) -> None:
        """Change the colour, a name of the theme."""
        self._color = color
        self.update()

    def face(self) -> Face:
        """What it shows."""
        return Face(self._icon, self.text(), role=self._role, pad=3, gap=5)

    def sizeHint(self) -> QSize:
        return self.face().size(theme.height("target"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.scaled(48)), theme.height("target"))

    def is_elided(self) -> bool:
        """Whether the place is too narrow for all its words."""
        return self.width() < self.face().width() - 2 * theme.scaled(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole words in the tooltip while they are shortened."""
        super().resizeEvent(event)
        words = plain_tip(self.text())
        if self.is_elided() and not self.toolTip():
            self.setToolTip(words)
        elif not self.is_elided() and self.toolTip() == words:
            self.setToolTip("")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self._color if self.isEnabled() else "ink3"
        face = self.face()
        face.paint(painter, self.rect(), ink, leading=True)
        if self.underMouse() or self.hasFocus():
            left = theme.scaled(3 + (16 + 5 if self._icon else 0))
            width = min(paint.text_width(self.text(), self._role), self.width() - left - theme.scaled(3))
            painter.fillRect(QRect(left, self.height() // 2 + theme.scaled(8), width, 1), theme.color(ink))
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), theme.RADIUS["badge"])
