"""From a keystroke to what it found: the query alone, and painted in the window."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.bench.goal import Goal, Take
from tests.bench.measuring import each, now

if TYPE_CHECKING:
    from tests.bench.ground import Ground

NAMES, NUMBERS = 34, 6
SHOWN = 50
_COLUMNS = "id, name, phone, email, area, state, staff_id, last_contact_on"
_BOUNDED = (
    f"SELECT {_COLUMNS} FROM party WHERE id IN (SELECT rowid FROM party_index WHERE party_index MATCH ? "
    f"LIMIT 1000) ORDER BY sort_name LIMIT {SHOWN}"
)


def keystrokes(ground: Ground, names: int = NAMES, numbers: int = NUMBERS) -> list[str]:
    """What stands in the field after each key of typing names, without accents, and some numbers."""
    from salesdesk.base.fold import fold

    connection = ground.connect(ground.book)
    rng = random.Random(11)
    low, high = connection.execute("SELECT min(id), max(id) FROM party").fetchone()
    typed: list[str] = []
    few = (2, 1) if ground.quick else (names, numbers)
    for column, count in zip(("name", "phone"), few, strict=True):
        for _turn in range(count):
            sql = f"SELECT {column} FROM party WHERE id >= ? ORDER BY id LIMIT 1"
            text = fold(str(connection.execute(sql, (rng.randint(low, high),)).fetchone()[0]))
            begun = 1 if column == "name" else 4
            typed += [text[:n] for n in range(begun, len(text) + 1) if text[n - 1] != " "]
    return typed


def _match(text: str) -> str:
    """Every word must occur; the last may still be unfinished."""
    *finished, last = text.replace("+", " ").split()
    return " ".join([f'"{word}"' for word in finished] + [f'"{last}"*'])


def query_floor(ground: Ground) -> Take:
    """The first 1,000 hits of the index, 50 of them by name, by a bare connection."""
    connection = ground.connect(ground.work_book)
    texts = [_match(text) for text in keystrokes(ground)]
    return each(lambda text: connection.execute(_BOUNDED, (text,)).fetchall(), texts)


def query(ground: Ground) -> Take:
    """The same question as the list of people asks it, with all that its rows say."""
    from salesdesk.base.listing import ListQuery
    from salesdesk.prospects.queries import list_prospects, prospects_by_id

    store, today = ground.store, ground.store.today()

    def ask(text: str) -> None:
        with store.reading() as db:
            found = list_prospects(db, ListQuery("all", text, "name"), SHOWN, today)
            prospects_by_id(db, list(found))

    return each(ask, keystrokes(ground))


def palette_query(ground: Ground) -> Take:
    """All that Ctrl+K looks for at a keystroke: people, papers and commands."""
    from salesdesk.app.palette_door import offer_here
    from salesdesk.app.palette_rows import rows_for

    store, offer = ground.store, offer_here(ground.window)

    def ask(text: str) -> None:
        with store.reading() as db:
            rows_for(db, text, offer)

    return each(ask, keystrokes(ground))


def palette_painted(ground: Ground) -> Take:
    """A key typed into Ctrl+K until its rows are painted."""
    from PySide6.QtTest import QTest

    from salesdesk.app.palette_door import open_palette
    from tests.bench.window import Painting, rest

    palette = open_palette(ground.window)
    ground.closing(palette.reject)
    rest(ground.window)
    found: list[str] = []
    palette._search.found.connect(lambda typed, _rows: found.append(typed))
    texts = keystrokes(ground)

    def take() -> dict[str, list[float]]:
        times = []
        before = ""
        for text in texts:
            if not text.startswith(before):
                palette.field.clear()
                rest(ground.window)
                before = ""
            found.clear()
            painting = Painting(palette, lambda text=text: text in found)
            begin = now()
            QTest.keyClicks(palette.field, text[len(before) :])
            painting.wait()
            times.append((now() - begin) * 1e3)
            before = text
        palette.field.clear()
        rest(ground.window)
        return {"ms": times}

    return take


def list_painted(ground: Ground) -> Take:
    """A key typed into the filter of the list of people until its rows are painted."""
    from PySide6.QtTest import QTest

    from tests.bench.window import Painting, rest

    window = ground.window
    window.open_tab("prospects")
    rest(window)
    tab: Any = window.stack.currentWidget()
    field, people = tab.pane.search, tab.list
    shown: list[str] = []
    people.shown.connect(lambda query: shown.append(query.text))
    texts = keystrokes(ground, 12, 3)

    def clear() -> None:
        field.clear()
        field.search_now()
        rest(window)

    def take() -> dict[str, list[float]]:
        times: list[float] = []
        waits: list[float] = []
        before = ""
        for text in texts:
            if not text.startswith(before):
                clear()
                before = ""
            shown.clear()
            painting = Painting(tab.people, lambda text=text: text.strip() in map(str.strip, shown))
            begin = now()
            QTest.keyClicks(field, text[len(before) :])
            painting.wait()
            whole = (now() - begin) * 1e3
            times.append(whole)
            waits.append(field._quiet.interval())
            before = text
        clear()
        ground.note(f"the field's own pause of {waits[0]:.0f} ms after the last key is in it")
        return {"ms": times}

    return take


GOALS = (
    Goal("keystroke to results, query, median", "x", 1.5, 1.2, query_floor, query, turns=3),
    Goal("keystroke to results, query, p99", "x", 1.5, 1.2, query_floor, query, stat="p99", turns=3),
    Goal("keystroke in Ctrl+K: people, papers, commands, p99", "ms", None, None, None, palette_query,
         stat="p99", turns=2),
    Goal("keystroke to painted rows, Ctrl+K, p99", "ms", 33, 16, None, palette_painted, stat="p99", turns=2,
         seconds=25),
    Goal("keystroke to painted rows, list of people, p99", "ms", 33, 16, None, list_painted, stat="p99",
         turns=2, seconds=25),
)  # fmt: skip
