"""The sample shop: on the design's day it shows the design's figures, and it is full on every other day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from salesdesk.app.demo import make_demo
from salesdesk.base import clock, i18n
from salesdesk.base.metrics import (
    CONVERSION,
    FIRST_CONTACT,
    HANDLING,
    RESOLUTION,
    REVENUE,
    SATISFACTION,
    VOLUME,
)
from salesdesk.base.periods import Period, month_of
from salesdesk.charts.given_back_queries import given_back
from salesdesk.marketing.agreement_queries import agreement_figures
from salesdesk.marketing.audience_queries import count_audience
from salesdesk.marketing.audience_rules import from_json
from salesdesk.marketing.result_queries import campaign_results
from salesdesk.prospects.queries import count_views
from salesdesk.service.case_queries import Standpoint, count_cases
from salesdesk.service.plan_queries import shop_hours
from salesdesk.store import schema as s
from salesdesk.store.check import check_book
from salesdesk.store.database import Store
from salesdesk.store.sums import sums_of
from salesdesk.today.lines import Day
from salesdesk.today.queries import read_day, tab_counts

LONDON = ZoneInfo("Europe/London")
DESIGN = datetime(2026, 5, 14, 9, 41, 30, tzinfo=LONDON)


@contextmanager
def sample(folder: Path, at: datetime, language: str = "en") -> Iterator[Store]:
    before = i18n.language()
    i18n.set_language(language)
    with clock.freeze(at):
        store = make_demo(folder / "shop.salesdesk", language)
        try:
            yield store
        finally:
            store.close()
            i18n.set_language(before)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with sample(tmp_path_factory.mktemp("sample"), DESIGN) as store:
        return store.path


@pytest.fixture
def shop(book: Path) -> Iterator[Store]:
    with clock.freeze(DESIGN):
        store = Store.open(book)
        yield store
        store.close()


def day_of(store: Store) -> Day:
    with store.reading() as db:
        return read_day(db, store.now(), store.today(), store.staff_id, "en")


def test_today_is_as_in_the_design(shop: Store) -> None:
    day = day_of(shop)
    assert [line.task.party for line in day.lines["calls"]] == [
        "Oak Street Nursery", "Laura Bennett", "Daniel Okafor", "Priya Sharma"
    ]  # fmt: skip
    assert [line.done for line in day.lines["promises"]] == [False, False, True]
    assert [line.mark for line in day.lines["follow_ups"]] == ["day 3", "6 mo."]
    assert sum(owed.amount for owed in day.owed) == 105_600
    assert (day.month.target.revenue, day.month.target.target) == (405_000, 780_000)
    with shop.reading() as db:
        counts = tab_counts(db, shop.now(), shop.today(), shop.staff_id)
    assert counts == {"today": (12, "neutral"), "service": (2, "danger")}


def test_lists_and_boards_are_full(shop: Store) -> None:
    with shop.reading() as db:
        people = count_views(db, shop.today())
        cases = count_cases(db, Standpoint(shop.now(), shop.today(), shop.staff_id))
        d = s.deal.c
        deals = dict(db.execute(select(d.stage, func.sum(d.amount)).group_by(d.stage)).all())
    assert (people["open"], people["hot"], people["no_next_step"]) == (128, 14, 9)
    assert (cases["open"], cases["breach"], cases["waiting_part"], cases["to_rate"]) == (8, 2, 1, 2)
    assert sum(deals[stage] for stage in deals if stage not in ("won", "lost")) == 1_153_500


def test_the_campaign_has_a_funnel_a_return_and_an_agreement(shop: Store) -> None:
    c = s.campaign.c
    with shop.reading() as db:
        campaign, rules = db.execute(
            select(c.id, s.segment.c.rules)
            .join(s.segment, s.segment.c.id == c.segment_id)
            .where(c.status == "running")
        ).one()
        results = campaign_results(db, campaign, shop.today(), "USD", 2)
        audience = count_audience(db, from_json(rules), shop.today())
        kept = agreement_figures(db, month_of(shop.today()), 4, shop_hours(db), shop.now(), campaign)
    assert tuple(audience) == (184, 23)
    assert [step.people for step in results.funnel] == [171, 61, 38, 36, 22, 14]
    assert [row.leads for row in results.channels] == [21, 12, 5]
    assert (results.returned.sales, results.returned.revenue) == (14, 192_800)
    assert results.returned.high == pytest.approx(1.6, abs=0.005)
    assert results.last is not None
    assert results.last.returned.high == pytest.approx(0.92, abs=0.005)
    assert (kept.leads, kept.in_time, kept.late) == (38, 33, 5)


def test_thirteen_weeks_and_those_before_have_the_metrics(shop: Store) -> None:
    start, today = shop.today() - timedelta(days=87), shop.today()
    with shop.reading() as db:
        now = sums_of(db, Period(start, today))
        before = sums_of(db, Period(start - timedelta(days=91), today - timedelta(days=91)))
        back = given_back(db, Period(start, today), today)
    assert VOLUME.value(now).amount == 43
    assert round((CONVERSION.value(now).amount or 0) * 100) == 34
    assert round((SATISFACTION.value(now).amount or 0), 1) == 4.4
    assert round((RESOLUTION.value(now).amount or 0) * 100) == 91
    assert round((FIRST_CONTACT.value(now).amount or 0) * 100) == 68
    assert round(HANDLING.value(now).amount or 0) == 18
    assert (REVENUE.value(now).amount or 0) / (REVENUE.value(before).amount or 1) == pytest.approx(
        1.12, abs=0.005
    )
    shares = [
        (group.share.n, round((group.share.amount or 0) * 100))
        for group in (back.good, back.no_case, back.poor)
    ]
    assert shares == [(84, 31), (140, 17), (22, 9)]


def test_the_book_is_sound_and_cannot_be_undone_into_an_empty_one(shop: Store) -> None:
    assert [finding for finding in check_book(shop.path) if not finding.ok] == []
    assert shop.can_undo() is None


# A Monday, the first of a month, Tet, a Sunday evening, a leap day's night, just after midnight.
@pytest.mark.parametrize(
    "at",
    ["2026-05-18T08:10", "2026-06-01T10:00", "2026-02-17T09:00", "2026-03-01T21:00", "2028-02-29T23:50",
     "2026-12-31T00:10"],
)  # fmt: skip
def test_it_is_full_on_any_day(tmp_path: Path, at: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    with sample(tmp_path, moment, "vi") as store:
        day = day_of(store)
        assert {key: len(lines) for key, lines in day.lines.items()} == {
            "calls": 4, "promises": 3, "follow_ups": 2
        }  # fmt: skip
        assert len(day.owed) == 3
        with store.reading() as db:
            cases = count_cases(db, Standpoint(store.now(), store.today(), store.staff_id))
            assert count_views(db, store.today())["open"] == 128
            future = select(func.count()).select_from(s.interaction).where(s.interaction.c.at > store.now())
            assert db.execute(future).scalar_one() == 0
        assert (cases["open"], cases["breach"]) == (8, 2)
