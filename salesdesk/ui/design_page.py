"""Every part of the look on one page, in three sheets: to see a change of the theme at once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QCheckBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from salesdesk.base.i18n import N_, _, language, pgettext
from salesdesk.ui import theme
from salesdesk.ui.design_tokens import heading, side_by_side, token_sheet
from salesdesk.ui.no_match import filter_words, no_match
from salesdesk.ui.status_bar import StatusBar
from salesdesk.ui.toast import Toasts
from salesdesk.ui.widgets import (
    STRETCH,
    Avatar,
    Button,
    Card,
    Chip,
    ChipItem,
    ChipRow,
    ChoiceBox,
    DoneCheck,
    Emphasis,
    EmptyState,
    FactRow,
    FormField,
    Label,
    Link,
    MeterBar,
    Metric,
    NumberBox,
    PageBar,
    Press,
    ProgressCard,
    PromiseBar,
    RatingBar,
    RoundIcon,
    ScrollColumn,
    SearchField,
    Segmented,
    Sparkline,
    Stepper,
    Strip,
    TabItem,
    TopTabs,
    boxed,
    column,
    row,
)

SHEETS = ("tokens", "controls", "states")
_TABS = (
    TabItem("today", N_("Today"), "sun", "Ctrl+1"),
    TabItem("prospects", N_("Prospects"), "users-round", "Ctrl+2"),
    TabItem("sales", N_("Sales"), "handshake", "Ctrl+3"),
    TabItem("service", N_("Service"), "wrench", "Ctrl+4"),
    TabItem("marketing", N_("Marketing"), "megaphone", "Ctrl+5"),
    TabItem("compare", N_("Compare"), "chart-line", "Ctrl+6"),
)


class DesignPage(QWidget):
    """One of the sheets of ``SHEETS``, between the window's two bars."""

    def __init__(self, sheet: str = "tokens", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        tabs = TopTabs([item._replace(text=_(item.text)) for item in _TABS])
        tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a picture of tabs
        tabs.set_count("today", 12)
        tabs.set_count("service", 2, "danger")
        search = SearchField(_("Search or do anything"), key="Ctrl+K")
        search.setFixedWidth(theme.scaled(260))
        person = Avatar("Thu Hà" if language() == "vi" else "Hannah Nguyen")
        new = Button(pgettext("button", "New"), "primary", icon="plus")
        top = row(tabs, STRETCH, search, new, person, margins=(16, 0, 16, 0))
        body = {"tokens": token_sheet, "controls": _controls, "states": _states}[sheet]()
        page = ScrollColumn((20, 12, 20, 12))
        page.add(body, 1)
        status = StatusBar()
        status.show_backup(_("Backed up today {time}").format(time="08:02"))
        keys = (
            ("L", _("log call")),
            ("H", pgettext("key hint", "tomorrow")),
            ("Space", _("done")),
            ("Ctrl+/", _("all keys")),
        )
        status.show_keys(keys)
        self._bar = boxed(top)
        self.setLayout(column(self._bar, page, status, spacing=0))
        tabs.set_compact(tabs.full_width() + top.sizeHint().width() - tabs.sizeHint().width() > 1334)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self._bar.geometry(), theme.color("surface"))
        painter.fillRect(0, self._bar.height() - 1, self.width(), 1, theme.color("line"))


def picture(window: QWidget) -> QPixmap:
    """A window as it looks on screen, with the dialogs that stand over it."""
    out = window.grab()
    painter = QPainter(out)
    for other in QApplication.topLevelWidgets():
        if isinstance(other, QDialog) and other.isVisible() and other is not window:
            painter.drawPixmap(other.pos() - window.mapToGlobal(QPoint(0, 0)), other.grab())
    painter.end()
    return out


def _controls() -> QBoxLayout:
    return side_by_side(_controls_left(), _controls_right())


def _controls_left() -> QVBoxLayout:
    name = QLineEdit("Nguyễn Thị Lan")
    phone = QLineEdit("0914 22 17")
    wrong = FormField(_("Phone"), phone)
    wrong.set_error(_("8 digits; numbers here usually have 10. Saving anyway is fine."))
    source = ChoiceBox([("referral", _("Referral")), ("walk_in", _("Walk-in"))])
    note = QPlainTextEdit(_("Wants to compare with the under-sink model, will decide by Friday"))
    note.setFixedHeight(theme.scaled(64))
    count = NumberBox(1, 99, 2, name=_("Quantity"))
    ticked, mine = QCheckBox(_("Installation")), QRadioButton(_("Mine"))
    ticked.setChecked(True)
    mine.setChecked(True)
    ticks = row(ticked, QCheckBox(_("Call about satisfaction")), STRETCH)
    pick = row(mine, QRadioButton(_("Everyone")), DoneCheck(_("Done")), STRETCH)
    form = Card(_("Fields"), Link(_("Edit")))
    form.add(row(FormField(_("Name"), name), wrong, spacing=12))
    form.add(row(FormField(_("Heard of us from"), source), FormField(_("Quantity"), count), spacing=12))
    form.add(FormField(_("Note"), note, help=_("The customer sees nothing you write here")))
    form.add(SearchField(_("Filter this list"), icon="list-filter", key="Ctrl+F"))
    form.add(ticks)
    form.add(pick)
    form.add(FormField(_("Customer’s rating (CSAT)"), RatingBar()))
    return column(form, STRETCH)


def _controls_right() -> QVBoxLayout:
    chips = ChipRow(
        [
            ChipItem("open", _("All deals"), count=128),
            ChipItem("hot", _("Hot"), "flame", 14),
            ChipItem("none", _("No next step"), "triangle-alert", 9),
            ChipItem("customers", _("Customers"), count=84),
            ChipItem("new", _("New this week"), count=6),
            ChipItem("quiet", _("Not contacted for 30 days"), count=21),
        ],
        "open",
    )
    views = Segmented([("board", _("Board")), ("list", _("List")), ("quotes", _("Quotes"))])
    both = Segmented([("list", _("List"), "list"), ("board", _("Board"), "square-kanban")], icons_only=True)
    stages = Stepper([_("New enquiry"), _("Contacted"), _("Qualified"), _("Quote sent"), _("Customer")], 3)
    step = Strip("accent", "calendar-check")
    step.row.addWidget(Label(_("Next step"), "strong", "accentInk"))
    step.row.addWidget(Label(_("Call about the under-sink price"), "medium", elide="end"))
    step.row.addStretch(1)
    step.row.addWidget(Button(_("Done"), size="small", icon="check"))
    summary = Emphasis(_("**4** calls · **2** promises left · **1** case over its time"))
    meter = MeterBar("sales")
    meter.show_share(0.52, 0.42, _("52% of the target"))
    promise = PromiseBar()
    promise.show_promise(0.33, _("1 h 48 min left"), "soon")
    line = Sparkline()
    line.show_values([3.9, 4.1, 4.0, 4.3, 4.3, 4.6], 4.5)
    facts = Card(_("Ben Archer"), count="4")
    facts.add(row(RoundIcon("handshake", "sales"), Label(_("Bought a filter set"), "strong"), STRETCH))
    wish = FactRow(_("Interested in"), _("10-stage filter, or under-sink"))
    facts.add(row(wish, FactRow(_("Source"), _("Referral"))))
    facts.add(row(Label(_("Satisfaction"), "caption", "ink2"), STRETCH, line, Label("4.6", "strong")))
    facts.add(row(Metric(_("Revenue"), "$1,928", _("14 sales")), Metric(_("ROI"), "160%")))
    return column(row(views, both, STRETCH), chips, stages, step, summary, meter, promise, facts,
                  row(Chip(_("Call today"), icon="phone", checked=True), Chip(_("Tomorrow")), STRETCH),
                  STRETCH)  # fmt: skip


def _states() -> QBoxLayout:
    return side_by_side(_states_left(), _states_right())


def _nothing() -> None:
    """The buttons of this page do nothing."""


def _states_left() -> QVBoxLayout:
    first = Card()
    first.add(
        EmptyState(
            "users-round",
            _("No prospects yet"),
            _("Add the next person who asks about a product."),
            Press(_("New prospect"), _nothing, key="Ctrl+N"),
            Press(_("Import from Excel"), _nothing),
        )
    )
    second = Card()
    second.add(
        EmptyState(
            "sun",
            _("All clear for today"),
            _("Next: 3 calls tomorrow, from 09:00."),
            Press(_("See tomorrow"), _nothing),
        )
    )
    third = Card()
    third.add(no_match(
        _("Nobody matches “{text}”").format(text=filter_words("Hulme", _("Hot"))), "Hulme", _("Hot"), 14,
        _nothing, _nothing,
    ))  # fmt: skip
    return column(heading(_("Empty states say what to do next")), first, second, third)


def _toast(text: str) -> QWidget:
    """A message of the bottom left, in a row of its own."""
    ground = QWidget()
    ground.setFixedHeight(theme.scaled(40))
    ground.setMinimumWidth(theme.scaled(480))
    # Twelve pixels below its edge, as a window's is above its own: it fills the row.
    Toasts(ground, bottom=-12).show_toast(text, on_undo=_nothing)
    return ground


def _states_right() -> QVBoxLayout:
    failed = PageBar("danger")
    failed.show_message(
        _("Could not copy to the USB stick"),
        _("It was unplugged. The copy on this computer (08:02) is safe."),
        [Press(_("Try again"), _nothing)],
        closable=False,
    )
    conflict = PageBar("warn")
    conflict.show_message(
        _("David changed this quote 2 minutes ago"),
        _("Your change is on the unit price, his is on the note. Both can be kept."),
        [Press(_("Keep both"), _nothing, kind="primary"), Press(_("Compare"), _nothing)],
    )
    told = PageBar("info")
    told.show_message(_("Sample data"), actions=[Press(_("Start your own book"), _nothing)])
    work = ProgressCard(_("Importing 229 rows"))
    work.show_progress(148, 229, 6)
    phone = QLineEdit("0161 555 01")
    wrong = FormField(_("Phone"), phone)
    wrong.set_error(_("8 digits; numbers here usually have 10. Saving anyway is fine."))
    return column(
        heading(_("Undo instead of “are you sure?”")),
        _toast(_("Moved to Bin: {name} and 2 quotes").format(name="Laura Bennett")),
        _toast(_("3 deals moved to Negotiating")),
        heading(_("Errors: what happened, what is safe, what to do")),
        wrong,
        failed,
        conflict,
        told,
        heading(_("Progress: real numbers, always stoppable")),
        work,
        STRETCH,
    )
