"""Screens hear of changes on their own thread, and read anew only when somebody looks."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from salesdesk.base.changes import Changes
from salesdesk.ui.hub import Hub, Touched, watch


@pytest.fixture
def hub(qtbot: QtBot) -> Hub:
    """A hub of its own."""
    return Hub()


def _changes(**touched: frozenset[int] | None) -> Changes:
    return Changes("Edit", 1, touched)


def test_news_from_a_worker_arrives_on_the_thread_of_the_window(hub: Hub, qtbot: QtBot) -> None:
    heard: list[tuple[Changes, bool]] = []
    hub.changed.connect(lambda news: heard.append((news, QThread.currentThread() is hub.thread())))
    news = _changes(party=frozenset({1}))
    worker = threading.Thread(target=hub.publish, args=(news,))
    worker.start()
    worker.join(10)
    qtbot.waitUntil(lambda: heard == [(news, True)])


def test_a_visible_widget_reads_several_changes_at_once(hub: Hub, qtbot: QtBot) -> None:
    widget, calls = QWidget(), list[Touched]()
    qtbot.addWidget(widget)
    watch(widget, hub, ("party", "deal"), calls.append)
    widget.show()
    hub.publish(_changes(party=frozenset({1}), sale=frozenset({9})))
    hub.publish(_changes(party=frozenset({2}), deal=None))
    assert calls == []
    qtbot.waitUntil(lambda: calls == [{"party": frozenset({1, 2}), "deal": None}])


def test_many_changes_stay_many_whatever_follows(hub: Hub, qtbot: QtBot) -> None:
    widget, calls = QWidget(), list[Touched]()
    qtbot.addWidget(widget)
    watch(widget, hub, ("party",), calls.append)
    widget.show()
    hub.publish(_changes(party=None))
    hub.publish(_changes(party=frozenset({2})))
    qtbot.waitUntil(lambda: calls == [{"party": None}])


def test_what_is_not_watched_is_not_heard(hub: Hub, qtbot: QtBot) -> None:
    widget, calls = QWidget(), list[Touched]()
    qtbot.addWidget(widget)
    watcher = watch(widget, hub, ("party",), calls.append)
    widget.show()
    hub.publish(_changes(sale=frozenset({9})))
    assert not watcher.stale


def test_a_hidden_widget_stays_stale_until_it_is_seen(hub: Hub, qtbot: QtBot) -> None:
    widget, calls = QWidget(), list[Touched]()
    qtbot.addWidget(widget)
    watcher = watch(widget, hub, ("party",), calls.append)
    hub.publish(_changes(party=frozenset({1})))
    assert watcher.stale
    widget.show()
    qtbot.waitUntil(lambda: calls == [{"party": frozenset({1})}])
    assert not watcher.stale


def test_nothing_is_read_anew_under_the_fingers_of_somebody_who_edits(hub: Hub, qtbot: QtBot) -> None:
    widget, calls = QWidget(), list[Touched]()
    qtbot.addWidget(widget)
    watcher = watch(widget, hub, ("party",), calls.append)
    widget.show()
    watcher.hold()
    hub.publish(_changes(party=frozenset({1})))
    QCoreApplication.processEvents()
    assert (calls, watcher.stale) == ([], True)
    watcher.release()
    qtbot.waitUntil(lambda: calls == [{"party": frozenset({1})}])


def test_a_widget_that_is_gone_hears_nothing(hub: Hub, qtbot: QtBot) -> None:
    widget, calls = QWidget(), list[Touched]()
    watcher = watch(widget, hub, ("party",), calls.append)
    widget.deleteLater()
    qtbot.waitUntil(lambda: not isValid(watcher))
    hub.publish(_changes(party=None))
    assert calls == []
