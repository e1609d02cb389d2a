"""Ten minutes of somebody's work in the window, and what it stood still in."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tests.bench.goal import LARGE, Goal, Take
from tests.bench.saving import some_people
from tests.bench.searching import keystrokes
from tests.bench.stalls import through_the_page

if TYPE_CHECKING:
    from tests.bench.gaps import Gaps
    from tests.bench.ground import Ground

PAUSE_S, QUICK_PAUSE_S, KEY_S = 0.35, 0.01, 0.09
SEED = 17
COPY_EVERY = 12
"""A copy is asked for in the first round and then in each of so many."""


class Person:
    """Somebody at the window. Each act is what a person does, by the window's own commands."""

    def __init__(self, ground: Ground, gaps: Gaps) -> None:
        from tests.bench.importing import files

        self.window, self.store, self.gaps = ground.window, ground.store, gaps
        self.rng = random.Random(SEED)
        self.people = some_people(ground, 60)
        self.words = [text for text in keystrokes(ground, 10, 2) if len(text) > 4]
        self.key_s = 0.0 if ground.quick else KEY_S
        # At a million people one copy takes longer than the whole session.
        self.copies = ground.rows < LARGE or ground.minutes >= 5
        text, _sheet = files(ground)
        self.file = ground.folder / "small.csv"
        lines = text.read_text("utf-8").splitlines(keepends=True)
        self.file.write_text("".join(lines[: 20 if ground.quick else 500]), "utf-8")

    def wait(self, seconds: float) -> None:
        """Do nothing for a while."""
        from tests.bench.gaps import wait

        wait(seconds)

    def tab(self, key: str) -> Any:
        """Go to a tab."""
        self.window.open_tab(key)
        return self.window.stack.currentWidget()

    def type(self, field: Any, text: str) -> None:
        """Type at a person's pace."""
        from PySide6.QtTest import QTest

        for letter in text:
            QTest.keyClicks(field, letter)
            self.wait(self.key_s)

    # The acts

    def filter_people(self) -> None:
        """Type into the filter of the list, then clear it."""
        field = self.tab("prospects").pane.search
        self.type(field, self.rng.choice(self.words))
        self.wait(self.key_s * 3)
        field.clear()
        field.search_now()

    def find_anybody(self) -> None:
        """Ctrl+K, a name, Enter."""
        from PySide6.QtCore import Qt

        from salesdesk.app.palette_door import open_palette
        from tests.bench.window import press

        palette = open_palette(self.window)
        self.type(palette.field, self.rng.choice(self.words))
        self.wait(self.key_s * 3)
        press(palette.field, Qt.Key.Key_Escape)
        palette.reject()

    def scroll(self) -> None:
        """Scroll the list: some pages, then anywhere."""
        bar = self.tab("prospects").list.verticalScrollBar()
        for turn in range(12):
            bar.setValue(turn * 12 if turn < 9 else self.rng.randrange(bar.maximum() + 1))
            self.wait(0.02)

    def open_person(self) -> None:
        """Open somebody."""
        self.window.open_record("party", self.rng.choice(self.people))

    def log_call(self) -> None:
        """Log a call with whoever it is."""
        from salesdesk.parties.commands import log_interaction

        party_id = self.rng.choice(self.people)
        self.window.desk.do(log_interaction, party_id=party_id, kind="call", minutes=4, body="Gọi lại sau")

    def change_phone(self) -> None:
        """Save a changed fact."""
        from salesdesk.parties.commands import edit_party

        phone = f"09{self.rng.randrange(10**8):08d}"
        self.window.desk.do(edit_party, self.rng.choice(self.people), phone=phone)

    def undo(self) -> None:
        """Ctrl+Z."""
        self.window.actions_map.run("app.undo")

    def boards(self) -> None:
        """The board of people, then the list again."""
        tab = self.tab("prospects")
        tab.show_view("board")
        self.wait(0.3)
        tab.show_view("list")

    def chart_panel(self) -> None:
        """F9, another period, F9."""
        from salesdesk.app import chart_side

        self.tab("prospects")
        chart_side.toggle(self.window)
        self.wait(0.4)
        panel: Any = chart_side.shown_panel(self.window)
        if panel is not None:
            panel.choose_period("year")
            self.wait(0.4)
            chart_side.toggle(self.window)

    def settings(self) -> None:
        """Look at the settings."""
        self.window.open_settings("backups")
        self.wait(0.3)
        self.window.close_page()

    def import_small(self) -> None:
        """Bring in 500 rows. A copy is made before, as ever, where the book is not too large for it here."""
        from unittest.mock import patch

        if self.copies:
            page = through_the_page(self.window, self.file, self.gaps, "small import")
        else:
            with patch("salesdesk.exchange.import_draft.copy_first"):
                page = through_the_page(self.window, self.file, self.gaps, "small import")
        self.window.close_page(page)

    def back_up(self) -> None:
        """A copy, now; the work goes on meanwhile."""
        if self.copies and not self.window.jobs.running():
            self.window.actions_map.run("app.backup")


def _acts(person: Person, turn: int) -> Sequence[tuple[str, Callable[[], object]]]:
    """A round of acts, in the order of a day."""
    tabs: list[tuple[str, Callable[[], object]]] = [
        (f"tab {key}", lambda key=key: person.tab(key))
        for key in ("today", "sales", "service", "marketing", "compare", "prospects")
    ]
    acts: list[tuple[str, Callable[[], object]]] = [
        ("open somebody", person.open_person), ("log a call", person.log_call),
        ("type in the filter", person.filter_people), ("open somebody", person.open_person),
        ("save a phone", person.change_phone), ("undo", person.undo), ("Ctrl+K", person.find_anybody),
        ("scroll", person.scroll), ("board", person.boards), ("chart panel", person.chart_panel),
        ("settings", person.settings), ("small import", person.import_small), ("undo an import", person.undo),
    ]  # fmt: skip
    copy = [("copy of the book", person.back_up)] if turn % COPY_EVERY == 0 else []
    return [*tabs, *acts, *copy]


def session(ground: Ground) -> Take:
    """Rounds of acts until the time is over; the stalls with what they fell into."""
    import shutil

    from salesdesk.base import paths
    from tests.bench.gaps import Gaps, wait_for

    copies = paths.backup_folder(ground.work_book)
    ground.closing(lambda: shutil.rmtree(copies, ignore_errors=True))

    def take() -> dict[str, list[float]]:
        gaps = Gaps()
        person = Person(ground, gaps)
        pause = QUICK_PAUSE_S if ground.quick else PAUSE_S
        until = time.monotonic() + ground.minutes * 60
        count = turn = 0
        gaps.begin("at rest")
        while turn == 0 or time.monotonic() < until:
            for name, act in _acts(person, turn):
                gaps.act = name
                ground.window.lock.signs.note()  # as keys and pointer do; the acts come past the system
                act()
                person.wait(pause)
                count += 1
                if time.monotonic() > until and turn:
                    break
            turn += 1
        gaps.act = "at the end"
        wait_for(lambda: ground.window.jobs.idle)
        found = gaps.end()
        ground.note(f"{count} acts in {ground.minutes:g} min; {gaps.longest(6)}")
        return {"ms": found}

    return take


GOALS = (
    Goal("a session of work, stalls, p99", "ms", 16, None, None, session, stat="p99", turns=1),
    Goal("a session of work, longest stall", "ms", 50, 16, None, session, stat="max", turns=1),
)
