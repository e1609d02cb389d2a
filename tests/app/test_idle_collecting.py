"""The long look for garbage is made in pauses, and is made."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from datetime import timedelta

import pytest

from salesdesk.app import idle_collecting
from salesdesk.app.idle_collecting import ENOUGH, QUIET, TOO_MUCH, collect_if_idle, collect_when_idle
from salesdesk.app.window import MainWindow
from salesdesk.base import clock
from tests.app.windows import rest


class Knot:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The thresholds are the process's: they are put back."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the middle generation was looked through since everything was: to be set."""
    since = [ENOUGH]
    monkeypatch.setattr(idle_collecting.gc, "get_count", lambda: (0, 0, since[0]))
    return since


def old_garbage() -> weakref.ref[Knot]:
    """Garbage that only a look through everything finds."""
    gc.collect()
    knot = Knot()
    gc.collect()  # it is of the oldest generation now
    return weakref.ref(knot)


def test_in_a_pause_what_nobody_needs_goes(window: MainWindow, looks: list[int]) -> None:
    rest(window)
    gone = old_garbage()
    with clock.freeze(clock.now() + QUIET):
        assert collect_if_idle(window)
    assert gone() is None


def test_nobody_is_disturbed_while_typing(window: MainWindow, looks: list[int]) -> None:
    rest(window)
    with clock.freeze(clock.now() + timedelta(seconds=60)):
        window.lock.signs.note()
        assert not collect_if_idle(window)
        looks[0] = TOO_MUCH
        assert collect_if_idle(window), "who never pauses must not fill the memory"


def test_a_look_that_would_find_little_is_not_made(window: MainWindow, looks: list[int]) -> None:
    rest(window)
    looks[0] = ENOUGH - 1
    with clock.freeze(clock.now() + QUIET):
        assert not collect_if_idle(window)


def test_python_no_longer_begins_one_by_itself(window: MainWindow) -> None:
    rest(window)
    collect_when_idle(window)
    gone = old_garbage()
    more = [Knot() for _each in range(2 * len(gc.get_objects()))]  # more than Python would wait for
    assert gone() is not None
    window.close()
    more += [Knot() for _each in range(2 * len(gc.get_objects()))]
    assert gone() is None, "with the window this ends"
