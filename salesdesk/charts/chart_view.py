"""The chart on screen: matplotlib's picture, the words over it, a reading cursor, a way to the records."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.charts import figures
from salesdesk.charts.figures import Picture
from salesdesk.charts.layout import lay_out
from salesdesk.charts.plot import Plot, Series
from salesdesk.charts.scene import Scene, Spot, Words, end_words
from salesdesk.ui import paint, theme
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.widgets import announce

RESIZED_MS = 120
LEAST_HEIGHT = 320
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_EDGE = 6  # around the drawing, for the ring of the focus


class ChartView(QWidget):
    """Shows a `Plot`. Left and Right read step by step, Up and Down choose a line, Enter opens its records.

    The picture is drawn on a worker, when there are other figures, when a change of size has ended and when
    the theme changed; between that it is shown as it is.
    """

    opened = Signal(str, int)
    """(series, step): somebody wants the records behind a point or a bar."""
    moved = Signal(object)
    """(step or None) The reading cursor stands elsewhere."""
    drawn = Signal()
    """The picture shows what is to be shown."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._plot: Plot | None = None
        self._scene: Scene | None = None
        self._image = QImage()
        self._token = 0
        self._by_key = False
        self._stale = True
        self._waiting = False
        self._at: int | None = None
        self._series = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(RESIZED_MS)
        self._resized.timeout.connect(self.draw_again)
        theme.changed.connect(self.draw_again)

    # ------------------------------------------------------------- what is shown

    def show_plot(self, plot: Plot, sentence: str = "") -> None:
        """Show other figures; the cursor stays where it still can."""
        self._plot = plot
        if self._at is not None and self._at >= len(plot.steps):
            self._at = None
        self._series = min(self._series, max(len(plot.series) - 1, 0))
        self.setAccessibleName(plot.title)
        table = _("V shows the table")
        words = _("{sentence} {hint}").format(sentence=sentence, hint=table) if sentence else table
        self.setAccessibleDescription(words)
        self.draw_again()

    @property
    def plot(self) -> Plot | None:
        """What is shown."""
        return self._plot

    @property
    def scene(self) -> Scene | None:
        """Where everything lies."""
        return self._scene

    @property
    def step(self) -> int | None:
        """Where the reading cursor stands."""
        return self._at

    @property
    def complete(self) -> bool:
        """Whether the picture is the one of the figures shown."""
        return not (self._image.isNull() or self._waiting or self._stale)

    def draw_again(self) -> None:
        """Lay everything out for the size there is, and have it drawn."""
        self._stale = True
        if self._plot is None or self.width() < 60 or self.height() < 60 or not self.isVisible():
            return
        self._stale = False
        inner = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        scene = lay_out(self._plot, inner.width(), inner.height(), paint.text_width, theme.text_scale())
        self._token += 1
        self._waiting = True
        token, dark, ratio = self._token, theme.is_dark(), self.devicePixelRatioF()

        def work(_task: Task) -> Picture:
            return figures.draw(scene, dark, ratio)

        def done(picture: Picture) -> None:
            if token == self._token:
                self._take(scene, picture)

        self._jobs.run(_("Drawing the chart"), work, done, quiet=True)

    def _take(self, scene: Scene, picture: Picture) -> None:
        kind = QImage.Format.Format_RGBA8888
        image = QImage(picture.rgba, picture.width, picture.height, 4 * picture.width, kind).copy()
        image.setDevicePixelRatio(picture.ratio)
        self._image, self._scene, self._waiting = image, scene, False
        self.update()
        self.drawn.emit()

    # ------------------------------------------------------------- the reading cursor

    def set_step(self, step: int | None) -> None:
        """Put the reading cursor on a step, or take it away, and say what stands there."""
        if self._plot is None or (step is not None and not 0 <= step < len(self._plot.steps)):
            return
        self._at = step
        self.update()
        self.moved.emit(step)
        if step is not None:
            announce(self, self.words_at(step))

    def words_at(self, step: int) -> str:
        """A step and the values of all series there, as one sentence."""
        if self._plot is None:
            return ""
        values = [series_words(one, step) for one in self._plot.series]
        return _("{step}: {values}").format(step=self._plot.steps[step].spoken, values=", ".join(values))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read with the arrows, open with Enter, put the cursor away with Esc."""
        if (
            self._plot is None
            or not self._plot.steps
            or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            super().keyPressEvent(event)
            return
        self._by_key = True
        last = len(self._plot.steps) - 1
        here = self._at
        moves = {
            Qt.Key.Key_Left: last if here is None else max(here - 1, 0),
            Qt.Key.Key_Right: 0 if here is None else min(here + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self.set_step(moves[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose_series(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here is not None:
            self.opened.emit(self._plot.series[self._series].key, here)
        elif key == Qt.Key.Key_Escape and here is not None:
            self.set_step(None)
        else:
            super().keyPressEvent(event)

    def _choose_series(self, way: int) -> None:
        if self._plot is None:
            return
        count = len(self._plot.series)
        self._series = min(max(self._series + way, 0), count - 1)
        if self._at is None:
            self.set_step(len(self._plot.steps) - 1)
        chosen = self._plot.series[self._series]
        announce(self, series_words(chosen, self._at or 0))
        self.update()

    # ------------------------------------------------------------- pointing

    def _inside(self, point: QPointF) -> tuple[float, float]:
        return point.x() - _EDGE, point.y() - _EDGE

    def _spot(self, point: QPointF) -> Spot | None:
        return self._scene.spot_at(*self._inside(point)) if self._scene is not None else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A bar or a point opens what is behind it; anywhere else the cursor goes there."""
        if event.button() != Qt.MouseButton.LeftButton or self._scene is None or self._plot is None:
            super().mousePressEvent(event)
            return
        x, y = self._inside(event.position())
        spot = self._scene.spot_at(x, y)
        step = spot.step if spot is not None else self._scene.step_at(x)
        self.set_step(step if step >= 0 else None)
        if spot is not None:
            keys = [s.key for s in self._plot.series]
            self._series = keys.index(spot.series)
            self.opened.emit(spot.series, spot.step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a bar or a point can be opened."""
        hand = self._spot(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say what a point is; draw again for another screen."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self)
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.draw_again()
        return super().event(event)

    def _tip(self, point: QPoint) -> str:
        spot = self._spot(QPointF(point))
        if spot is None or self._plot is None:
            return ""
        series = next(s for s in self._plot.series if s.key == spot.series)
        return _("{series}, {days}. Click to see what is behind it.").format(
            series=series_words(series, spot.step), days=self._plot.steps[spot.step].words
        )

    # ------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, the words, the cursor."""
        painter = QPainter(self)
        if self._scene is not None:
            painter.save()
            painter.translate(_EDGE, _EDGE)
            # While the size changes the old picture is stretched; it is drawn anew when that has ended.
            wide, high = self.width() - 2 * _EDGE, self.height() - 2 * _EDGE
            painter.scale(wide / self._scene.width, high / self._scene.height)
            painter.drawImage(QRectF(0, 0, self._scene.width, self._scene.height), self._image)
            if self._at is not None and self._plot is not None:
                chosen = self._plot.series[self._series].key if self.hasFocus() else ""
                _paint_cursor(painter, self._scene, self._plot, self._at, chosen)
            for words in (*self._scene.words, *end_words(self._scene, self._at)):
                _write(painter, words)
            painter.restore()
        if self.hasFocus() and self._by_key:
            paint.focus_ring(painter, self.rect(), theme.RADIUS["button"])

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(640), theme.scaled(LEAST_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(320), theme.scaled(LEAST_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again when the size has settled; the first time at once."""
        if self._scene is None:
            self.draw_again()
        else:
            self._resized.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.draw_again()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Given by the tab when it is shown, the focus needs no ring until a key is used.
        self._by_key = event.reason() in _BY_KEY


def series_words(series: Series, step: int) -> str:
    """The value of a series at a step, and of the period before where that is drawn."""
    if series.earlier_words:
        return _("{series} {value} (before: {earlier})").format(
            series=series.name, value=series.words[step], earlier=series.earlier_words[step]
        )
    return _("{series} {value}").format(series=series.name, value=series.words[step])


def _paint_cursor(painter: QPainter, scene: Scene, plot: Plot, at: int, chosen: str) -> None:
    """A thin line through all panels, a ring at each point, the chosen one in the colour of the focus."""
    x = round(scene.centres[at])
    for frame in scene.frames:
        painter.fillRect(QRectF(x, frame.top - 6, 1, frame.bottom - frame.top + 6), theme.color("ink3"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for series in plot.series:
        spot = scene.spot_of(series.key, at)
        if spot is None:
            continue
        painter.setPen(QPen(theme.color("focus" if series.key == chosen else series.tone), 2))
        if not spot.width:
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(QPointF(spot.x, spot.y), 4.5, 4.5)
        elif series.key == chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(spot.x - 2, spot.y - 2, spot.width + 4, spot.height + 3))


def _write(painter: QPainter, words: Words) -> None:
    width = paint.text_width(words.text, words.role) + 2
    high = theme.line_height(words.role)
    left = {"left": words.x, "right": words.x - width, "middle": words.x - width / 2}[words.align]
    place = QRect(round(left), round(words.y - high / 2), width, high)
    paint.text(painter, place, words.text, words.role, words.color, elide="")
