"""Long work runs beside the window, answers on its thread, and can be stopped."""

import logging
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QProgressBar, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from salesdesk.base.errors import Cancelled, StoreError, UserError
from salesdesk.base.task import Task
from salesdesk.ui.jobs import Jobs, JobStrip
from salesdesk.ui.widgets import Button


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """Workers that are all home when the test is over."""
    made = Jobs()
    yield made
    assert made.close()


def _raise(error: BaseException) -> None:
    raise error


def test_the_result_arrives_on_the_thread_of_the_window(jobs: Jobs) -> None:
    threads: list[bool] = []
    results: list[int] = []

    def work(_task: Task) -> int:
        threads.append(threading.current_thread() is threading.main_thread())
        return 6 * 7

    def done(answer: int) -> None:
        threads.append(QThread.currentThread() is jobs.thread())
        results.append(answer)

    jobs.run("Counting", work, done)
    assert jobs.wait_all()
    assert (results, threads) == ([42], [False, True])


@pytest.mark.parametrize("error", [UserError("No."), StoreError("Disk full.")])
def test_trouble_with_words_goes_to_the_one_who_asked(jobs: Jobs, error: Exception) -> None:
    asked: list[Exception] = []
    shown: list[object] = []
    jobs.failed.connect(lambda _job, trouble: shown.append(trouble))
    jobs.run("Importing", lambda _task: _raise(error), failed=asked.append)
    assert jobs.wait_all()
    jobs.run("Importing", lambda _task: _raise(error))
    assert jobs.wait_all()
    assert (asked, shown) == ([error], [error])


def test_a_stopped_job_says_nothing(jobs: Jobs) -> None:
    heard: list[object] = []
    begun = threading.Event()

    def work(task: Task) -> str:
        begun.set()
        while True:
            task.advance(1, 10)

    job = jobs.run("Importing", work, heard.append, heard.append)
    assert begun.wait(10)
    job.cancel()
    assert jobs.wait_all()
    assert (heard, job.running, job.done, job.total) == ([], False, 1, 10)


def test_a_job_cancelled_before_it_began_never_runs(jobs: Jobs) -> None:
    gate, ran = threading.Event(), []
    for _ in range(2):
        jobs.run("Waiting", lambda _task: gate.wait(10))
    job = jobs.run("Late", lambda _task: ran.append(1))
    job.cancel()
    gate.set()
    assert jobs.wait_all()
    assert ran == []


def test_what_nobody_foresaw_is_reported_as_a_crash(jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    crashes: list[BaseException] = []
    jobs.crashed.connect(crashes.append)
    with caplog.at_level(logging.CRITICAL):
        jobs.run("Breaking", lambda _task: 1 // 0)
        assert jobs.wait_all()
    assert [type(crash) for crash in crashes] == [ZeroDivisionError]


def test_a_quiet_job_that_was_interrupted_may_fail_in_any_way(jobs: Jobs) -> None:
    crashes: list[BaseException] = []
    jobs.crashed.connect(crashes.append)
    gate = threading.Event()

    def work(_task: Task) -> None:
        gate.wait(10)
        raise OSError("interrupted")

    job = jobs.run("Reading", work, quiet=True)
    job.cancel()
    gate.set()
    assert jobs.wait_all()
    assert crashes == []


def test_every_job_ends_once_however_it_ended(jobs: Jobs) -> None:
    ends: list[str] = []
    for name, error in (("fine", None), ("stopped", Cancelled()), ("wrong", UserError("No."))):
        job = jobs.run(name, lambda _task, error=error: _raise(error) if error else None)
        job.ended.connect(lambda name=name: ends.append(name))
    assert jobs.wait_all()
    assert sorted(ends) == ["fine", "stopped", "wrong"]


def test_the_strip_shows_real_counts_and_stops_the_job(jobs: Jobs, qtbot: QtBot) -> None:
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    begun = threading.Event()

    def work(task: Task) -> None:
        begun.set()
        while True:
            task.advance(148, 229)

    jobs.run("Importing 229 rows", work)
    assert begun.wait(10)
    assert strip.isHidden()  # a short job never flashes up
    qtbot.waitUntil(lambda: not strip.isHidden(), timeout=5000)
    bar = strip.findChild(QProgressBar)
    assert bar is not None
    qtbot.waitUntil(lambda: bar.value() == round(1000 * 148 / 229), timeout=5000)
    strip.findChild(Button).click()
    qtbot.waitUntil(lambda: jobs.idle, timeout=5000)
    qtbot.waitUntil(strip.isHidden, timeout=5000)


def test_a_quiet_job_is_never_shown(jobs: Jobs, qtbot: QtBot) -> None:
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    jobs.run("Reading", lambda _task: None, quiet=True)
    assert jobs.running() == []
    assert jobs.wait_all()
    assert strip.isHidden()


def test_a_job_guesses_the_time_left_from_its_pace(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    job = jobs.run("Importing", lambda _task: gate.wait(10))
    assert job.seconds_left() is None
    job.done, job.total = 50, 200
    monkeypatch.setattr(type(job), "seconds", 4.0)
    assert job.seconds_left() == pytest.approx(12.0)
    gate.set()
    assert jobs.wait_all()


def test_an_answer_for_a_closed_screen_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    screen = QWidget()
    go = threading.Event()
    answers: list[bool] = []

    def done(answer: bool) -> None:
        answers.append(answer)
        screen.setWindowTitle(str(answer))

    job = jobs.run("Reading", lambda _task: go.wait(5), done, quiet=True)
    with qtbot.waitSignal(job.ended, timeout=5000):
        delete(screen)
        go.set()
    assert answers == []


def test_an_answer_with_its_number_for_a_screen_that_is_gone_is_dropped(jobs: Jobs) -> None:
    heard: list[int] = []

    class Screen(QObject):
        def take(self, number: int, _found: object) -> None:
            heard.append(number)

    gone, there = Screen(), Screen()
    jobs.run("Reading", lambda _task: None, partial(gone.take, 1), quiet=True)
    jobs.run("Reading", lambda _task: None, partial(there.take, 2), quiet=True)
    delete(gone)
    assert jobs.wait_all()
    assert heard == [2]
