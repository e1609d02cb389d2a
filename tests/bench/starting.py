"""From the command to a window that can be used, and the memory it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench import programs
from tests.bench.goal import LARGE, Goal, SkippedError, Take
from tests.bench.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.ground import Ground

SMALLER = 10
"""What is compared with a larger book is one with a tenth of its people."""
START_TAB = "prospects"


def _display(ground: Ground) -> str:
    """An X screen where there is one to be had, as on a person's desk; else none."""
    try:
        screen = Screen()
    except SkippedError:
        ground.note("without an X server: offscreen")
        return ""
    ground.closing(screen.close)
    return screen.name


def window_floor(ground: Ground) -> Take:
    """An empty window of PySide6."""
    display, book = _display(ground), ground.work_book
    return lambda: programs.run_floor(ground, "window", book, display)


def table_floor(ground: Ground) -> Take:
    """A window with the first 100 people in a table, by the bare engine."""
    display, book = _display(ground), ground.work_book
    return lambda: programs.run_floor(ground, "table", book, display)


def usable(ground: Ground) -> Take:
    """Ours, until the list is painted and takes keys."""
    display, book = _display(ground), ground.work_book
    programs.prefer(ground, tab=START_TAB)
    programs.run_own(ground, book, display)  # the very first one compiles the program
    return lambda: programs.run_own(ground, book, display)


def usable_today(ground: Ground) -> Take:
    """Ours as it comes, with today's page first, until that is painted and takes keys."""
    display, book = _display(ground), ground.work_book

    def take() -> dict[str, list[float]]:
        programs.prefer(ground, tab="today")
        return programs.run_own(ground, book, display, "today")

    return take


def usable_today_for_memory(ground: Ground) -> Take:
    """The same; a measurement of its own, beside another floor."""
    return usable_today(ground)


def usable_for_memory(ground: Ground) -> Take:
    """The same; a measurement of its own, beside another floor."""
    return usable(ground)


def usable_at_all_sizes(ground: Ground) -> Take:
    """The same again, beside a smaller book."""
    return usable(ground)


def window_floor_cold(ground: Ground) -> Take:
    """An empty window, its files not in memory."""
    display, book = _display(ground), ground.work_book

    def take() -> dict[str, list[float]]:
        _forget(ground, book)
        return programs.run_floor(ground, "window", book, display)

    return take


def _forget(ground: Ground, book: Path) -> None:
    """Not while other tests run beside: they need the same files."""
    if not ground.quick:
        programs.forget_files(book)


def usable_cold(ground: Ground) -> Take:
    """Ours, neither its files nor the book in memory."""
    display, book = _display(ground), ground.work_book
    programs.prefer(ground, tab=START_TAB)

    def take() -> dict[str, list[float]]:
        _forget(ground, book)
        return programs.run_own(ground, book, display)

    return take


def tenth(ground: Ground, name: str) -> Path:
    """A copy of a book with a tenth of the people; a quick run takes the same book."""
    if ground.quick:
        return ground.work_book
    return ground.copy_of(ground.book_of(max(ground.rows // SMALLER, 1)), name)


def smaller(ground: Ground) -> Take:
    """Ours on a book with a tenth of the people."""
    display = _display(ground)
    book = tenth(ground, "smaller")
    programs.prefer(ground, tab=START_TAB)
    return lambda: programs.run_own(ground, book, display)


def _screen(ground: Ground) -> Screen:
    screen = Screen()
    ground.closing(screen.close)
    return screen


def browser(ground: Ground) -> Take:
    """DB Browser for SQLite on the same table, until its window is at rest."""
    command = [programs.other_program(), "-R", "-t", "party", str(_plain_copy(ground))]
    screen = _screen(ground)
    return lambda: screen.settled(command, programs.environment(ground, screen.name))


def _plain_copy(ground: Ground) -> Path:
    """Only the people, in a file that the other program's older engine reads."""
    from tests.bench import floor_book

    path = ground.folder / f"people-{ground.rows}.db"
    if not path.exists():
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        connection = floor_book.connect(draft)
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        connection.execute("ATTACH ? AS book", (str(ground.book),))
        connection.execute("CREATE TABLE party AS SELECT * FROM book.party")
        connection.close()
        draft.replace(path)
    return path


def settled(ground: Ground) -> Take:
    """Ours, until its window is at rest."""
    programs.other_program()
    screen, book = _screen(ground), ground.work_book
    programs.prefer(ground, tab=START_TAB)

    def take() -> dict[str, list[float]]:
        found = screen.settled(programs.own_command(book), programs.environment(ground, screen.name))
        programs.forget_marks(book)
        return found

    return take


GOALS = (
    Goal("start to usable window, the list of people", "x", 1.8, 1.4, window_floor, usable, large=1.9,
         turns=7),
    Goal("start to usable window, today's page", "x", 1.8, 1.4, window_floor, usable_today, large=1.9,
         turns=7),
    Goal("start to usable window, files not in memory", "x", 1.8, 1.3, window_floor_cold, usable_cold,
         turns=3, seconds=12),
    Goal("start, window at rest, beside DB Browser", "x", 0.8, None, browser, settled, turns=3, seconds=25),
    Goal("RSS, window at rest, beside DB Browser", "x", 0.55, None, browser, settled, column="rss", turns=3,
         seconds=25),
    Goal("start, this book beside one of a tenth", "x", 1.1, None, smaller, usable_at_all_sizes,
         from_rows=LARGE, turns=5),
    Goal("RSS, today's page shown", "x", 1.3, 1.15, table_floor, usable_today_for_memory, column="rss",
         turns=3),
    Goal("RSS, list shown", "x", 1.3, 1.15, table_floor, usable_for_memory, column="rss", turns=3),
)  # fmt: skip
