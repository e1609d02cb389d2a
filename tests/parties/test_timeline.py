"""One timeline mixes calls, papers, money, cases and campaigns, newest first, page by page."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from salesdesk.base import clock, i18n
from salesdesk.parties import commands as parties
from salesdesk.parties.queries import linked, timeline
from salesdesk.sales.deal_commands import add_deal
from salesdesk.sales.quote_commands import accept_quote, add_quote, send_quote
from salesdesk.sales.rules import LineDraft
from salesdesk.service.commands import open_case
from salesdesk.store import schema as s

BEGIN = datetime(2026, 5, 1, 9, tzinfo=UTC)


@pytest.fixture
def laura(store: Any) -> int:
    with clock.freeze(BEGIN):
        return parties.add_party(store, name="Laura", source="referral")


def _timeline(store: Any, party_id: int, *more: Any, **named: Any) -> Any:
    with store.reading() as db:
        return timeline(db, party_id, *more, **named)


@pytest.fixture
def papers(store: Any, laura: int) -> dict[str, int]:
    with clock.freeze(BEGIN + timedelta(days=3)), store.changing("papers") as db:
        product = store.insert(db, s.product, name="10-stage RO")
        campaign = store.insert(db, s.campaign, name="Spring")
        store.insert(
            db,
            s.quote,
            party_id=laura,
            number="Q-0187",
            status="sent",
            sent_at=store.now(),
            total=51_600,
            valid_until=date(2026, 5, 23),
        )
        sale = store.insert(
            db,
            s.sale,
            party_id=laura,
            number="INV-0001",
            status="issued",
            sold_on=date(2026, 5, 6),
            total=51_600,
            paid=20_000,
            issued_at=BEGIN + timedelta(days=5),
        )
        for n in range(4):
            store.insert(db, s.sale_line, sale_id=sale, position=n, product_id=product)
        store.insert(db, s.payment, sale_id=sale, party_id=laura, amount=20_000, paid_on=date(2026, 5, 7))
        case = store.insert(
            db,
            s.service_case,
            party_id=laura,
            number="CS-1",
            title="Leak",
            opened_at=BEGIN + timedelta(days=8),
            opened_on=date(2026, 5, 9),
            solved_at=BEGIN + timedelta(days=9),
            status="solved",
            score=5,
            resolution="New seal",
        )
        store.insert(db, s.response, campaign_id=campaign, party_id=laura, responded_on=date(2026, 5, 2))
    return {"sale": sale, "case": case, "campaign": campaign}


def test_events_of_all_domains_stand_in_one_order(store: Any, laura: int, papers: dict[str, int]) -> None:
    rows = _timeline(store, laura)
    assert [row.title for row in rows] == [
        "Case CS-1 resolved, rated 5 of 5",
        "Case CS-1: Leak",
        "Paid $200",
        "Bought, INV-0001",
        "Quote Q-0187 sent",
        "Joined: Spring",
        "Added by Hannah",
    ]
    assert rows[3].body == "10-stage RO, 10-stage RO, 10-stage RO and 1 more: $516"
    assert rows[4].body == "$516. Valid until 23 May."
    assert rows[-1].body == "Referral"


def test_a_domain_shows_its_own_events_only(store: Any, laura: int, papers: dict[str, int]) -> None:
    parties.log_interaction(store, laura, kind="visit", purpose="service", title="Water test")
    assert {row.domain for row in _timeline(store, laura, ("service",))} == {"service"}
    assert len(_timeline(store, laura, ("service",))) == 3
    assert [row.title for row in _timeline(store, laura, ("marketing",))] == ["Joined: Spring"]


def test_pages_go_on_where_the_last_one_ended_and_lose_nothing(store: Any, laura: int) -> None:
    for n in range(25):
        at = BEGIN + timedelta(hours=n // 5)  # five events an instant
        parties.log_interaction(store, laura, kind="note", body=f"note {n}", at=at)
    seen: list[str] = []
    before = None
    while page := _timeline(store, laura, (), 7, before):
        seen += [row.body for row in page if row.kind == "interaction"]
        before = page[-1].at
    assert sorted(seen) == sorted(f"note {n}" for n in range(25))


def test_a_task_ticked_off_by_a_call_is_not_told_twice(store: Any, laura: int) -> None:
    call = parties.add_task(store, title="Call", kind="call", due_on=store.today(), party_id=laura)
    errand = parties.add_task(store, title="Bring the meter", due_on=store.today(), party_id=laura)
    parties.log_interaction(store, laura, kind="call", outcome="reached", done_task_id=call)
    parties.finish_task(store, errand)
    titles = [row.title for row in _timeline(store, laura)]
    assert titles.count("Call · reached") == 1
    assert "Done: Bring the meter" in titles
    assert "Done: Call" not in titles


def test_what_was_deleted_is_not_told(store: Any, laura: int) -> None:
    made = parties.log_interaction(store, laura, kind="note", body="by mistake")
    parties.remove_interaction(store, made)
    assert [row.kind for row in _timeline(store, laura)] == ["party"]


def test_a_day_without_a_time_stands_at_its_noon_in_the_shops_zone(
    store: Any, laura: int, papers: dict[str, int]
) -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    paid = next(row for row in _timeline(store, laura, zone=zone) if row.icon == "banknote")
    assert not paid.timed
    assert paid.at.astimezone(zone) == datetime(2026, 5, 7, 12, tzinfo=zone)


def test_the_words_are_vietnamese_when_the_shop_is(store: Any, laura: int) -> None:
    parties.log_interaction(store, laura, kind="call", outcome="no_answer")
    i18n.set_language("vi")
    assert _timeline(store, laura)[0].title == "Cuộc gọi · không bắt máy"


def test_what_hangs_on_somebody_is_listed_with_its_state(
    store: Any, laura: int, papers: dict[str, int]
) -> None:
    friend = parties.add_party(store, name="Friend", referred_by_id=laura)
    with store.changing("item") as db:
        store.insert(db, s.owned_item, party_id=laura, words="RO 10", warranty_until=date(2027, 5, 1))
    with store.reading() as db:
        found = {one.kind: one for one in linked(db, laura, date(2026, 5, 14))}
        later = {one.kind: one for one in linked(db, laura, date(2028, 1, 1))}
    assert (found["quote"].title, found["quote"].badge) == ("Quote Q-0187", "Sent")
    assert (found["sale"].badge, found["sale"].tone) == ("$316 due", "warn")
    assert (found["case"].title, found["case"].badge) == ("Leak", "Resolved")
    assert found["campaign"].id == papers["campaign"]
    assert found["party"].id == friend
    assert found["owned_item"].badge == "warranty to May 2027"
    assert later["owned_item"].badge == "out of warranty"


def test_what_one_step_did_is_told_once(store: Any, laura: int) -> None:
    with clock.freeze(BEGIN + timedelta(days=2)):
        deal = add_deal(store, party_id=laura, title="10-stage RO", amount=51_600)
        line = LineDraft(words="10-stage RO with installation", unit_price=51_600)
        quote = add_quote(store, party_id=laura, deal_id=deal, lines=[line], valid_until=date(2026, 5, 23))
    with clock.freeze(BEGIN + timedelta(days=3)):
        send_quote(store, quote)
    with clock.freeze(BEGIN + timedelta(days=4)):
        accept_quote(store, quote, paid=51_600, after_sale=[])
    with clock.freeze(BEGIN + timedelta(days=5)):
        open_case(store, party_id=laura, title="Hum", description="Loud since yesterday", channel="phone")
    told = [(row.title.partition(",")[0], row.body) for row in _timeline(store, laura)]
    assert told == [
        ("Customer called: Hum", "Loud since yesterday"),
        ("Bought", "10-stage RO with installation: $516 · paid in full"),
        ("Quote Q-0001 sent", "10-stage RO with installation, $516. Valid until 23 May."),
        ("Added by Hannah", "Referral"),
    ]


def test_a_campaigns_message_is_one_row_with_its_answer(store: Any, laura: int) -> None:
    with store.changing("reached") as db:
        campaign = store.insert(db, s.campaign, name="Spring")
        store.insert(db, s.campaign_member, campaign_id=campaign, party_id=laura, reached_on=store.today())
    parties.log_interaction(
        store, laura, kind="message", purpose="marketing", title="Spring", body="Cores −10 %",
        campaign_id=campaign,
    )  # fmt: skip
    told = [(row.title, row.body) for row in _timeline(store, laura, ("marketing",))]
    assert told == [("Message sent: Spring", "Cores −10 % No reply yet.")]


def test_a_case_solved_at_the_first_call_is_one_row_and_two_when_it_took_longer(
    store: Any, laura: int, papers: dict[str, int]
) -> None:
    with store.changing("first") as db:
        store.update(
            db, s.service_case, papers["case"], first_contact=True, solved_on=date(2026, 5, 9),
            opened_on=date(2026, 5, 9),
        )  # fmt: skip
    cases = [(row.title, row.body) for row in _timeline(store, laura) if row.kind == "case"]
    assert cases == [("Case CS-1 resolved, rated 5 of 5", "Leak. New seal")]
