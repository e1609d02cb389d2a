"""A scene drawn by Qt on paper: a picture for the preview, a PDF page, a printer. Always light, always Inter.

Paper wants real letters that can be searched and copied; matplotlib's PDF has only shapes for Vietnamese.
Everything may run on a worker.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
)
from PySide6.QtPrintSupport import QPrinter

from salesdesk.base.atomic import replacing
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.charts.report import Report
from salesdesk.charts.report_layout import CHART_AT, HEIGHT, WIDTH, all_words, lay_out_report
from salesdesk.charts.scene import Area, Line, Mark, Rule, Scene, Words
from salesdesk.documents.drawing_view import printer_names
from salesdesk.ui import tokens

_DPI, _PDF_DPI = 96, 600
_SIZES = {
    "caption": (12, QFont.Weight.Normal),
    "caption_medium": (12, QFont.Weight.Medium),
    "caption_strong": (12, QFont.Weight.DemiBold),
    "body": (13, QFont.Weight.Normal),
    "title": (18, QFont.Weight.DemiBold),
}


def _font(role: str) -> QFont:
    size, weight = _SIZES[role]
    font = QFont(tokens.FAMILY)
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


class PaperPage:
    """A report laid out on A4 across; made, used and dropped on one thread."""

    def __init__(self, report: Report) -> None:
        self.title = _("{title} {days}").format(title=report.title, days=report.days)
        self._fonts = {role: _font(role) for role in _SIZES}
        self._metrics = {role: QFontMetricsF(font) for role, font in self._fonts.items()}
        self._colors: Mapping[str, str] = tokens.tokens(False)
        self._frame, self._chart = lay_out_report(report, self._measure)

    def _measure(self, words: str, role: str) -> float:
        return self._metrics[role].horizontalAdvance(words)

    @property
    def words(self) -> list[str]:
        """Everything written on the page."""
        scenes = [scene for scene in (self._frame, self._chart) if scene is not None]
        return [w.text for scene in scenes for w in all_words(scene)]

    def paint(self, painter: QPainter) -> None:
        """Paint it with its corner at the origin."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scene(painter, self._frame)
        if self._chart is None:
            return
        painter.save()
        painter.translate(*CHART_AT)
        self._paint_scene(painter, self._chart)
        painter.restore()

    def _paint_scene(self, painter: QPainter, scene: Scene) -> None:
        for shade in scene.shades:
            self._paint_area(painter, shade)
        for rule in scene.rules:
            self._paint_rule(painter, rule)
        for bar in scene.bars:
            self._paint_area(painter, bar)
        for target in scene.targets:
            self._paint_rule(painter, target)
        for line in scene.lines:
            self._paint_line(painter, line)
        for mark in scene.marks:
            self._paint_mark(painter, mark)
        for words in all_words(scene):
            self._write(painter, words)

    def _paint_area(self, painter: QPainter, area: Area) -> None:
        place, color = QRectF(area.x, area.y, area.width, area.height), QColor(self._colors[area.color])
        if not area.hatched:
            painter.fillRect(place, color)
            return
        painter.setPen(QPen(color, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)
        painter.save()
        painter.setClipRect(place)
        at = place.left() - place.height()
        while at < place.right():
            painter.drawLine(QPointF(at, place.bottom()), QPointF(at + place.height(), place.top()))
            at += 6
        painter.restore()

    def _paint_rule(self, painter: QPainter, rule: Rule) -> None:
        pen = QPen(QColor(self._colors[rule.color]), rule.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if rule.dash:
            pen.setDashPattern([2.2, 2.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(rule.x1, rule.y1), QPointF(rule.x2, rule.y2))

    def _paint_line(self, painter: QPainter, line: Line) -> None:
        pen = QPen(QColor(self._colors[line.color]), line.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if line.dashed else Qt.PenCapStyle.RoundCap)
        if line.dashed:
            pen.setDashPattern([4.6, 2.4])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line.points]))

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        color, ground = QColor(self._colors[mark.color]), QColor(self._colors["surface"])
        painter.setPen(QPen(color if mark.hollow else ground, 1.6 if mark.hollow else 1.0))
        painter.setBrush(QBrush(ground if mark.hollow else color))
        middle, half = QPointF(mark.x, mark.y), mark.size / 2
        if mark.shape == "round":
            painter.drawEllipse(middle, half, half)
            return
        half *= 1.13
        around = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)]
        painter.drawPolygon(QPolygonF([QPointF(mark.x + x, mark.y + y) for x, y in around]))

    def _write(self, painter: QPainter, words: Words) -> None:
        painter.setFont(self._fonts[words.role])
        painter.setPen(QColor(self._colors[words.color]))
        wide = self._measure(words.text, words.role)
        left = {"left": words.x, "right": words.x - wide, "middle": words.x - wide / 2}[words.align]
        # The middle of digits and capitals, not of the line: 0.36 of the size above the base line.
        painter.drawText(QPointF(left, words.y + 0.36 * _SIZES[words.role][0]), words.text)

    def picture(self, scale: float) -> QImage:
        """The page as a picture, ``scale`` pixels for each at 96 to the inch."""
        image = QImage(round(WIDTH * scale), round(HEIGHT * scale), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.scale(scale, scale)
        self.paint(painter)
        painter.end()
        return image

    def paint_on(self, device: QPagedPaintDevice, dpi: int) -> bool:
        """Paint it on a device of ``dpi``; False when it does not take it."""
        painter = QPainter()
        if not painter.begin(device):
            return False
        painter.scale(dpi / _DPI, dpi / _DPI)
        try:
            self.paint(painter)
        finally:
            ended = painter.end()
        return ended


def _layout() -> QPageLayout:
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0)
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def write_pdf(report: Report, path: Path) -> Path:
    """Write the page as PDF, whole or not at all. Raises `UserError` when the file cannot be written."""
    with replacing(path) as aside:
        page = PaperPage(report)
        writer = QPdfWriter(str(aside))
        writer.setResolution(_PDF_DPI)
        writer.setPageLayout(_layout())
        writer.setTitle(page.title)
        writer.setCreator("Salesdesk")
        if not page.paint_on(writer, _PDF_DPI):
            raise OSError(str(path))
        del writer
    return path


def print_page(report: Report, printer_name: str, copies: int) -> None:
    """Print the page. Raises `UserError` when the printer does not take it."""
    page = PaperPage(report)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(printer_name)
    printer.setPageLayout(_layout())
    printer.setFullPage(True)
    printer.setDocName(page.title)
    printer.setCopyCount(copies)
    # Qt would write a file for a printer that was taken away meanwhile.
    if not (printer_name in printer_names() and page.paint_on(printer, printer.resolution())):
        raise UserError(
            _("“{printer}” did not take the paper. Look whether it is on, or save the paper as PDF.").format(
                printer=printer_name
            )
        )
