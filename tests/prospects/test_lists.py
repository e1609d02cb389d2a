"""The views of the people list hold whom they say, in the order asked for, and count without reading all."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from salesdesk.base.listing import ListQuery
from salesdesk.parties import commands as parties
from salesdesk.parties.rules import NextStep
from salesdesk.prospects.first_queries import first_ids, first_rows
from salesdesk.prospects.queries import count_views, list_prospects, prospects_by_id
from salesdesk.prospects.rows import SORTS, VIEWS
from salesdesk.store import schema as s
from salesdesk.store.glimpse import Glimpse

TODAY = date(2026, 5, 14)  # a Thursday


@pytest.fixture
def people(store: Any) -> dict[str, int]:
    add = parties.add_party
    long_ago = TODAY - timedelta(days=90)
    ids = {
        "late": add(store, name="Oak", hot=True, prospect_on=long_ago, last_contact_on=TODAY,
                    next_step=NextStep(TODAY - timedelta(2))),
        "soon": add(store, name="Ánh", prospect_on=long_ago, next_step=NextStep(TODAY, "09:30")),
        "idle": add(store, name="Zoe", prospect_on=long_ago, last_contact_on=long_ago),
        "fresh": add(store, name="Bình", prospect_on=TODAY - timedelta(1)),
        "not_a_fit": add(store, name="Nope", prospect_on=long_ago, prospect_stage="disqualified"),
        "contact": add(store, name="Paper boy", prospect=False),
        "customer": add(store, name="Customer", prospect_on=long_ago, prospect_stage="qualified"),
        "buying_again": add(store, name="Dental", prospect_on=long_ago),
        "binned": add(store, name="Gone", prospect_on=TODAY),
    }  # fmt: skip
    for name in ("customer", "buying_again"):
        parties.became_customer(store, ids[name], long_ago)
    with store.changing("deals") as db:
        store.insert(
            db, s.deal, party_id=ids["buying_again"], amount=112_000, stage="proposal", title="Third chair"
        )
        store.insert(db, s.deal, party_id=ids["late"], amount=148_000, stage="prospecting")
        store.insert(db, s.deal, party_id=ids["customer"], amount=1, stage="won")
    parties.bin_party(store, ids["binned"])
    return ids


def _names(
    store: Any, people: dict[str, int], view: str, text: str = "", sort: str = "", down: bool = False
) -> list[str]:
    by_id = {party_id: name for name, party_id in people.items()}
    with store.reading() as db:
        return [by_id[i] for i in list_prospects(db, ListQuery(view, text, sort, down), None, TODAY)]


@pytest.mark.parametrize(
    ("view", "wanted"),
    [
        ("open", ["late", "soon", "fresh", "buying_again", "idle"]),
        ("hot", ["late"]),
        ("no_next_step", ["fresh", "buying_again", "idle"]),
        ("customers", ["customer", "buying_again"]),
        ("new_week", ["fresh"]),
        ("quiet_30", ["soon", "idle"]),
        ("all", ["soon", "fresh", "customer", "buying_again", "not_a_fit", "late", "contact", "idle"]),
    ],
)
def test_each_view_holds_whom_it_says_in_its_own_order(
    store: Any, people: dict[str, int], view: str, wanted: list[str]
) -> None:
    assert _names(store, people, view) == wanted


def test_every_count_is_the_length_of_its_list(store: Any, people: dict[str, int]) -> None:
    with store.reading() as db:
        counts = count_views(db, TODAY)
    assert counts == {view.value: len(_names(store, people, view.value)) for view in VIEWS}


@pytest.mark.parametrize("view", [view.value for view in VIEWS])
def test_every_order_shows_the_same_people_once(store: Any, people: dict[str, int], view: str) -> None:
    everybody = sorted(_names(store, people, view))
    for sort, down in product([sort.value for sort in SORTS], [False, True]):
        names = _names(store, people, view, sort=sort, down=down)
        assert sorted(names) == everybody, (sort, down)
        with store.reading() as db:
            first = list(list_prospects(db, ListQuery(view, "", sort, down), 2, TODAY))
        assert [people[name] for name in names[:2]] == first, "the first page is the beginning of the whole"


class Seen(Glimpse):
    """A first look on the day of the test."""

    def today(self) -> date:
        """A Thursday."""
        return TODAY


@pytest.mark.parametrize("view", [view.value for view in VIEWS])
def test_the_first_page_reads_the_same_people_in_every_order(
    store: Any, people: dict[str, int], view: str
) -> None:
    parties.add_task(
        store, title="x", due_on=TODAY - timedelta(9), next_step=True, origin="plan", party_id=people["soon"]
    )
    for sort, down in product(["", *(sort.value for sort in SORTS)], [False, True]):
        query = ListQuery(view, "", sort, down)
        with store.reading() as db:
            seen = Seen(db.connection.driver_connection, {}, None, "", False)
            whole = list(list_prospects(db, query, None, TODAY))
            assert first_ids(seen, query, 300) == whole, (sort, down)
            assert first_ids(seen, query, 2) == whole[:2], (sort, down)
            assert first_rows(seen, whole) == prospects_by_id(db, whole)


def test_names_are_ordered_as_a_vietnamese_dictionary_does(store: Any) -> None:
    names = ["Đào", "Dung", "Ân", "An", "Ăn", "Ánh"]
    ids = {name: parties.add_party(store, name=name) for name in names}
    assert _names(store, ids, "all", sort="name") == ["An", "Ánh", "Ăn", "Ân", "Dung", "Đào"]


def test_the_dearest_deal_comes_first_by_value(store: Any, people: dict[str, int]) -> None:
    assert _names(store, people, "open", sort="value")[:2] == ["late", "buying_again"]


def test_somebody_with_two_planned_steps_is_listed_once_at_the_earlier(
    store: Any, people: dict[str, int]
) -> None:
    parties.add_task(
        store, title="x", due_on=TODAY - timedelta(9), next_step=True, origin="plan", party_id=people["soon"]
    )
    assert _names(store, people, "open")[:2] == ["soon", "late"]


@pytest.mark.parametrize(
    ("typed", "wanted"), [("anh", ["soon"]), ("Ánh", ["soon"]), ("zzz", []), ("gone", [])]
)
def test_the_filter_looks_within_the_view_without_accents(
    store: Any, people: dict[str, int], typed: str, wanted: list[str]
) -> None:
    assert _names(store, people, "open", typed) == wanted
    assert _names(store, people, "customers", typed) == []


def test_names_with_the_accents_typed_come_before_those_without(store: Any) -> None:
    ids = {name: parties.add_party(store, name=name) for name in ("Duong", "Dương", "Đường")}
    assert _names(store, ids, "open", "Đường")[0] == "Đường"
    assert len(_names(store, ids, "open", "Đường")) == 3


def test_a_row_tells_the_sum_of_open_deals_and_the_earliest_step(store: Any, people: dict[str, int]) -> None:
    with store.reading() as db:
        rows = prospects_by_id(db, list(people.values()))
    assert people["binned"] not in rows
    late, idle, dental = rows[people["late"]], rows[people["idle"]], rows[people["buying_again"]]
    assert (late.amount, late.step_on, late.hot) == (148_000, TODAY - timedelta(2), True)
    assert (idle.amount, idle.step_id) == (None, None)
    assert dental.interest == "Third chair"


def test_a_list_of_thousands_is_answered_from_indexes(store: Any) -> None:
    """No view sorts the table: the plan of the first page names an index or the bounded head."""
    from sqlalchemy import event

    seen: list[tuple[str, Any]] = []
    with store.reading() as db:
        event.listen(
            db, "before_cursor_execute", lambda c, cur, sql, values, ctx, many: seen.append((sql, values))
        )
        for view in ("open", "customers", "all", "hot", "quiet_30"):
            list(list_prospects(db, ListQuery(view, "", "name"), 300, TODAY))
        plans = {
            sql: [
                row[3] for row in db.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            ]
            for sql, values in seen
        }
    assert plans
    for steps in plans.values():
        assert not [step for step in steps if step.startswith("SCAN party") and "INDEX" not in step], steps
