"""Scrolling the list of people, and opening one of them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tests.bench.goal import Goal, Take
from tests.bench.measuring import each
from tests.bench.saving import some_people

if TYPE_CHECKING:
    from tests.bench.ground import Ground

FRAMES, PEOPLE = 150, 60


def _shown_list(ground: Ground) -> Any:
    from salesdesk.base.listing import ListQuery
    from tests.bench.window import rest

    window = ground.window
    window.open_tab("prospects")
    rest(window)
    tab: Any = window.stack.currentWidget()
    tab.people.wanted.show(ListQuery("all", "", "name"))
    rest(window)
    return tab.list


def _frames(view: Any, places: Callable[[Any], Sequence[int]]) -> Take:
    """Scroll to each place and paint at once, as a frame is."""
    bar = view.verticalScrollBar()

    def frame(place: int) -> None:
        bar.setValue(place)
        view.viewport().repaint()

    return each(frame, places(bar))


def _pages(bar: Any) -> Sequence[int]:
    return [min(turn * bar.pageStep(), bar.maximum()) for turn in range(1, FRAMES + 1)]


def _jumps(bar: Any) -> Sequence[int]:
    rng = random.Random(3)
    return [rng.randrange(bar.maximum() + 1) for _turn in range(FRAMES)]


def _constant(ground: Ground) -> Any:
    """The same list over as many rows that all say the same and are read from nowhere."""
    from array import array

    from salesdesk.base.listing import ListQuery
    from salesdesk.ui.record_list import ListLine, RecordList

    shown = _shown_list(ground)
    line = ListLine("Nguyễn Văn An", False, "12.500.000 ₫", "Khách hàng · Giới thiệu")

    class Constant:
        def ids(self, _query: object, limit: int | None) -> Sequence[int]:
            return array("q", range(ground.rows if limit is None else min(limit, ground.rows)))

        def rows(self, ids: Sequence[int]) -> dict[int, int]:
            return {number: number for number in ids}

    view = RecordList(Constant(), lambda _row: line, name="")
    view.resize(shown.size())
    view.show_query(ListQuery())
    view.show()
    view.rows_model.refresh()
    ground.closing(view.deleteLater)
    return view


def pages_floor(ground: Ground) -> Take:
    """A page further, constant words."""
    return _frames(_constant(ground), _pages)


def pages(ground: Ground) -> Take:
    """A page further, people of the book."""
    return _frames(_shown_list(ground), _pages)


def jumps_floor(ground: Ground) -> Take:
    """Anywhere, constant words."""
    return _frames(_constant(ground), _jumps)


def jumps(ground: Ground) -> Take:
    """Anywhere, people of the book."""
    return _frames(_shown_list(ground), _jumps)


_QUERIES = (
    "SELECT * FROM party WHERE id = ?",
    "SELECT at, kind, body FROM interaction WHERE party_id = ? ORDER BY at DESC LIMIT 50",
    "SELECT * FROM deal WHERE party_id = ?",
    "SELECT s.id, s.sold_on, s.total, count(l.id) FROM sale s LEFT JOIN sale_line l ON l.sale_id = s.id "
    "WHERE s.party_id = ? GROUP BY s.id ORDER BY s.sold_on DESC LIMIT 50",
    "SELECT * FROM service_case WHERE party_id = ? ORDER BY opened_at DESC LIMIT 50",
    "SELECT c.name, m.* FROM campaign_member m JOIN campaign c ON c.id = m.campaign_id WHERE m.party_id = ?",
)


def record_floor(ground: Ground) -> Take:
    """Six queries by a bare connection: the person, contacts, deals, sales, cases, campaigns."""
    connection = ground.connect()

    def read(party_id: int) -> None:
        for sql in _QUERIES:
            connection.execute(sql, (party_id,)).fetchall()

    return each(read, some_people(ground, PEOPLE))


def record(ground: Ground) -> Take:
    """All that a person's page reads."""
    from salesdesk.parties.queries import linked, next_step, party_card, timeline
    from salesdesk.prospects.talk_view import PAGE

    store = ground.store

    def read(party_id: int) -> None:
        with store.reading() as db:
            party_card(db, party_id)
            next_step(db, party_id)
            linked(db, party_id, store.today(), store.currency)
        with store.reading() as db:
            timeline(db, party_id, (), PAGE, None, zone=store.zone, currency=store.currency)

    return each(read, some_people(ground, PEOPLE))


def record_painted(ground: Ground) -> Take:
    """A person opened, until their page is painted with what it shows."""
    from tests.bench.window import Painting, rest

    window = ground.window
    window.open_tab("prospects")
    rest(window)
    tab: Any = window.stack.currentWidget()
    people = some_people(ground, PEOPLE)

    def take() -> dict[str, list[float]]:
        times = []
        for party_id in people:
            painting = Painting(tab.page, lambda: True)
            begin = time.perf_counter()
            window.open_record("party", party_id)
            painting.wait()
            times.append((time.perf_counter() - begin) * 1e3)
            rest(window)
        return {"ms": times}

    return take


GOALS = (
    Goal("scrolling a page, frame, median", "x", 1.2, 1.05, pages_floor, pages, turns=4, seconds=20),
    Goal("scrolling a page, frame, p99", "ms", 16, None, pages_floor, pages, stat="p99"),
    Goal("scrolling to anywhere, frame, median", "x", 1.5, None, jumps_floor, jumps, turns=4, seconds=20),
    Goal("scrolling to anywhere, frame, p99", "ms", None, None, jumps_floor, jumps, stat="p99"),
    Goal("opening a record, its data", "x", 4, 2, record_floor, record, turns=5),
    Goal("opening a record, painted, p99", "ms", 50, 25, None, record_painted, stat="p99", turns=2,
         seconds=20),
)  # fmt: skip
