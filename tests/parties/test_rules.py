"""What to do next after a call, and what a person is found by."""

from datetime import date

import pytest

from salesdesk.parties import rules

THURSDAY = date(2026, 5, 14)
SUNDAY = frozenset({6})


@pytest.mark.parametrize(
    ("outcome", "tries", "stage", "wanted"),
    [
        ("reached", 0, "", date(2026, 5, 16)),
        ("reached", 0, "proposal", date(2026, 5, 18)),  # the third day is a Sunday
        ("no_answer", 1, "", date(2026, 5, 15)),
        ("no_answer", 3, "", date(2026, 5, 18)),
    ],
)
def test_the_guess_is_never_on_a_closed_day(outcome: str, tries: int, stage: str, wanted: date) -> None:
    guess = rules.guess_next_step(outcome, THURSDAY, tries, stage, SUNDAY)
    assert guess is not None
    assert guess.on == wanted


def test_when_to_call_back_is_not_guessed() -> None:
    assert rules.guess_next_step("call_back", THURSDAY) is None


def test_no_answer_is_tried_at_the_same_hour() -> None:
    guess = rules.guess_next_step("no_answer", THURSDAY, 1, time="09:30")
    assert guess is not None
    assert guess.time == "09:30"


@pytest.mark.parametrize(("setting", "days"), [("6", {6}), ("5,6", {5, 6}), ("", set()), ("x,9", set())])
def test_closed_weekdays_are_read_from_their_setting(setting: str, days: set[int]) -> None:
    assert rules.closed_weekdays(setting) == frozenset(days)


def test_a_shop_is_never_closed_on_all_seven_days() -> None:
    assert rules.closed_weekdays("0,1,2,3,4,5,6") == frozenset()


def test_search_texts_fold_accents_and_know_every_form_of_a_number() -> None:
    texts = rules.search_texts({"name": "Nguyễn Đức", "phone": "0905 123 148"}, "VN", ["0236 3 611 200"])
    assert texts["search"] == "nguyen duc"
    assert texts["phone_normal"] == "+84905123148"
    assert texts["phone_digits"] is not None
    assert {"0905123148", "84905123148", "02363611200"} <= set(texts["phone_digits"].split())


def test_somebody_without_a_name_sorts_by_what_they_are_called() -> None:
    assert rules.search_texts({"phone": "0905 123 148"}, "VN")["sort_name"] == "0905 123 148"
