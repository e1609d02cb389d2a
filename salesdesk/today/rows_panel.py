"""One line of Today: a circle to tick, what, when, who, why, how much; the call is logged under it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.money import format_money
from salesdesk.today.lines import TodayLine
from salesdesk.ui import paint, theme
from salesdesk.ui.widgets import Avatar, Badge, DoneCheck, Icon, IconButton, Label, Link, boxed, row

_DOMAIN = {"sales": "sales", "service": "service", "marketing": "mkt"}
_ICONS = {
    "call": "phone", "visit": "map-pin", "promise": "calendar-check", "quote": "file-text",
    "follow_up": "refresh-cw", "rating": "smile", "installation": "wrench", "maintenance": "refresh-cw",
    "payment": "banknote", "other": "check",
}  # fmt: skip
NAME, MARK, AMOUNT, INDENT = 176, 54, 92, 134


def task_icon(kind: str) -> str:
    """The picture of a kind of task."""
    return _ICONS.get(kind, "check")


class TodayRow(QWidget):
    """``wanted(what, task_id)``: "log", "done", "open", "copy", or a line to go to: "next", "previous",
    "first", "last"; "picked": it has the keys.

    One stop for the Tab key: Space ticks, Enter opens, the arrows move, and the tab's own keys do the rest.
    """

    wanted = Signal(str, object)

    def __init__(
        self, line: TodayLine, currency: str, language: str, owner: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.line = line
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if line.can_log:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._composer: QWidget | None = None
        self._holder = QVBoxLayout()
        top = boxed(self._line(currency, language, owner))
        top.setMinimumHeight(theme.table_row() - 1)
        self._holder.setContentsMargins(0, 1, 0, 0)
        self._holder.setSpacing(0)
        self._holder.addWidget(top)
        self.setLayout(self._holder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        said = (line.mark, line.task.party, line.task.title, line.badge, _("done") if line.done else "")
        self.setAccessibleName(", ".join(part for part in said if part))

    def _line(self, currency: str, language: str, owner: str) -> QHBoxLayout:
        line, task = self.line, self.line.task
        check = DoneCheck(_("{what} for {name}: done").format(what=task.title, name=task.party))
        check.setChecked(line.done)
        check.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        check.clicked.connect(lambda: self._want("done"))
        mark = Label(line.mark or "—", "body", "dangerInk" if line.late else "ink2", elide="end")
        mark.setFixedWidth(theme.scaled(MARK))
        name = self._name()
        name.setFixedWidth(theme.scaled(NAME))
        reason = Label(task.title if task.party else "", "body", "ink3" if line.done else "ink2", elide="end")
        badge = Badge(line.badge, line.tone)
        if not line.badge:  # and never shown here: without a parent it would be a window for a moment
            badge.hide()
        amount = Label(
            format_money(task.amount, currency, language) if task.amount else "",
            "strong",
            "ink3" if line.done else "ink",
            align=Qt.AlignmentFlag.AlignRight,
        )
        amount.setMinimumWidth(theme.scaled(AMOUNT))
        who = Avatar(owner, 22) if owner else 0
        out = row(
            check, 5, self._icon(), 6, mark, 7, name, 7, reason, 10, badge, 10, amount, 10 if owner else 0,
            who,
            spacing=0, margins=(12, 0, 14, 0),
        )  # fmt: skip
        out.setStretchFactor(reason, 1)
        return out

    def _icon(self) -> QWidget:
        task = self.line.task
        icon = "package" if self.line.for_part else task_icon(task.kind)
        tone = _DOMAIN.get(task.purpose, "ink2")
        if not self.line.can_log:
            return boxed(row(Icon(icon, tone), margins=(4, 4, 4, 4)))
        log = IconButton(
            icon, _("Log call with {name}").format(name=task.party), key="L", size="row", tone=tone,
            on_click=lambda: self._want("log"),
        )  # fmt: skip
        log.setFixedSize(theme.height("target"), theme.height("target"))
        log.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return log

    def _name(self) -> QWidget:
        task = self.line.task
        if self.line.done or not task.party:
            label = Label(
                task.party or task.title, "strong", "ink3" if self.line.done else "ink", elide="end"
            )
            label.set_struck(self.line.done)
            label.setContentsMargins(3, 0, 0, 0)
            return label
        link = Link(task.party, color="ink", role="strong", on_click=lambda: self._want("open"))
        link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return link

    def hold(self, composer: QWidget | None) -> None:
        """Show something under the line, or nothing."""
        if self._composer is not None:
            self._composer.hide()
            self._composer.deleteLater()
        self._composer = None
        if composer is not None:
            self._composer = boxed(row(composer, margins=(theme.scaled(INDENT), 0, 14, 12)))
            self._holder.addWidget(self._composer)
        self.update()

    def words(self) -> str:
        """What is copied of it, cells apart by tabs."""
        line, task = self.line, self.line.task
        return "\t".join((line.mark, task.party, task.title, line.badge, task.phone))

    @property
    def is_open(self) -> bool:
        """Whether a call is being logged under it."""
        return self._composer is not None

    def _want(self, what: str) -> None:
        self.wanted.emit(what, self.line.task.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes the keys, and opens the composer of a call."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton and self.line.is_call and not self.is_open:
            self._want("log")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts: dict[int, str] = {
            Qt.Key.Key_Space: "done", Qt.Key.Key_Return: "open", Qt.Key.Key_Enter: "open",
            Qt.Key.Key_Down: "next", Qt.Key.Key_Up: "previous",
            Qt.Key.Key_Home: "first", Qt.Key.Key_End: "last",
        }  # fmt: skip
        what = "copy" if event.matches(QKeySequence.StandardKey.Copy) else acts.get(event.key())
        if what is None or not self.hasFocus():  # Enter of the composer comes by here too
            super().keyPressEvent(event)
        else:
            self._want(what)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._want("picked")
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
        if self.is_open or self.hasFocus():
            painter.fillRect(0, 1, self.width(), self.height() - 1, theme.color("sel"))
        if self.is_open:
            painter.fillRect(0, 1, 3, self.height() - 1, theme.color("accent"))
        elif self.hasFocus():
            paint.focus_ring(painter, self.rect().adjusted(1, 2, -1, -1), theme.RADIUS["field"])


class OpenerRow(QWidget):
    """A line that does one thing by a click, Enter or Space; shows the focus and the mouse.

    ``about`` is its record, a kind and an id, for the keys and the menu of the page.
    """

    def __init__(
        self, name: str, act: Callable[[], object], layout: QHBoxLayout, about: tuple[str, int]
    ) -> None:
        super().__init__()
        self._act, self.about = act, about
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setLayout(layout)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.words())
        else:
            super().keyPressEvent(event)

    def words(self) -> str:
        """What is copied of it."""
        return self.accessibleName()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
        inner = self.rect().adjusted(1, 2, -1, -1)
        if self.underMouse():
            paint.box(painter, inner, "hover", "", theme.RADIUS["field"])
        if self.hasFocus():
            paint.focus_ring(painter, inner, theme.RADIUS["field"])
