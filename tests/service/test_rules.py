"""Warranties, first contact, time kept, and the plan after a sale."""

from datetime import date, timedelta

import pytest

from salesdesk.service import rules
from salesdesk.service.rules import CareStepFacts, ProductCare
from tests.service.shop import MONDAY

PURIFIER = ProductCare(1, "KAR-9S", "goods", 24, 6)
CUP = ProductCare(2, "Cup", "goods", 0, 0)
CLEANING = ProductCare(3, "Cleaning", "service", 0, 0)
SOLD = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("bought", "months", "until"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 11, 12), 36, date(2026, 11, 12)),
        (date(2026, 1, 31), 0, None),
    ],
)
def test_a_warranty_ends_so_many_months_after_the_purchase(bought, months, until):
    assert rules.warranty_until(bought, months) == until


@pytest.mark.parametrize("months", range(1, 61))
def test_a_product_with_a_warranty_always_has_an_end_of_it(months):
    assert all(rules.warranty_until(date(2024, 1, 1) + timedelta(days=n), months) for n in range(0, 366, 5))


@pytest.mark.parametrize(
    ("contacts", "reopened", "first"), [(1, 0, True), (0, 0, False), (2, 0, False), (1, 1, False)]
)
def test_first_contact_means_exactly_one_and_never_reopened_soon(contacts, reopened, first):
    assert rules.is_first_contact(contacts, reopened) is first


def test_reopening_counts_for_seven_days():
    assert rules.counts_as_reopened(MONDAY, MONDAY + timedelta(days=7))
    assert not rules.counts_as_reopened(MONDAY, MONDAY + timedelta(days=7, seconds=1))
    assert not rules.counts_as_reopened(None, MONDAY)


def test_minutes_are_rounded_once_after_adding_the_seconds():
    assert rules.handling_minutes([20, 20, 20]) == 1
    assert rules.handling_minutes([29]) == 0
    assert rules.handling_minutes([]) == 0


def test_the_timer_shows_hours_minutes_and_seconds():
    assert rules.digits_of_timer(765) == "00:12:45"
    assert rules.digits_of_timer(36 * 3600 + 61) == "36:01:01"
    assert rules.digits_of_timer(-5) == "00:00:00"


def plan(*products, steps=()):
    return [(a.kind, a.on - SOLD, a.chosen) for a in rules.plan_after_sale(products, steps, SOLD)]


def test_the_plan_after_a_purifier_installs_asks_and_maintains():
    assert plan(PURIFIER) == [
        ("installation", timedelta(days=2), True),
        ("rating", timedelta(days=3), True),
        ("maintenance", timedelta(days=184), True),
        ("follow_up", timedelta(days=30), False),
    ]


def test_a_thing_that_needs_no_care_is_only_asked_about():
    assert [kind for kind, _on, chosen in plan(CUP) if chosen] == ["rating"]
    assert [kind for kind, _on, chosen in plan(CLEANING) if chosen] == ["rating"]


def test_care_steps_replace_what_would_be_planned_by_itself():
    own = [
        CareStepFacts(7, 1, "installation", "Fit under the sink", 1, 0, 0, True),
        CareStepFacts(8, 1, "maintenance", "Core change", 0, 3, 3, True),
        CareStepFacts(9, 1, "call", "Warranty ends soon", 0, 23, 0, False),
    ]
    found = rules.plan_after_sale([PURIFIER], own, SOLD)
    assert [a.title for a in found if a.chosen] == [
        "Fit under the sink",
        "Call and ask for a rating",
        "Core change",
    ]
    core = next(a for a in found if a.title == "Core change")
    assert (core.on, core.repeat_months, core.when_words) == (date(2026, 8, 14), 3, "every 3 months")


def test_every_status_has_a_place_on_the_stepper_and_a_badge():
    from salesdesk.base.choices import CASE_STATUSES, values

    assert [rules.step_of(status) for status in values(CASE_STATUSES)] == [0, 1, 2, 2, 2, 3, 3]
    assert all(rules.status_words(status) and rules.status_tone(status) for status in values(CASE_STATUSES))


def test_a_warranty_says_how_long_it_lasts():
    assert rules.warranty_words(date(2026, 11, 12), SOLD, "en") == ("In warranty until 12 Nov 2026", "accent")
    assert rules.warranty_words(date(2026, 5, 20), SOLD, "en")[1] == "warn"
    assert rules.warranty_words(date(2025, 3, 3), SOLD, "en") == ("Warranty ended 3 Mar 2025", "neutral")
    assert rules.warranty_words(None, SOLD, "en") == ("No warranty", "neutral")
