"""The first sheet of the design page: colours, type, badges, buttons, icons, rows."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.base.i18n import N_, _
from salesdesk.ui import icons, paint, theme, tokens
from salesdesk.ui.widgets import (
    STRETCH,
    Badge,
    Button,
    Icon,
    IconButton,
    KeyCap,
    Label,
    Link,
    StepBadge,
    column,
    row,
)

_SHOWN = (
    "sun users-round handshake wrench megaphone chart-line search plus phone phone-call phone-missed "
    "phone-incoming file-text calendar calendar-check alarm-clock timer circle-alert triangle-alert "
    "circle-check check flame map-pin package smile refresh-cw shield-check history lock languages "
    "printer send download list-filter columns-3 square-kanban list ellipsis eye-off undo-2 trash-2 "
    "merge user-plus hard-drive usb message-square mail tag gift"
)
_NAME = "Nguyễn Thị Lan"


class _Swatch(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedHeight(theme.scaled(30))
        self.setMinimumWidth(theme.scaled(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.box(QPainter(self), self.rect(), self._name, "line2", theme.RADIUS["badge"])


class _Row(QWidget):
    """A row of a list as the delegates paint it."""

    def __init__(self, height: str) -> None:
        super().__init__()
        self._two = height == "two_line"
        self.setFixedHeight(theme.height(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self.rect(), "surface")
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
        if self._two:
            self._paint_two(painter)
            return
        s = theme.scaled
        tall = self.height()
        paint.done_circle(painter, QRect(s(12), 0, s(22), tall), False)
        icons.draw(painter, QRect(s(44), (tall - s(16)) // 2, s(16), s(16)), "phone", "sales")
        paint.text(painter, QRect(s(70), 0, s(54), tall), "09:30", "body", "ink2")
        paint.text(painter, QRect(s(134), 0, s(150), tall), _NAME, "strong")
        why = _("Comparing the 10-stage filter with the under-sink one")
        paint.text(painter, QRect(s(294), 0, self.width() - s(294 + 110), tall), why, "body", "ink2")
        right = paint.Align.AlignRight
        paint.text(
            painter, QRect(self.width() - s(110), 0, s(96), tall), "12.900.000 ₫", "medium", "ink", right
        )

    def _paint_two(self, painter: QPainter) -> None:
        s = theme.scaled
        right = paint.Align.AlignRight
        upper = QRect(s(16), s(5), self.width() - s(32), s(20))
        lower = upper.translated(0, s(20))
        used = paint.text(painter, upper, _NAME, "strong")
        icons.draw(painter, QRect(s(16) + used + s(6), s(8), s(14), s(14)), "flame", "service")
        paint.text(painter, upper, "12.900.000 ₫", "medium", "ink", right)
        paint.text(painter, lower, _("Water filter · Referral"), "caption", "ink2")
        paint.step_badge(painter, lower, _("Today {time}").format(time="09:30"), "today", right)


def side_by_side(left: QLayout, right: QLayout, spacing: int = 16) -> QBoxLayout:
    """Two columns; below one another where the text is large."""
    return (row if theme.text_scale() < 1.25 else column)(left, right, spacing=spacing)


def heading(text: str) -> Label:
    """The quiet heading of a part of a sheet."""
    return Label(text, "caption_strong", "ink3")


def token_sheet() -> QBoxLayout:
    """The sheet as a layout."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(8)
    for place, name in enumerate(tokens.LIGHT):
        value = Label(theme.hex_of(name), "caption", "ink2")
        cell = column(_Swatch(name), Label(name, "caption_medium"), value, spacing=1)
        grid.addLayout(cell, place // 7, place % 7)
    kinds = [
        Label(f"{_(words)}  {tokens.TYPE[role].size}/{tokens.TYPE[role].weight}", role)
        for role, words in (
            ("metric", N_("Revenue 13,138,200 ₫")),
            ("record", N_("Nguyễn Thị Lan")),
            ("title", N_("Prospects ẴỂỖỮ")),
            ("section", N_("Close the case")),
            ("strong", N_("Next step")),
            ("body", N_("Call back about the price of the filter")),
            ("caption", N_("Columns, labels, time 09:30")),
        )
    ]
    left = column(heading(_("Colour")), grid, 6, heading(_("Type")), *kinds, STRETCH)
    return side_by_side(left, _right(), 40)


def _right() -> QVBoxLayout:
    badges = row(
        Badge(_("Draft")),
        Badge(_("Sent"), "sales"),
        Badge(_("Won"), "accent", "check"),
        Badge(_("Waiting on us"), "service"),
        Badge(_("Running"), "mkt", "play"),
        Badge(_("1 h 48 min left"), "warn", "alarm-clock"),
        Badge(_("38 min over"), "danger", "circle-alert"),
        STRETCH,
    )
    steps = row(
        StepBadge("late", _("2 days late")),
        StepBadge("today", _("Today {time}").format(time="09:30")),
        StepBadge("later", _("Fri 15 May")),
        StepBadge("none", _("No next step")),
        STRETCH,
        spacing=16,
    )
    pictures = QGridLayout()
    pictures.setVerticalSpacing(12)
    for place, name in enumerate(_SHOWN.split()):
        pictures.addWidget(Icon(name, "ink2", 20), place // 17, place % 17)
    return column(
        heading(_("Badges: colour, word and icon, never colour alone")),
        badges,
        steps,
        heading(_("Buttons")),
        *_button_rows(),
        heading(_("Icons")),
        pictures,
        heading(_("Rows: 32, 40 and 50 high")),
        column(_Row("compact"), _Row("normal"), _Row("two_line"), spacing=0),
        STRETCH,
    )


def _button_rows() -> list[QLayout]:
    disabled = Button(_("Not now"))
    disabled.setEnabled(False)
    return [
        row(
            Button(_("Save"), "primary", icon="check", key="Ctrl+Return"),
            Button(_("Quote"), icon="file-text"),
            Button(_("Add"), "ghost", icon="plus"),
            Button(_("Fri 15 May"), "soft", icon="calendar"),
            STRETCH,
        ),
        row(
            Button(_("Delete for good"), "danger", icon="trash-2"),
            Button(_("Move"), size="small"),
            IconButton("ellipsis", _("More"), kind="default", size="control"),
            Button(_("Log call"), "primary", size="small", key="L"),
            disabled,
            Link(_("Open queue")),
            KeyCap("Ctrl+Return"),
            STRETCH,
        ),
    ]
