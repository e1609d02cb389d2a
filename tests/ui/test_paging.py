"""A list of any length holds its ids and only the pages of rows that were looked at lately."""

import threading
from array import array
from typing import Any

from sqlalchemy import Integer, cast, func, literal, select

from salesdesk.base.errors import StoreError
from salesdesk.base.listing import ListQuery
from salesdesk.ui.paging import KEEP, PAGE, PagedRows, QuerySource
from tests.ui.rows import People, PersonRow


def _paged(count: int) -> tuple[People, PagedRows]:
    source = People(count)
    paged = PagedRows(source, lambda row: row.name.upper())
    paged.replace(source.present)
    return source, paged


def test_a_row_is_read_with_its_page_and_only_once() -> None:
    source, paged = _paged(1000)
    assert paged.row(250) == source.row(251)
    assert paged.row(299) == source.row(300)
    assert [list(ids) for ids in source.asked_rows] == [list(range(201, 301))]


def test_pages_looked_at_long_ago_are_let_go() -> None:
    source, paged = _paged(PAGE * (KEEP + 2))
    for page in range(KEEP + 2):
        paged.row(page * PAGE)
    paged.row((KEEP + 1) * PAGE)
    assert len(source.asked_rows) == KEEP + 2
    paged.row(0)
    assert len(source.asked_rows) == KEEP + 3


def test_a_row_is_described_once_and_again_after_the_language_changed() -> None:
    described: list[int] = []

    def describe(row: PersonRow) -> str:
        described.append(row.id)
        return row.name

    paged = PagedRows(People(10), describe)
    paged.replace(array("q", range(1, 11)))
    assert [paged.words(2), paged.words(2)] == ["Person 3", "Person 3"]
    assert described == [3]
    paged.forget_words()
    paged.words(2)
    assert described == [3, 3]


def test_a_changed_row_is_read_anew_and_the_other_pages_stay() -> None:
    source, paged = _paged(300)
    paged.row(0), paged.row(100)
    source.names[5] = "Laura"
    paged.forget({5})
    assert paged.row(4).name == "Laura"
    paged.row(150)
    assert [ids[0] for ids in source.asked_rows] == [1, 101, 1]


def test_a_row_that_is_gone_is_none_in_its_place() -> None:
    source, paged = _paged(3)
    source.present = array("q", [1, 3])
    assert [paged.row(n) for n in range(3)] == [source.row(1), None, source.row(3)]
    assert paged.words(1) is None


def test_pages_that_hold_the_same_ids_survive_another_order() -> None:
    source, paged = _paged(250)
    paged.row(0), paged.row(200)
    paged.replace(array("q", [*range(1, 201), 250, *range(201, 250)]))
    paged.row(0)
    assert paged.row(200).id == 250
    assert [ids[0] for ids in source.asked_rows] == [1, 201, 250]


def test_ids_are_found_by_place_one_by_one_or_many() -> None:
    _, paged = _paged(500)
    assert (paged.position(77), paged.position(501)) == (76, -1)
    assert paged.positions([9, 3]) == [2, 8]
    assert paged.positions(range(490, 510)) == list(range(489, 500))


def test_a_source_of_two_queries_reads_ids_and_rows(store: Any) -> None:
    numbers = [3, 1, 2]
    source = QuerySource(
        store,
        lambda _db, query, limit: sorted(numbers, reverse=query.descending)[:limit],
        lambda db, ids: {i: db.execute(select(literal(i))).scalar() for i in ids},
    )
    assert list(source.ids(ListQuery(), None)) == [1, 2, 3]
    assert list(source.ids(ListQuery(descending=True), 2)) == [3, 2]
    assert source.rows([2, 3]) == {2: 2, 3: 3}
    source.stop()  # nothing is being read: nothing happens


def test_reading_all_ids_can_be_interrupted(store: Any) -> None:
    begun = threading.Event()

    def endless(db: Any, _query: ListQuery, _limit: int | None) -> list[int]:
        numbers = select(literal(1).label("n")).cte(recursive=True)
        numbers = numbers.union_all(select(cast(numbers.c.n + 1, Integer)).where(numbers.c.n < 10**9))
        begun.set()
        return [db.execute(select(func.count()).select_from(numbers)).scalar()]

    source = QuerySource(store, endless, lambda _db, _ids: {})
    trouble: list[BaseException] = []

    def read() -> None:
        try:
            source.ids(ListQuery(), None)
        except StoreError as error:
            trouble.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    assert begun.wait(10)
    for _ in range(2000):
        source.stop()
        reader.join(0.01)
        if not reader.is_alive():
            break
    assert not reader.is_alive()
    assert len(trouble) == 1
