"""What the panel reads: weeks of the shop's clock, the summary against the full scan, who bought again."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from salesdesk.base import clock, metrics
from salesdesk.base.periods import Period
from salesdesk.charts import breakdowns
from salesdesk.charts.given_back_queries import closed_windows, given_back
from salesdesk.charts.panel_queries import find_event, read_panel
from salesdesk.charts.records_queries import Asked, behind_rows, list_behind
from salesdesk.charts.scope import scope_of
from salesdesk.parties.commands import add_party, log_interaction
from salesdesk.service.commands import open_case
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.sums import buckets, hours_by_person, sums_of
from salesdesk.store.tallies import scan_statement
from tests.charts.shop import NOON, TODAY, Rows, thirteen_weeks

WEEKS = Period(date(2026, 5, 4), date(2026, 5, 17))


def test_weeks_begin_at_midnight_of_the_shop(tmp_path):
    made = {"shop_name": "Tiệm", "currency": "VND", "language": "vi", "owner": "Thu Hà"}
    shop = Store.create(tmp_path / "vn.salesdesk", zone="Asia/Ho_Chi_Minh", **made)
    try:
        with clock.freeze(datetime(2026, 5, 10, 16, 59, tzinfo=UTC)):  # Sunday, 23:59 in Hanoi
            party = add_party(shop, name="Lan")
            log_interaction(shop, party, kind="call", purpose="sales")
        with clock.freeze(datetime(2026, 5, 10, 17, 1, tzinfo=UTC)):  # Monday, 00:01
            log_interaction(shop, party, kind="call", purpose="sales")
            log_interaction(shop, party, kind="message", purpose="service")
        with shop.reading() as db:
            found = buckets(db, WEEKS.weeks())
        assert [b.sums.get("contact.sales", metrics.Tallied()).n for b in found] == [1, 1]
        assert found[1].sums["contact.service.message"].n == 1
    finally:
        shop.close()


def test_the_summary_is_the_full_scan(store):
    with clock.freeze(NOON):
        thirteen_weeks(store)
        party = add_party(store, name="Ben", phone="0161 555 0177")
        log_interaction(store, party, kind="call", purpose="service", minutes=4)
        open_case(store, party_id=party, title="Hums")
        store.undo()
    with store.reading() as db:
        kept = sorted(
            tuple(row) for row in db.execute(text("SELECT metric, day, staff_id, n, total FROM tally"))
        )
        assert kept == sorted(tuple(row) for row in db.execute(text(scan_statement())))
        whole = Period(date(2025, 1, 1), TODAY)
        sums = sums_of(db, whole)
        sold, rated = breakdowns.revenue_by(db, "all")[0], breakdowns.ratings_by(db, "all")[0]
    assert metrics.REVENUE.value(sums).amount == sold.total
    assert (sums["rating"].n, sums["rating"].total) == (rated.n, rated.total)
    assert metrics.SATISFIED.value(sums) == rated.rate


def test_the_steps_add_up_to_the_period_whatever_their_size(store):
    with clock.freeze(NOON):
        thirteen_weeks(store)
    for kind in ("month", "weeks13", "year"):
        with store.reading() as db:
            panel = read_panel(db, scope_of(kind, TODAY))
        for key in ("contact.sales", "contact.service", "sale", "rating", "case.opened"):
            assert sum(b.sums[key].n for b in panel.buckets if key in b.sums) == panel.sums[key].n
        money = sum(metrics.REVENUE.value(b.sums).amount for b in panel.buckets)
        assert money == metrics.REVENUE.value(panel.sums).amount


def test_one_persons_work_is_told_apart(store):
    with store.changing("Fill") as db:
        rows = Rows(store, db)
        david = rows.staff("David")
        rows.contact(TODAY, "sales", minutes=30, staff_id=store.staff_id)
        rows.contact(TODAY, "service", minutes=90, staff_id=david)
        rows.contact(TODAY, "sales", kind="note", minutes=60, staff_id=david)  # a note is no contact
    with store.reading() as db:
        mine = sums_of(db, WEEKS, david)
        hours = {h.name: (h.sales, h.service) for h in hours_by_person(db, WEEKS)}
    assert (mine["contact.service"].n, "contact.sales" in mine) == (1, False)
    assert hours == {"Hannah": (30, 0), "David": (0, 90)}


def test_only_windows_that_are_over_are_counted():
    assert closed_windows(Period(date(2026, 2, 16), TODAY), TODAY) == Period(
        date(2025, 11, 18), date(2026, 2, 13)
    )
    past = Period(date(2025, 1, 1), date(2025, 1, 31))
    assert closed_windows(past, TODAY) == past


def test_who_bought_again_by_the_rating_of_their_last_case(store):
    since, closed = date(2025, 1, 1), date(2026, 1, 10)
    with store.changing("Fill") as db:
        rows = Rows(store, db)

        def customer(name, *scores, bought=()):
            party = rows.party(name, state="customer", customer_on=since)
            for n, score in enumerate(scores):
                rows.case(closed, closed + timedelta(days=n), score, party_id=party)
            for days in bought:
                rows.sale(closed + timedelta(days=days), 100, party_id=party)
            return party

        happy = customer("Happy", 5, bought=[90])
        late = customer("Late", 4, bought=[91])
        healed = customer("Healed", 1, 5, bought=[30])
        cross = customer("Cross", 2)
        customer("Unrated", None, bought=[30])
        plain = customer("Plain", bought=[20])
        stranger = rows.party("Stranger")
        rows.case(closed, closed, 5, party_id=stranger)
    with store.reading() as db:
        found = given_back(db, Period(date(2026, 1, 1), date(2026, 1, 31)), date(2026, 6, 1))
    assert (set(found.good.bought.ids), set(found.good.others.ids)) == ({happy, healed}, {late})
    assert (found.poor.bought.ids, found.poor.others.ids) == ((), (cross,))
    assert plain in found.no_case.bought.ids
    assert found.no_case.share.n == len(found.no_case.ids)
    assert found.times is None  # too few to say how many times


def test_the_records_behind_a_figure_are_those_that_count(store):
    with store.changing("Fill") as db:
        rows = Rows(store, db)
        ben = rows.party("Ben Archer", prospect_on=TODAY)
        first = rows.sale(date(2026, 5, 4), 10_000, party_id=ben, number="INV-0001")
        back = rows.sale(date(2026, 5, 6), 2_000, kind="credit_note", party_id=ben)
        rows.sale(date(2026, 5, 18), 10_000)
        store.insert(db, s.sale, sold_on=date(2026, 5, 5), status="draft", net=1)
        call = rows.contact(date(2026, 5, 5), "service", party_id=ben, staff_id=store.staff_id)
        rows.contact(date(2026, 5, 5), "service", kind="note")
        rows.contact(date(2026, 5, 5), "sales")
        rated = rows.case(date(2026, 5, 4), date(2026, 5, 7), 4, party_id=ben)
        opened = rows.case(date(2026, 5, 8))
    with store.reading() as db:
        assert list(list_behind(db, Asked("sales", WEEKS))) == [back, first]
        assert list(list_behind(db, Asked("sales", WEEKS), 1)) == [back]
        assert list(list_behind(db, Asked("sales", WEEKS, repeat=False))) == [first]
        assert list(list_behind(db, Asked("sales", WEEKS, repeat=True))) == []
        assert list(list_behind(db, Asked("contacts", WEEKS, side="service"))) == [call]
        assert len(list(list_behind(db, Asked("contacts", WEEKS, staff_id=0)))) == 1
        assert list(list_behind(db, Asked("ratings", WEEKS))) == [rated]
        assert list(list_behind(db, Asked("solved", WEEKS))) == [rated]
        assert list(list_behind(db, Asked("opened", WEEKS))) == [opened, rated]
        assert list(list_behind(db, Asked("prospects", WEEKS))) == [ben]
        assert list(list_behind(db, Asked("people", WEEKS, ids=(ben,)))) == [ben]
        sold = behind_rows(db, "sales", [back, first])
        (heard,) = behind_rows(db, "contacts", [call]).values()
    assert (sold[back].amount, sold[first].amount, sold[first].what) == (-2_000, 10_000, "INV-0001")
    assert (heard.name, heard.staff, heard.opens, heard.opens_id) == ("Ben Archer", "Hannah", "party", ben)


def test_an_event_that_is_gone_is_not_found(store):
    with store.reading() as db:
        assert find_event(db, 1) is None
