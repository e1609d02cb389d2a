"""The queue: its order, its views and counts, what it is narrowed by, and the page of one case."""

from datetime import date, timedelta

import pytest

from salesdesk.base.listing import ListQuery
from salesdesk.sales.deal_commands import add_deal
from salesdesk.service import commands as service
from salesdesk.service import queries
from salesdesk.service.item_commands import add_owned_item
from salesdesk.service.queries import Standpoint
from salesdesk.service.queue_panel import about_words
from tests.service import shop
from tests.service.shop import MONDAY, at, hours_later

VIEWS = ("open", "breach", "on_us", "waiting_part", "to_rate", "mine", "all")


def seen(store, view="open", text="", sort="", descending=False, now=MONDAY, limit=None):
    query = ListQuery(view, text, sort, descending)
    with store.reading() as db:
        return queries.list_cases(db, query, limit, Standpoint(now, now.date(), store.staff_id))


@pytest.fixture
def queue(store):
    """Cases opened on Monday morning, by what is remarkable about them."""
    party = shop.customer(store, "Nguyễn Văn Bình", phone="0914 220 177")
    purifier = shop.product(store, "KAR-9S")
    david = shop.colleague(store)
    with at(MONDAY):
        ids = {
            "low": shop.case_of(store, party_id=party, title="Hóa đơn sai", priority="low"),
            "urgent": shop.case_of(store, party_id=party, title="Rò nước", priority="urgent", staff_id=david),
            "high": shop.case_of(
                store, party_id=party, title="Máy kêu to", priority="high", product_id=purifier
            ),
            "part": shop.case_of(store, party_id=party, title="Đợi bơm", priority="urgent"),
            "solved": shop.case_of(store, party_id=party, title="Đã xong"),
            "rated": shop.case_of(store, party_id=party, title="Đã chấm"),
        }
        service.set_status(store, ids["part"], "waiting_part")
        service.resolve_case(store, ids["solved"], resolution="Xong", first_contact=True)
        service.resolve_case(store, ids["rated"], resolution="Xong", first_contact=True, score=5)
    return ids


def test_the_soonest_promise_comes_first(store, queue):
    assert seen(store) == [queue["urgent"], queue["part"], queue["high"], queue["low"]]


def test_the_promise_of_a_case_that_waits_moves_on_behind_those_that_run(store, queue):
    assert seen(store, now=hours_later(5)) == [queue["urgent"], queue["high"], queue["part"], queue["low"]]


def test_a_case_without_a_promise_comes_last(store, queue):
    service.edit_case(store, queue["urgent"], promised_at=None)
    assert seen(store)[-1] == queue["urgent"]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("breach", ["urgent"]),
        ("on_us", ["urgent", "high", "low"]),
        ("waiting_part", ["part"]),
        ("to_rate", ["solved"]),
        ("mine", ["part", "high", "low"]),
    ],
)
def test_every_view_shows_its_cases(store, queue, view, expected):
    assert seen(store, view, now=hours_later(3)) == [queue[name] for name in expected]


def test_the_counts_are_those_of_the_views(store, queue):
    now = hours_later(3)
    with store.reading() as db:
        counts = queries.count_cases(db, Standpoint(now, now.date(), store.staff_id))
    assert counts == {view: len(seen(store, view, now=now)) for view in VIEWS}


def test_the_red_number_counts_broken_promises_only(store, queue):
    with store.reading() as db:
        assert [queries.count_late(db, hours_later(h)) for h in (3, 5, 9)] == [0, 1, 2]


@pytest.mark.parametrize("typed", ["may keu", "MÁY", "kar-9s kêu", "CS-0003", "nguyen binh may"])
def test_the_filter_needs_no_accents_and_finds_product_customer_and_number(store, queue, typed):
    assert seen(store, text=typed) == [queue["high"]]


@pytest.mark.parametrize("typed", ["%", "_", "' OR 1=1 --", "\\", "ẩn danh"])
def test_what_is_no_word_of_a_case_finds_nothing(store, queue, typed):
    assert seen(store, text=typed) == []


@pytest.mark.parametrize(
    "sort", ["number", "title", "party", "status", "promise", "handling_minutes", "staff"]
)
def test_every_sort_shows_every_case_both_ways(store, queue, sort):
    up, down = seen(store, sort=sort), seen(store, sort=sort, descending=True)
    assert sorted(up) == sorted(down) == sorted(seen(store))
    assert seen(store, sort=sort, limit=2) == up[:2]


def test_a_case_is_about_to_breach_two_business_hours_ahead(store, queue):
    with store.reading() as db:
        assert queries.cases_about_to_breach(db, hours_later(1), 5) == []
        found = queries.cases_about_to_breach(db, hours_later(6), 5)
        assert [row.id for row in found] == [queue["urgent"], queue["high"]]
        assert len(queries.cases_about_to_breach(db, hours_later(900), 1)) == 1


def test_what_was_solved_long_ago_is_no_longer_waiting_for_a_rating(store, queue):
    later = MONDAY + timedelta(days=31)
    assert seen(store, "to_rate", now=later) == []
    with at(MONDAY):
        service.ask_for_score(store, queue["solved"], date(2026, 6, 30))
    assert seen(store, "to_rate", now=later) == [queue["solved"]]


def test_a_row_says_what_the_queue_shows(store, queue):
    with store.reading() as db:
        row = queries.case_rows(db, [queue["high"], 12345])[queue["high"]]
    assert (row.number, row.title, row.party, row.product, row.staff) == (
        "CS-0003",
        "Máy kêu to",
        "Nguyễn Văn Bình",
        "KAR-9S",
        "Hannah",
    )


def test_the_page_tells_the_customer_the_piece_and_what_went_before(store):
    party, product = shop.customer(store), shop.product(store)
    with at(MONDAY):
        item = service.add_owned_item(
            store, party_id=party, product_id=product, serial="K9S-23118", bought_on=date(2025, 11, 12)
        )
        earlier = shop.case_of(store, party_id=party, title="Leaking tap")
        service.resolve_case(store, earlier, resolution="Washer", first_contact=True, score=5)
        case_id = shop.case_of(store, party_id=party, owned_item_id=item)
        service.add_time(store, case_id, 12)
        service.add_checklist_item(store, case_id, "Measure the pressure")
    with store.reading() as db:
        page = queries.case_page(db, case_id)
        assert queries.case_page(db, 1) is None
    assert (page.owner.name, page.owner.purchases) == ("Ben Archer", 0)
    assert (page.piece.name, page.piece.serial, page.piece.warranty_until) == (
        "RO purifier KAR-9S",
        "K9S-23118",
        date(2027, 11, 12),
    )
    assert [(e.number, e.score) for e in page.earlier] == [("CS-0001", 5)]
    assert (page.seconds, [step.words for step in page.checklist]) == (720, ["Measure the pressure"])


def test_a_piece_without_a_product_has_a_page_too(store):
    party = shop.customer(store)
    item = service.add_owned_item(store, party_id=party, words="Old kettle")
    with store.reading() as db:
        assert (
            queries.case_page(db, shop.case_of(store, party_id=party, owned_item_id=item)).piece.name
            == "Old kettle"
        )


def test_what_fixed_it_before_is_offered_the_products_own_first(store):
    purifier = shop.product(store)
    for words, product in (
        ("Changed pump", None),
        ("Changed pump", None),
        ("Changed filter core", purifier),
        ("", purifier),
    ):
        case_id = shop.case_of(store, product_id=product)
        service.resolve_case(store, case_id, resolution=words, first_contact=True)
    with store.reading() as db:
        assert queries.list_resolutions(db, purifier) == ["Changed filter core", "Changed pump"]
        assert queries.list_resolutions(db, None) == ["Changed pump", "Changed filter core"]


def test_the_second_line_says_what_became_of_a_case_or_how_new_the_thing_is(store, queue):
    def about(case_id):
        with store.reading() as db:
            return about_words(queries.case_rows(db, [case_id])[case_id], MONDAY.date())

    assert about(queue["high"]) == "KAR-9S"
    item = add_owned_item(
        store,
        party_id=shop.customer(store, "Võ Thị Mai"),
        words="RO",
        bought_on=MONDAY.date() - timedelta(days=5),
    )
    assert about(shop.case_of(store, owned_item_id=item, title="Hỏi")) == "RO · bought 5 days ago"
    deal = add_deal(store, party_id=shop.customer(store, "Cà phê Mộc Miên"), title="Vòi bếp")
    sold = shop.case_of(store, deal_id=deal, title="Lắp thêm vòi")
    assert about(sold) == "Became the deal Vòi bếp"
