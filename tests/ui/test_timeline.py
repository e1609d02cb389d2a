"""A timeline shows what happened, newest first, wraps its words and offers older events."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from salesdesk.ui import theme
from salesdesk.ui.timeline import GROUP_AFTER, Timeline, TimelineEvent
from salesdesk.ui.widgets import Chip

START = datetime(2026, 5, 9, 9, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The program's own look."""
    theme.apply(qapp, "light")


def _events(count: int, first: int = 0) -> list[TimelineEvent]:
    first_one = TimelineEvent(0, "sales", "phone-call", "", "Likes it.", "Sat 9 May", START, "call")
    return [
        first_one._replace(id=n, title=f"Call {n}", at=START - timedelta(hours=12 * n))
        for n in range(first, first + count)
    ]


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    """An empty timeline, shown."""
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def _view(timeline: Timeline) -> QListView:
    found = timeline.findChild(QListView)
    assert found is not None
    return found


def _words(timeline: Timeline) -> list[str]:
    model = _view(timeline).model()
    return [str(model.index(n, 0).data()) for n in range(model.rowCount())]


def test_events_are_shown_and_read_out(timeline: Timeline) -> None:
    timeline.set_events(_events(2))
    timeline.grab()
    model = _view(timeline).model()
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Call 0, Sat 9 May, Likes it."
    assert _view(timeline).accessibleName() == "Timeline, 2 events"


def test_older_events_stand_below_their_day(timeline: Timeline) -> None:
    timeline.set_events(_events(GROUP_AFTER + 3))
    assert _words(timeline)[GROUP_AFTER:] == [
        "29 Apr 2026",
        "Call 20",
        "28 Apr 2026",
        "Call 21",
        "Call 22",
    ]
    heading = _view(timeline).model().index(GROUP_AFTER, 0)
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable


def test_a_click_or_enter_opens_the_event(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_events(_events(3))
    view = _view(timeline)
    at = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(timeline.opened) as opened:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == [1, "call"]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(timeline.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [2, "call"]


def test_older_events_are_asked_for_and_added_below(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_events(_events(3), more=True)
    view = _view(timeline)
    view.setCurrentIndex(view.model().index(3, 0))
    with qtbot.waitSignal(timeline.older_wanted):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(view.model().modelReset):
        timeline.append_older(_events(2, first=3), more=True)
    assert _words(timeline) == ["Call 0", "Call 1", "Call 2", "Call 3", "Call 4", "Show older"]
    timeline.append_older([])
    assert _words(timeline)[-1] == "Call 4"


def test_the_filter_only_tells(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_events(_events(2))
    with qtbot.waitSignal(timeline.domain_chosen) as chosen:
        next(chip for chip in timeline.findChildren(Chip) if chip.text() == "Service").click()
    assert (chosen.args, timeline.domain(), timeline.count()) == (["service"], "service", 2)


def test_long_words_wrap_and_wrap_anew_when_the_window_narrows(timeline: Timeline, qtbot: QtBot) -> None:
    long = _events(1)[0]._replace(body="Worried about the price of cores; explained the yearly plan. " * 4)
    timeline.set_events([long])
    view = _view(timeline)
    wide = view.visualRect(view.model().index(0, 0)).height()
    timeline.resize(320, 400)
    qtbot.waitUntil(lambda: view.visualRect(view.model().index(0, 0)).height() > wide)


def test_a_very_long_note_is_cut_after_eight_lines(timeline: Timeline) -> None:
    timeline.set_events([_events(1)[0]._replace(body="line\n" * 200)])
    view = _view(timeline)
    timeline.grab()
    height = view.visualRect(view.model().index(0, 0)).height()
    assert height == theme.line_height("strong") + 8 * theme.wrapped_line_height("body") + 10
