"""One line of Today: a circle to tick, when, who, why, how much; the call is logged under it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.money import format_money
from salesdesk.today.queries import TodayLine
from salesdesk.ui import paint, theme
from salesdesk.ui.widgets import Badge, DoneCheck, Icon, IconButton, Label, boxed, row

_DOMAIN = {"sales": "sales", "service": "service", "marketing": "mkt"}
_ICONS = {
    "call": "phone", "visit": "map-pin", "promise": "calendar-check", "quote": "file-text",
    "follow_up": "refresh-cw",
    "rating": "smile", "installation": "wrench", "maintenance": "refresh-cw", "payment": "tag",
    "other": "check",
}  # fmt: skip
_LABELS = {True: "ink3", False: "ink"}
NAME, MARK, AMOUNT = 170, 54, 92


class TodayRow(QWidget):
    """``wanted(what, task_id)`` asks for something: log, done, open, or just tells that it was picked."""

    wanted = Signal(str, object)

    def __init__(self, line: TodayLine, currency: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        task = line.task
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._holder = QVBoxLayout()
        done = task.done_at is not None
        check = DoneCheck(_("{what} for {name}: done").format(what=task.title, name=task.party))
        check.setChecked(done)
        check.clicked.connect(lambda: self.wanted.emit("done", task.id))
        mark = Label(line.mark or "—", "body", "dangerInk" if line.late else "ink2")
        mark.setFixedWidth(theme.scaled(MARK))
        name = Label(task.party or task.title, "strong", _LABELS[done], elide="end")
        name.setFixedWidth(theme.scaled(NAME))
        reason = Label(task.title if task.party else "", "body", "ink3" if done else "ink2", elide="end")
        badge = Badge(line.badge, line.tone)
        badge.setVisible(bool(line.badge))
        amount = Label(
            format_money(task.amount, currency, language) if task.amount else "",
            "strong",
            "ink",
            align=Qt.AlignmentFlag.AlignRight,
        )
        amount.setFixedWidth(theme.scaled(AMOUNT))
        log = IconButton(
            "phone-call",
            _("Log call with {name}").format(name=task.party),
            key="L",
            size="row",
            on_click=lambda: self.wanted.emit("log", task.id),
        )
        log.setVisible(not done and task.party_id is not None)
        icon = Icon(_ICONS.get(task.kind, "check"), _DOMAIN.get(task.purpose, "ink2"), 16)
        main = row(check, icon, mark, name, reason, badge, amount, log, spacing=10, margins=(14, 0, 8, 0))
        main.setStretchFactor(reason, 1)
        top = boxed(main)
        top.setMinimumHeight(theme.height("normal"))
        self._holder.setContentsMargins(0, 1, 0, 0)
        self._holder.setSpacing(0)
        self._holder.addWidget(top)
        self.setLayout(self._holder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(p for p in (line.mark, task.party, task.title, line.badge) if p))
        self._composer: QWidget | None = None

    def hold(self, composer: QWidget | None) -> None:
        """Show something under the line, or nothing."""
        if self._composer is not None:
            self._composer.deleteLater()
        self._composer = composer
        if composer is not None:
            box = boxed(row(composer, margins=(134, 0, 14, 12)))
            self._composer = box
            self._holder.addWidget(box)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.wanted.emit("open", self.line.task.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Space: lambda: self.wanted.emit("done", self.line.task.id),
            Qt.Key.Key_Return: lambda: self.wanted.emit("open", self.line.task.id),
            Qt.Key.Key_Enter: lambda: self.wanted.emit("open", self.line.task.id),
            Qt.Key.Key_Down: lambda: self._pass(True),
            Qt.Key.Key_Up: lambda: self._pass(False),
        }
        act = acts.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _pass(self, forward: bool) -> None:
        self.wanted.emit("next" if forward else "previous", self.line.task.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.wanted.emit("picked", self.line.task.id)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
        if self._composer is not None or self.hasFocus():
            painter.fillRect(0, 1, self.width(), self.height() - 1, theme.color("sel"))
        if self._composer is not None:
            painter.fillRect(0, 1, 3, self.height() - 1, theme.color("accent"))
        elif self.hasFocus():
            paint.focus_ring(painter, self.rect().adjusted(1, 2, -1, -1), theme.RADIUS["field"])
        if self.line.task.done_at is not None:
            left = theme.scaled(134)
            width = min(paint.text_width(self.line.task.party, "strong"), theme.scaled(NAME))
            painter.fillRect(left, theme.height("normal") // 2 + 1, width, 1, theme.color("ink3"))
