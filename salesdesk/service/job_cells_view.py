"""The cells of the job calendar as a Qt model, and how a job looks in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import format_day
from salesdesk.service.job_rules import MONTH, JobRow, Sheet, Slot, job_sentence, job_words
from salesdesk.ui import cells, paint, row_paint, theme
from salesdesk.ui.paged_model import NO_INDEX, Index

JOB_MIME = "application/x-salesdesk-job"
BLOCK, LINE, GAP, HEAD, PAD = 42, 22, 3, 24, 4
"""Heights in unscaled pixels: a job of two lines, of one, between two jobs, a day's number in a month."""
_TONES = ("person1", "person2", "person3", "person4", "person5", "person6")


def person_tone(staff_id: int | None, order: Sequence[int]) -> str:
    """The colour token of a person; people keep theirs by the order in which they came to the desk."""
    if staff_id is None or staff_id not in order:
        return "line2"
    return _TONES[order.index(staff_id) % len(_TONES)]


class JobCells(QAbstractTableModel):
    """A `Sheet` of the calendar: a cell's words are those of its jobs, its spoken text their sentences."""

    def __init__(self, sheet: Sheet, today: date, language: str, people: Sequence[int] = ()) -> None:
        super().__init__()
        self.sheet, self.today, self.language, self.people = sheet, today, language, list(people)

    def show(self, sheet: Sheet, today: date, people: Sequence[int]) -> None:
        """Show another view, or the same with other jobs."""
        self.beginResetModel()
        self.sheet, self.today, self.people = sheet, today, list(people)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many rows of cells."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """One a weekday."""
        return 0 if parent.isValid() else len(self.sheet.columns)

    def jobs(self, index: Index) -> list[JobRow]:
        """The jobs of a cell."""
        return self.sheet.at(index.row(), index.column())

    def slot(self, index: Index) -> Slot | None:
        """The day, hour and person of a cell."""
        return self.sheet.slots.get((index.row(), index.column()))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the cell's jobs, and all of them as sentences for a screen reader."""
        if role == Qt.ItemDataRole.DisplayRole:
            return "; ".join(job_words(job) for job in self.jobs(index))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index)
        return None

    def spoken(self, index: Index) -> str:
        """The cell in words: when, how many jobs, and each of them."""
        slot, jobs = self.slot(index), self.jobs(index)
        if slot is None:
            return ""
        day = format_day(slot.day, self.language, "long")
        many = (
            ngettext("{n} job", "{n} jobs", len(jobs)).format(n=len(jobs)) if jobs else _("nothing planned")
        )
        row = self.sheet.rows[index.row()]
        parts = [day, row, many, *(job_sentence(job, self.today, self.language) for job in jobs)]
        return "; ".join(part for part in parts if part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Weekdays above; hours, people or nothing at the left."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Vertical:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = self.sheet.columns if orientation == Qt.Orientation.Horizontal else self.sheet.rows
        return names[section] if 0 <= section < len(names) else None


class Block:
    """Where the jobs of a cell are painted: those that fit, and how many do not."""

    def __init__(self, rect: QRect, jobs: Sequence[JobRow], month: bool, current: int) -> None:
        head = theme.scaled(HEAD) if month else theme.scaled(PAD)
        self.high = theme.scaled(LINE if month else BLOCK)
        step = self.high + theme.scaled(GAP)
        room = max((rect.height() - head) // step, 1)
        self.first = 0
        if len(jobs) > room:
            room = max((rect.height() - head - theme.scaled(LINE)) // step, 1)
            self.first = min(max(current - room + 1, 0), len(jobs) - room)
        self.shown = list(jobs[self.first : self.first + room])
        self.hidden = len(jobs) - len(self.shown)
        pad = theme.scaled(PAD)
        left, width = rect.left() + pad, rect.width() - 2 * pad
        self.rects = [
            QRect(left, rect.top() + head + n * step, width, self.high) for n in range(len(self.shown))
        ]
        under = rect.top() + head + len(self.shown) * step
        self.more = QRect(left, under, width, theme.scaled(LINE) - theme.scaled(GAP))

    def place_at(self, at: QPoint) -> int | None:
        """Which of the cell's jobs lies at a point."""
        found = (self.first + n for n, rect in enumerate(self.rects) if rect.contains(at))
        return next(found, None)

    def beyond_at(self, at: QPoint) -> int | None:
        """The next job that is not shown, for a point on the words "2 more"."""
        if not self.hidden or not self.more.contains(at):
            return None
        after = self.first + len(self.shown)
        return after if after < self.hidden + len(self.shown) else 0


def paint_job(painter: QPainter, rect: QRect, job: JobRow, tone: str, late: bool, chosen: bool) -> None:
    """Paint a job: its person's colour and initials, what is to be done, and below its time and for whom."""
    paint.box(painter, rect, "hover" if job.done else "surface", "accent" if chosen else "btn", 5)
    bar = QRect(rect.left() + 1, rect.top() + 3, theme.scaled(4), rect.height() - 6)
    paint.box(painter, bar, "line2" if job.done else tone, "", 2)
    inner = rect.adjusted(theme.scaled(9), theme.scaled(2), -theme.scaled(4), -theme.scaled(2))
    side, high = theme.scaled(20), theme.line_height("caption")
    one_line = rect.height() < theme.scaled(BLOCK) - 4
    if job.staff and inner.width() > 4 * side:
        top = inner.center().y() - side // 2 + 1 if one_line else inner.bottom() + 1 - side
        cells.avatar(painter, QPoint(inner.right() + 1 - side, top), side, job.staff)
    room = inner.adjusted(0, 0, -(side + theme.scaled(4)) if job.staff else 0, 0)
    if one_line:
        _title(painter, room, job, late, job.time)
        return
    _title(painter, QRect(inner.left(), inner.top(), inner.width(), high), job, late)
    below = " · ".join(part for part in (job.time, job.party or job.product) if part)
    lower = QRect(room.left(), inner.bottom() + 1 - high, room.width(), high)
    row_paint.text(painter, lower, below, "caption", "ink3" if job.done else "ink2")


def _title(painter: QPainter, rect: QRect, job: JobRow, late: bool, time: str = "") -> None:
    left, gap = rect.left(), theme.scaled(4)
    ink = "ink3" if job.done else "dangerInk" if late else "ink"
    mark = "check" if job.done else "circle-alert" if late else ""
    if mark:
        left += row_paint.icon(painter, left, rect.center().y() + 1, mark, ink, 12) + gap
    if time:
        where = QRect(left, rect.top(), rect.right() - left, rect.height())
        row_paint.text(painter, where, time, "caption_medium", "ink3" if job.done else "ink2")
        left += row_paint.width_of(time, "caption_medium") + gap
    words = QRect(left, rect.top(), rect.right() + 1 - left, rect.height())
    row_paint.text(painter, words, job_words(job), "caption_strong", ink)
    if job.done:
        wide = min(row_paint.width_of(job_words(job), "caption_strong"), words.width())
        painter.fillRect(QRect(left, words.center().y() + 1, wide, 1), theme.color(ink))


def paint_cell(
    painter: QPainter, rect: QRect, model: JobCells, index: Index, current: int, drop: bool, focus: bool
) -> None:
    """Paint a cell: its ground, the day's number in a month, its jobs, and where the keys are."""
    slot, jobs = model.slot(index), model.jobs(index)
    if slot is None:
        return
    today, month = slot.day == model.today, model.sheet.view == MONTH
    painter.fillRect(rect, theme.color("sel" if today else "sunken" if _quiet(model, slot) else "surface"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
    painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), theme.color("line"))
    if month:
        _day_number(painter, rect, slot.day, today, _quiet(model, slot))
    block = Block(rect, jobs, month, max(current, 0))
    for n, (job, where) in enumerate(zip(block.shown, block.rects, strict=True)):
        late = not job.done and slot.day < model.today
        chosen = current == block.first + n
        paint_job(painter, where, job, person_tone(job.staff_id, model.people), late, chosen)
        if chosen and focus:
            paint.focus_ring(painter, where, 5)
    if block.hidden:
        words = ngettext("{n} more", "{n} more", block.hidden).format(n=block.hidden)
        row_paint.text(
            painter, block.more.adjusted(theme.scaled(6), 0, 0, 0), words, "caption_medium", "ink2"
        )
    if drop:
        paint.box(painter, rect.adjusted(1, 1, -2, -2), "", "accent", 5)
    elif focus and current == -1:
        paint.focus_ring(painter, rect.adjusted(1, 1, -2, -2), 5)


def _quiet(model: JobCells, slot: Slot) -> bool:
    """Whether a day belongs to the month before or after the one shown."""
    sheet = model.sheet
    middle = sheet.span.start.toordinal() + sheet.span.days // 2
    return sheet.view == MONTH and slot.day.month != date.fromordinal(middle).month


def _day_number(painter: QPainter, rect: QRect, day: date, today: bool, quiet: bool) -> None:
    line = QRect(
        rect.left() + theme.scaled(8), rect.top() + 2, rect.width() - theme.scaled(12), theme.scaled(20)
    )
    if not today:
        row_paint.text(painter, line, str(day.day), "caption_medium", "ink3" if quiet else "ink2")
        return
    row_paint.text(painter, line, _("{day}, today").format(day=day.day), "caption_strong", "accentInk")
