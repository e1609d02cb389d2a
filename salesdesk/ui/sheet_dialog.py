"""Dialogs: a sheet over the dimmed window, a question, an error that stops."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from salesdesk.base.i18n import _
from salesdesk.ui import paint, theme
from salesdesk.ui.reading_order import go_on
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    Divider,
    Icon,
    IconButton,
    Label,
    Link,
    PageBar,
    Press,
    boxed,
    column,
    row,
)

_SCRIM = 0.36
_ROOM = 24  # the least distance in pixels from a sheet to the edge of its window


class Scrim(QWidget):
    """Dims a window under a sheet and carries the sheet's shadow, so that it shows on every system."""

    def __init__(self, window: QWidget, sheet: QDialog) -> None:
        super().__init__(window)
        # Not the window: a child that keeps its parent alive ends with both when it is deleted.
        self._sheet = sheet
        self._round = theme.RADIUS["dialog"] if isinstance(window, Sheet) else 0
        window.installEventFilter(self)
        sheet.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            if watched is self._sheet:
                self.update()  # its shadow goes with it
                return False
            window = self.parentWidget()
            if window is not None:
                self.setGeometry(window.rect())
            if isinstance(self._sheet, Sheet):
                self._sheet.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dim = QColor(0, 0, 0)
        dim.setAlphaF(_SCRIM)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dim)
        painter.drawRoundedRect(self.rect(), self._round, self._round)
        if self._sheet.isVisible():
            spot = QRect(self.mapFromGlobal(self._sheet.pos()), self._sheet.size())
            paint.shadow(painter, spot, theme.RADIUS["dialog"])


class Sheet(QDialog):
    """A modal dialog: title, body, and a footer with quiet words left and the buttons right.

    Put things into ``body``; into ``title_row`` what belongs beside the title. Esc cancels, Enter presses the
    primary button, from a text area Ctrl+Enter. Afterwards the focus is where it was. F1 asks the window for
    help, where the window has a signal ``help_wanted``.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        width: int = 540,
        *,
        icon: str = "",
        tone: str = "accent",
    ) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._wanted_width = width
        self._opener: QWidget | None = None
        self._scrim: Scrim | None = None
        self._primary: Button | None = None
        self._first: QWidget | None = None
        self._title = Label(title, "sheet", elide="end")
        self._bar = PageBar("danger")
        self._note = Label("", "caption", "ink2", wrap=True, align=Qt.AlignmentFlag.AlignVCenter)
        self.body: QVBoxLayout = column(spacing=12, margins=(18, 2, 18, 4))
        self._build(icon, tone)
        self.set_title(title)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.press_primary)

    def _build(self, icon: str, tone: str) -> None:
        close = IconButton("x", _("Close"), key="Esc", on_click=self.reject)
        self.title_row = row(spacing=10)
        head = row(self._title, self.title_row, STRETCH, close, spacing=10, margins=(18, 12, 14, 6))
        if icon:
            head.insertWidget(0, Icon(icon, paint.solid(tone), 20))
        self._content = boxed(self.body)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setBackgroundRole(QPalette.ColorRole.NoRole)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        self._content.installEventFilter(self)
        self._buttons = row(spacing=8)
        foot = row(self._note, self._buttons, spacing=12)
        foot.setStretch(0, 1)
        self._foot = boxed(column(Divider(), foot, spacing=11, margins=(18, 10, 18, 14)))
        bar = column(self._bar, margins=(18, 0, 18, 8))
        self.setLayout(column(head, bar, self._scroll, self._foot, spacing=0, margins=(1, 1, 1, 1)))
        self._foot.hide()

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def set_note(self, text: str) -> None:
        """Change the quiet words in the footer."""
        self._note.setText(text)
        self._foot.show()

    def add_action(
        self,
        text: str,
        *,
        icon: str = "",
        key: str = "",
        kind: str = "default",
        on_click: Callable[[], object] | None = None,
    ) -> Button:
        """Add a button left of the primary one."""
        button = Button(text, kind, icon=icon, key=key, on_click=on_click)
        place = self._buttons.count() - (1 if self._primary is not None else 0)
        self._buttons.insertWidget(place, button)
        self._foot.show()
        return button

    def set_primary(
        self,
        text: str,
        *,
        icon: str = "check",
        key: str = "Return",
        kind: str = "primary",
        on_click: Callable[[], object] | None = None,
    ) -> Button:
        """Add the primary button at the right; without ``on_click`` it accepts the sheet."""
        self._primary = Button(text, kind, icon=icon, key=key, on_click=on_click or self.accept)
        self._buttons.addWidget(self._primary)
        self._foot.show()
        return self._primary

    def set_focus_first(self, widget: QWidget) -> None:
        """Say which widget has the focus when the sheet opens."""
        self._first = widget

    def show_error(self, text: str, detail: str = "") -> None:
        """Say above the body what went wrong; the sheet stays open."""
        self._bar.show_message(text, detail)

    def show_notice(self, title: str, text: str, actions: Sequence[Press], icon: str = "") -> None:
        """Say above the body what happened, with what can be done about it."""
        self._bar.show_message(title, text, actions, tone="warn", icon=icon)

    def clear_error(self) -> None:
        """Take the message above the body away."""
        self._bar.clear()

    def press_primary(self) -> None:
        """Do what the primary button does, if it can be pressed now."""
        if self._primary is not None and self._primary.isEnabled():
            self._primary.click()

    def run(self) -> bool:
        """Show it and wait; True when it was accepted."""
        return self.exec() == QDialog.DialogCode.Accepted

    def open(self) -> None:
        """Show it without waiting; ``accepted`` and ``rejected`` tell the end."""
        self.setModal(True)
        self.show()

    def place(self) -> None:
        """Give it its size and put it into the middle of its window."""
        window = self.parentWidget()
        if window is not None:
            area = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
        else:
            area = QGuiApplication.primaryScreen().availableGeometry()
        wanted = max(theme.scaled(self._wanted_width), self._foot.minimumSizeHint().width() + 2)
        width = min(wanted, max(area.width() - 2 * _ROOM, 320))
        inner = self._content.layout()
        content = inner.totalHeightForWidth(width - 2) if inner is not None else 0
        if content < 0:
            content = self._content.sizeHint().height()
        others = self.layout()
        self._scroll.setFixedHeight(content)
        total = others.totalHeightForWidth(width) if others is not None else content
        total = total if total > 0 else self.sizeHint().height()
        room = self._tallest(area)
        if total > room:
            self._scroll.setFixedHeight(max(content - (total - room), 80))
        self.setFixedSize(width, min(total, room))
        self.move(area.center() - QPoint(self.width() // 2, self.height() // 2))
        if self._scrim is not None:
            self._scrim.update()

    def _tallest(self, area: QRect) -> int:
        screen = self.screen().availableGeometry().height()
        inside = area.height() if not isinstance(self.parentWidget(), Sheet) else screen
        return max(min(inside, screen) - 2 * _ROOM, 240)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.place()
        return done

    def showEvent(self, event: QShowEvent) -> None:
        window = self.parentWidget()
        self._opener = QApplication.focusWidget()
        if window is not None and self._scrim is None:
            self._scrim = Scrim(window, self)
        super().showEvent(event)
        self.place()
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._focus_first_field()

    def _focus_first_field(self) -> None:
        for child in self._content.findChildren(QWidget):
            wanted = child.focusPolicy() & Qt.FocusPolicy.TabFocus
            if wanted and child.isVisibleTo(self) and child.isEnabled():
                child.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self._primary is not None:
            self._primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        opener, self._opener = self._opener, None
        # The opener may have stood in a dialog that is deleted by now.
        if opener is not None and isValid(opener) and opener.isVisible():
            opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The Tab key goes in reading order and never leaves the sheet."""
        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def _ask_for_help(self) -> None:
        window = self.parentWidget()
        while isinstance(window, Sheet):
            window = window.parentWidget()
        asked = getattr(window, "help_wanted", None)
        if asked is not None:
            asked.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self._ask_for_help()
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, Button | IconButton | Link):
                focused.click()
            else:
                self.press_primary()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.box(QPainter(self), self.rect(), "surface", "line", theme.RADIUS["dialog"])


def ask(parent: QWidget | None, title: str, text: str, action: str, *, danger: bool = False) -> bool:
    """Ask before something that cannot be undone; True when the person chose the action."""
    sheet = Sheet(parent, title, 440, icon="triangle-alert" if danger else "", tone="danger")
    sheet.body.addWidget(Label(text, wrap=True))
    cancel = sheet.add_action(_("Cancel"), key="Esc", on_click=sheet.reject)
    kind = "danger" if danger else "primary"
    primary = sheet.set_primary(action, icon="", key="" if danger else "Return", kind=kind)
    sheet.set_focus_first(cancel if danger else primary)
    try:
        return sheet.run()
    finally:
        sheet.deleteLater()


def show_error(parent: QWidget | None, title: str, text: str, details: str = "") -> None:
    """Say what stopped the program; ``details`` are for a report and shown only on demand."""
    sheet = error_sheet(parent, title, text, details)
    try:
        sheet.run()
    finally:
        sheet.deleteLater()


def error_sheet(parent: QWidget | None, title: str, text: str, details: str = "") -> Sheet:
    """The sheet of ``show_error``, not yet shown, for callers that add buttons."""
    sheet = Sheet(parent, title, 540, icon="circle-alert", tone="danger")
    sheet.body.addWidget(Label(text, wrap=True))
    if details:
        area = QPlainTextEdit(details)
        area.setReadOnly(True)
        area.setAccessibleName(_("Details"))
        area.setFixedHeight(theme.scaled(160))
        area.hide()
        sheet.body.addWidget(area)

        def show_details() -> None:
            area.setVisible(not area.isVisible())

        sheet.add_action(_("Details"), on_click=show_details)
        sheet.add_action(
            _("Copy details"), icon="copy", on_click=lambda: QGuiApplication.clipboard().setText(details)
        )
    sheet.set_focus_first(sheet.set_primary(_("Close"), icon="", on_click=sheet.reject))
    return sheet
