"""The arithmetic of papers: rounding, discounts, tax, promotional prices, agreed sums."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.base.errors import UserError
from salesdesk.sales import rules
from salesdesk.sales.rules import LineDraft

MAY = {"price": 100, "promo_price": 80, "promo_from": date(2026, 5, 1), "promo_to": date(2026, 5, 31)}


def test_the_quote_of_the_design_page_comes_out_to_the_dong() -> None:
    lines = [
        LineDraft(words="RO", unit_price=9_900_000, tax_rate=800),
        LineDraft(words="Softener", unit_price=1_850_000, discount_rate=1_000, tax_rate=800),
        LineDraft(words="Fitting", unit_price=600_000, tax_rate=800),
        LineDraft(words="Filters", unit_price=780_000, discount_rate=rules.WHOLE),
    ]
    assert rules.totals(lines) == (13_130_000, 965_000, 12_165_000, 973_200, 13_138_200, ((800, 973_200),))


def test_half_a_unit_is_rounded_up_on_the_line() -> None:
    line = LineDraft(words="Hose", quantity=1_500, unit_price=333, tax_rate=1_000)
    assert rules.line_gross(1_500, 333) == 500
    assert rules.line_sums(line) == (500, 0, 500, 50)
    assert rules.half_up(-5, 2) == -3


def test_tax_is_rounded_per_line_and_then_summed() -> None:
    lines = [LineDraft(words="Nut", unit_price=6, tax_rate=800)] * 3
    assert rules.totals(lines).tax == 0  # 0.48 each, never 1.44 together


def test_a_discount_is_percent_money_or_a_gift() -> None:
    assert rules.line_net(LineDraft(words="a", unit_price=999, discount_rate=1_000)) == 899
    assert rules.line_net(LineDraft(words="a", unit_price=999, discount=99)) == 900
    assert rules.line_net(LineDraft(words="a", unit_price=999, discount_rate=rules.WHOLE)) == 0


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (LineDraft(), "words"),
        (LineDraft(words="a", quantity=0), "quantity"),
        (LineDraft(words="a", unit_price=-1), "unit_price"),
        (LineDraft(words="a", unit_price=10, discount=11), "discount"),
        (LineDraft(words="a", unit_price=10, discount_rate=10_001), "discount"),
        (LineDraft(words="a", tax_rate=10_001), "tax_rate"),
        (LineDraft(words="a", quantity=10**9, unit_price=10**10), "unit_price"),
    ],
)
def test_an_impossible_line_is_refused_beside_its_field(line: LineDraft, field: str) -> None:
    with pytest.raises(UserError) as caught:
        rules.check_line(line)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("on", "price"),
    [(date(2026, 4, 30), 100), (date(2026, 5, 1), 80), (date(2026, 5, 31), 80), (date(2026, 6, 1), 100)],
)
def test_a_promotional_price_holds_on_its_days_only(on: date, price: int) -> None:
    assert rules.price_on(MAY, on) == price


def test_a_promotional_price_without_days_holds_until_it_is_taken_away() -> None:
    always = {**MAY, "promo_from": None, "promo_to": None}
    assert rules.price_on(always, date(2030, 1, 1)) == 80
    assert rules.price_on({**always, "promo_price": None}, date(2030, 1, 1)) == 100


_LINES = st.lists(
    st.builds(
        LineDraft,
        words=st.just("a"),
        quantity=st.integers(1, 20_000),
        unit_price=st.integers(0, 10**9),
        discount_rate=st.sampled_from([0, 500, 10_000]),
        tax_rate=st.sampled_from([0, 800, 1_000, 1_925]),
    ),
    min_size=1,
    max_size=6,
)


@given(lines=_LINES, total=st.integers(0, 10**10))
def test_lines_of_an_agreed_sum_come_to_it_exactly(lines: list[LineDraft], total: int) -> None:
    priced = rules.priced_for_total(lines, total)
    assert sum(p.sums.total for p in priced) == total
    for line, sums in priced:
        assert sums.net >= 0
        assert sums.tax >= 0
        assert sums.discount >= 0
        assert sums.gross == rules.line_gross(line.quantity, line.unit_price)
        assert sums.gross - sums.discount == sums.net


def test_an_agreed_sum_equal_to_the_lines_leaves_them_as_they_are() -> None:
    lines = [LineDraft(words="a", unit_price=100, discount_rate=1_000, tax_rate=1_000)]
    assert rules.priced_for_total(lines, 99)[0].line == lines[0]


def test_the_share_of_days_leaves_out_closed_ones() -> None:
    # May 2026 has 31 days, 5 Sundays; by Thursday 14 May 12 of the 26 open days are gone.
    assert rules.share_of_days(date(2026, 5, 1), date(2026, 5, 31), date(2026, 5, 14), {6}) == 12 / 26


def test_likely_money_follows_the_deal_before_its_stage() -> None:
    assert rules.likely_amount(1_000, "proposal", None) == 500
    assert rules.likely_amount(1_000, "proposal", 90) == 900
    assert rules.likely_amount(1_000, "proposal", 0) == 0
