"""Quiet words inside a field, behind what is typed."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit

from salesdesk.ui import paint, theme


def beside_text(field: QLineEdit, words: str, right: int = 0) -> bool:
    """Draw words behind the text of a field; False, and nothing, where they do not fit.

    ``right`` is the room at the right edge that belongs to an icon. Call it from the field's paintEvent.
    """
    gap, start = theme.scaled(6), _end_of_text(field) + theme.scaled(6)
    room = field.width() - right - gap - start
    if not words or paint.text_width(words, "caption") > room:
        return False
    painter = QPainter(field)
    where = QRect(start, 0, room, field.height())
    paint.text(painter, where, words, "caption", "ink3", Qt.AlignmentFlag.AlignLeft)
    painter.end()
    return True


def _end_of_text(field: QLineEdit) -> int:
    # Qt tells the place of the cursor only; the text ends as far behind it as its rest is wide.
    rest = field.text()[field.cursorPosition() :]
    return field.cursorRect().center().x() + field.fontMetrics().horizontalAdvance(rest)
