"""What Today reads: who is called first, what is counted, and what a day without work says."""

from datetime import date, timedelta

from salesdesk.parties.commands import add_party, add_task, finish_task, log_interaction
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.service.commands import open_case, set_status
from salesdesk.staff.commands import add_staff
from salesdesk.store.database import Store
from salesdesk.today.lines import Day
from salesdesk.today.queries import read_day, tab_counts

TODAY = date(2026, 5, 14)


def _day(shop: Store, staff_id: int | None = None) -> Day:
    with shop.reading() as db:
        return read_day(db, shop.now(), shop.today(), staff_id, "en")


def _titles(day: Day, group: str) -> list[str]:
    return [line.task.title for line in day.lines[group]]


def test_calls_come_late_first_then_by_time_then_by_amount(shop: Store, busy: dict[str, int]) -> None:
    calls = _titles(_day(shop), "calls")
    assert calls == ["No reply to the quote", "Price worries", "Campaign", "Well water"]


def test_promises_and_follow_ups_have_groups_of_their_own(shop: Store, busy: dict[str, int]) -> None:
    day = _day(shop)
    assert _titles(day, "promises") == ["Tell when the part is here"]
    assert _titles(day, "follow_ups") == ["Is the water fine?"]


def test_what_is_done_stays_at_the_end_until_midnight(shop: Store, busy: dict[str, int]) -> None:
    finish_task(shop, busy["late"])
    day = _day(shop)
    assert _titles(day, "calls")[-1] == "No reply to the quote"
    assert day.open_in("calls") == 3
    late = day.lines["calls"][-1]
    assert late.done
    assert not late.badge, "what is done is late no more"


def test_a_late_line_says_how_late_it_is(shop: Store, busy: dict[str, int]) -> None:
    line = _day(shop).lines["calls"][0]
    assert (line.late, line.badge, line.tone) == (True, "2 days late", "danger")


def test_a_follow_up_says_how_long_after_the_sale_it_comes(shop: Store) -> None:
    grace = add_party(shop, name="Grace Liu")
    for days, words in ((3, "day 3"), (180, "6 mo.")):
        sold = TODAY - timedelta(days=days)
        sale = add_sale(
            shop,
            party_id=grace,
            lines=[LineDraft(words="Unit", unit_price=100)],
            on=sold,
            paid=100,
            after_sale=[],
        )
        add_task(shop, title=words, due_on=TODAY, party_id=grace, sale_id=sale, origin="plan", kind="rating")
    marks = {line.task.title: line.mark for line in _day(shop).lines["follow_ups"]}
    assert marks == {"day 3": "day 3", "6 mo.": "6 mo."}


def test_mine_are_mine_and_everybodys_are_everybodys(shop: Store, busy: dict[str, int]) -> None:
    david = add_staff(shop, name="David", roles="service")
    add_task(shop, title="David's call", due_on=TODAY, kind="call", staff_id=david)
    assert "David's call" not in _titles(_day(shop, shop.staff_id), "calls")
    assert "David's call" in _titles(_day(shop), "calls")


def test_the_same_data_give_the_same_order(shop: Store, busy: dict[str, int]) -> None:
    assert _day(shop) == _day(shop)


def test_the_tab_counts_work_cases_and_money_that_are_due(shop: Store, busy: dict[str, int]) -> None:
    party = add_party(shop, name="Bright Dental")
    line = LineDraft(words="Unit", unit_price=50_400)
    add_sale(shop, party_id=party, lines=[line], on=TODAY - timedelta(days=14), due_on=TODAY, after_sale=[])
    late = shop.now() - timedelta(days=3)
    open_case(shop, party_id=party, title="Leak", priority="urgent", opened_at=late)
    with shop.reading() as db:
        counts = tab_counts(db, shop.now(), TODAY, shop.staff_id)
    assert counts["today"] == (6 + 1 + 1, "neutral")
    assert counts["service"] == (1, "danger")


def test_a_day_without_work_knows_what_comes_first_tomorrow(shop: Store) -> None:
    add_task(shop, title="Call Elaine", due_on=TODAY + timedelta(days=1), kind="call")
    day = _day(shop)
    assert not any(day.lines.values())
    assert [task.title for task in day.tomorrow] == ["Call Elaine"]


def test_a_new_enquiry_says_so_until_somebody_spoke_to_them(shop: Store) -> None:
    daniel = add_party(shop, name="Daniel Okafor")
    add_task(shop, title="Well water", due_on=TODAY, kind="call", party_id=daniel)
    assert _day(shop).lines["calls"][0].badge == "new"
    log_interaction(shop, daniel, kind="call", outcome="reached")
    assert _day(shop).lines["calls"][0].badge == ""


def test_a_promise_about_a_part_is_marked_as_one(shop: Store) -> None:
    martin = add_party(shop, name="Martin Cole")
    case = open_case(shop, party_id=martin, title="Noise")
    add_task(shop, title="Tell him", due_on=TODAY, kind="promise", party_id=martin, case_id=case)
    assert not _day(shop).lines["promises"][0].for_part
    set_status(shop, case, "waiting_part")
    assert _day(shop).lines["promises"][0].for_part


def test_a_case_says_what_it_waits_for(shop: Store) -> None:
    sue = add_party(shop, name="Sue Palmer")
    late = shop.now() - timedelta(days=3)
    case = open_case(
        shop, party_id=sue, title="Leak", priority="urgent", opened_at=late, staff_id=shop.staff_id
    )
    assert _day(shop).case_words == {case: "waiting for our diagnosis"}
    add_task(shop, title="Look at it", due_on=TODAY, kind="visit", party_id=sue, case_id=case)
    assert _day(shop).case_words == {case: "promised a visit today"}
