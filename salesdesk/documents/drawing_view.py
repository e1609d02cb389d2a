"""Papers drawn: as pictures for the preview, as PDF files, on a printer. Always dark on white, always Inter.

Everything may run on a worker: a drawing is made, used and dropped on one thread.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextOption,
    QTextTable,
)
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from salesdesk.base.atomic import replacing
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.documents.papers import Paper
from salesdesk.documents.payment_codes import squares
from salesdesk.documents.placing import Size, placed
from salesdesk.ui import tokens

_PX_PER_MM = 96 / 25.4
_PDF_DPI = 600
_FOOT = 26  # pixels at the bottom of a sheet for the foot line and the page number
_QUIET = 4  # squares of white around a code
_INK, _SOFT = "#1c1b18", "#514d45"


def _font(pixels: int) -> QFont:
    font = QFont(tokens.FAMILY)
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def code_image(text: str) -> QImage | None:
    """The payment code with its quiet zone, one pixel a square; None when it would be too large."""
    dots = squares(text) if text else None
    if dots is None:
        return None
    side = len(dots) + 2 * _QUIET
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for y, line in enumerate(dots):
        for x, dark in enumerate(line):
            if dark:
                image.setPixel(x + _QUIET, y + _QUIET, 0xFF000000)
    return image.scaled(side * 8, side * 8, Qt.AspectRatioMode.KeepAspectRatio)


class _PaperDocument(QTextDocument):
    """The page under a template: it is given the code's image, and asks nobody for anything else."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing: a name with a picture in it must not open a file or a network share."""
        return None


class Drawing:
    """A paper laid out on a size; ``pages`` says on how many. Lengths are pixels at 96 to the inch."""

    def __init__(self, paper: Paper, size: Size) -> None:
        self.paper, self.size = paper, size
        image = code_image(paper.pay.code) if paper.pay is not None else None
        if paper.pay is not None and image is None:
            paper = paper._replace(pay=paper.pay._replace(code="", scan=""))
        self._margin = size.margin * _PX_PER_MM
        self.width = size.width * _PX_PER_MM
        self._document = document = _PaperDocument()
        document.setUseDesignMetrics(True)
        document.setDocumentMargin(0)
        document.setDefaultFont(_font(size.text))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        if image is not None:
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl("code"), image)
        document.setHtml(placed(paper, size))
        inner = self.width - 2 * self._margin
        if size.height:
            self.height = size.height * _PX_PER_MM
            self._body = self.height - 2 * self._margin - _FOOT
            document.setPageSize(QSizeF(inner, self._body))
            _keep_rows_whole(document, self._body)
            self.pages = document.pageCount()
        else:
            document.setTextWidth(inner)
            self._body = document.size().height()
            self.height = self._body + 2 * self._margin
            self.pages = 1

    @property
    def text(self) -> str:
        """Everything written on it, without the foot."""
        return self._document.toPlainText()

    @property
    def millimetres(self) -> QSizeF:
        """The size of a page."""
        return QSizeF(self.size.width, self.size.height or self.height / _PX_PER_MM)

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page (from 0) with its corner at the origin."""
        painter.save()
        painter.translate(QPointF(self._margin, self._margin - page * self._body))
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(_INK))
        context.palette = palette
        area = QRectF(0, page * self._body, self.width - 2 * self._margin, self._body)
        context.clip = area
        painter.setClipRect(area)
        self._document.documentLayout().draw(painter, context)
        painter.restore()
        if self.size.height:
            self._paint_foot(painter, page)

    def _paint_foot(self, painter: QPainter, page: int) -> None:
        font = _font(max(self.size.text - 2, 10))
        painter.setFont(font)
        painter.setPen(QColor(_SOFT))
        area = QRectF(self._margin, self.height - self._margin - _FOOT, self.width - 2 * self._margin, _FOOT)
        bottom = Qt.AlignmentFlag.AlignBottom
        several = self.pages > 1
        words = self.paper.page_words.format(page=page + 1, pages=self.pages) if several else ""
        painter.drawText(area, bottom | Qt.AlignmentFlag.AlignRight, words)
        room = area.width() - QFontMetricsF(font).horizontalAdvance(words) - 16
        foot = QFontMetricsF(font).elidedText(self.paper.foot, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, bottom | Qt.AlignmentFlag.AlignLeft, foot)

    def picture(self, page: int, scale: float) -> QImage:
        """A page as a picture, ``scale`` pixels for each at 96 to the inch."""
        image = QImage(
            max(1, round(self.width * scale)), max(1, round(self.height * scale)), QImage.Format.Format_RGB32
        )
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(scale, scale)
        self.paint(painter, page)
        painter.end()
        return image

    def paint_all(self, device: QPagedPaintDevice, dpi: int, task: Task) -> bool:
        """Paint every page on a device of ``dpi``; False when it does not take them."""
        painter = QPainter()
        if not painter.begin(device):
            return False
        painter.scale(dpi / 96, dpi / 96)
        try:
            for page in range(self.pages):
                task.advance(page, self.pages)
                if page and not device.newPage():
                    return False
                self.paint(painter, page)
        finally:
            ended = painter.end()
        return ended

    def page_layout(self) -> QPageLayout:
        """The page for a PDF or a printer: no margins but the paper's own."""
        page = QPageSize(
            self.millimetres, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
        )
        layout = QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        layout.setMode(QPageLayout.Mode.FullPageMode)
        return layout


def _keep_rows_whole(document: QTextDocument, page: float) -> None:
    """Push rows that a page's end would cut to the next page; Qt's layout cuts them between two lines."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable) and frame.format().headerRowCount():
            for row in range(frame.format().headerRowCount() + 1, frame.rows()):
                _keep_row_whole(document, frame, row, page)


def _keep_row_whole(document: QTextDocument, table: QTextTable, row: int, page: float) -> None:
    layout = document.documentLayout()
    cells = [table.cellAt(row, column) for column in range(table.columns())]
    top = min(layout.blockBoundingRect(cell.firstCursorPosition().block()).top() for cell in cells)
    bottom = max(layout.blockBoundingRect(cell.lastCursorPosition().block()).bottom() for cell in cells)
    end = (top // page + 1) * page
    if bottom <= end or bottom - top > page / 2:
        return
    # Room below the row before: room above this one would go with it to the next page.
    for column in range(table.columns()):
        cell = table.cellAt(row - 1, column)
        form = cell.format().toTableCellFormat()
        padding = table.format().cellPadding()
        form.setBottomPadding(end - top + 2 * padding)
        cell.setFormat(form)


def write_pdf(paper: Paper, size: Size, path: Path, task: Task) -> Path:
    """Write a paper as PDF, whole or not at all. Raises `UserError` when the file cannot be written."""
    with replacing(path) as aside:
        drawing = Drawing(paper, size)
        writer = QPdfWriter(str(aside))
        writer.setResolution(_PDF_DPI)
        writer.setPageLayout(drawing.page_layout())
        writer.setTitle(paper.file_name)
        writer.setCreator("Salesdesk")
        if not drawing.paint_all(writer, _PDF_DPI, task):
            raise OSError(str(path))
        del writer
    return path


def printer_names() -> list[str]:
    """The printers of this computer, the usual one first."""
    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != usual)


def print_paper(paper: Paper, size: Size, printer_name: str, copies: int, task: Task) -> None:
    """Print a paper. Raises `UserError` when the printer does not take it."""
    drawing = Drawing(paper, size)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(printer_name)
    printer.setPageLayout(drawing.page_layout())
    printer.setFullPage(True)
    printer.setDocName(paper.file_name)
    printer.setCopyCount(copies)
    # Qt would write a file for a printer that was taken away meanwhile.
    there = printer_name in printer_names()
    if not (there and drawing.paint_all(printer, printer.resolution(), task)):
        raise UserError(
            _("“{printer}” did not take the paper. Look whether it is on, or save the paper as PDF.").format(
                printer=printer_name
            )
        )
