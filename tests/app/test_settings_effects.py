"""Every setting of the shop has its effect where it says, and Ctrl+Z takes it back."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from salesdesk.app.licences import PARTS
from salesdesk.app.products_section import ProductsSection
from salesdesk.app.promises_section import PromisesSection
from salesdesk.app.settings_parts import SavedNumber
from salesdesk.app.shop_section import ShopSection
from salesdesk.app.stages_section import StagesSection
from salesdesk.app.window import MainWindow
from salesdesk.base.business_hours import business_hours
from salesdesk.charts.panel_queries import read_panel
from salesdesk.charts.scope import scope_of
from salesdesk.parties.queries import open_deals
from salesdesk.sales.deal_queries import deals_by_id, deals_now
from salesdesk.sales.paper_pages_view import asker_of
from salesdesk.sales.product_dialog import ProductSheet
from salesdesk.sales.quote_commands import add_quote
from salesdesk.sales.rules import LineDraft
from salesdesk.service.case_queries import Standpoint, count_cases
from salesdesk.service.plan_queries import after_sale_plan
from salesdesk.staff.shop_commands import change_setting
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.ui.widgets import Button
from tests.app.test_settings import settings
from tests.app.windows import answering, press, rest
from tests.service import shop as service


def _section(window: MainWindow, key: str) -> Any:
    return settings(window, key).section(key)


def _number(section: Any, name: str) -> SavedNumber:
    return next(box for box in section.findChildren(SavedNumber) if box.accessibleName() == name)


def _set(section: Any, name: str, number: int) -> None:
    box = _number(section, name)
    box.setValue(number)
    box.settle()


def _type(box: Any, text: str) -> None:
    box.field.setText(text)
    box.field.setModified(True)
    press(box.field, "Return")


# Shop


def test_the_shop_opens_on_the_days_and_hours_chosen(window: MainWindow) -> None:
    section = _section(window, "shop")
    assert isinstance(section, ShopSection)
    section.days[5].click()
    _type(section.opens, "09:30")
    hours = business_hours(window.store.setting, window.store.zone)
    assert hours.closed == {5, 6}
    assert f"{hours.opens:%H:%M}" == "09:30"
    press(section, "Ctrl+Z")
    rest(window)
    assert section.opens.field.text() == "08:00"


def test_a_time_that_is_none_is_said_beside_it_and_stays_typed(window: MainWindow) -> None:
    section = _section(window, "shop")
    _type(section.closes, "late")
    assert section.closes.error == "Type a time such as 08:00."
    assert section.closes.field.text() == "late"
    assert window.store.setting("open_to", "") == ""


def test_the_shop_cannot_be_closed_all_week(window: MainWindow) -> None:
    section = _section(window, "shop")
    for chip in section.days[:6]:
        chip.click()
    assert sum(chip.isChecked() for chip in section.days) == 1


def test_money_stays_once_there_are_amounts_and_says_why(window: MainWindow) -> None:
    section = _section(window, "shop")
    assert section.money.isHidden()
    assert "amounts already" in section._why.text()


def test_money_of_an_empty_book_can_be_changed(store: Store) -> None:
    change_setting(store, "currency", "EUR")
    assert store.currency == "EUR"
    service.product(store)
    with pytest.raises(Exception, match="amounts"):
        change_setting(store, "currency", "USD")


# Stages and targets


def test_the_likelihood_of_a_stage_counts_in_what_is_likely(window: MainWindow) -> None:
    section = _section(window, "stages")
    assert isinstance(section, StagesSection)

    def likely() -> int:
        with window.store.reading() as db:
            return deals_now(db, asker_of(window.desk)).likely

    before = likely()
    _set(section, "Likelihood of Quote sent", 90)
    assert likely() > before
    press(section, "Ctrl+Z")
    rest(window)
    assert likely() == before
    assert _number(section, "Likelihood of Quote sent").value() == 50


def test_the_likelihood_of_a_stage_is_shown_on_its_person(window: MainWindow) -> None:
    with window.store.reading() as db:
        c = s.deal.c
        party = db.execute(
            select(c.party_id).where(
                c.stage == "negotiation", c.likelihood.is_(None), c.party_id.is_not(None)
            )
        ).scalar()
    if party is None:
        pytest.skip("the sample has no such deal")
    change_setting(window.store, "likelihood_negotiation", "77")
    with window.store.reading() as db:
        assert open_deals(db, party).likelihood == 77


def test_a_deal_counts_as_idle_after_the_days_of_its_stage(window: MainWindow) -> None:
    def idle() -> int:
        with window.store.reading() as db:
            ids = db.execute(select(s.deal.c.id).where(s.deal.c.stage == "prospecting")).scalars().all()
            return sum(row.idle is not None for row in deals_by_id(db, ids, asker_of(window.desk)).values())

    _set(_section(window, "stages"), "New enquiry counts as idle after", 365)
    assert idle() == 0
    _set(_section(window, "stages"), "New enquiry counts as idle after", 1)
    assert idle() > 0


def test_a_target_of_a_person_and_month_is_measured_in_compare(window: MainWindow) -> None:
    section = _section(window, "stages")
    me = window.store.staff_id
    section.walk(1)
    _type(section._targets[me], "5000000")
    with window.store.reading() as db:
        row = db.execute(
            select(s.target.c.amount, s.target.c.month_on).where(s.target.c.staff_id == me)
        ).one()
    assert row.amount == 5_000_000
    assert row.month_on == section.month
    _type(section._targets[me], "a lot")
    assert section._targets[me].error


def test_the_satisfaction_to_reach_is_the_line_of_the_chart(window: MainWindow) -> None:
    section = _section(window, "stages")
    section.csat.set_value(48)
    section.csat.chosen.emit(48)
    with window.store.reading() as db:
        assert read_panel(db, scope_of("weeks13", window.store.today())).goal == 4.8


# Service promises


def test_a_case_is_promised_by_the_hours_of_its_priority(window: MainWindow) -> None:
    section = _section(window, "promises")
    assert isinstance(section, PromisesSection)

    def promised() -> Any:
        party = service.customer(window.store, phone="")
        case = service.case_of(window.store, party_id=party, title="Leaks", priority="urgent")
        with window.store.reading() as db:
            c = s.service_case.c
            return db.execute(select(c.promised_at).where(c.id == case)).scalar_one()

    before = promised()
    _set(section, "Urgent", 30)
    assert promised() > before + timedelta(hours=8)


def test_putting_the_promises_back_is_one_step(window: MainWindow) -> None:
    section = _section(window, "promises")
    _set(section, "Urgent", 30)
    section._reset.click()
    rest(window)
    assert _number(section, "Urgent").value() == 4
    press(section, "Ctrl+Z")
    rest(window)
    assert _number(section, "Urgent").value() == 30


def test_ratings_are_waited_for_as_long_as_the_shop_says(window: MainWindow) -> None:
    store = window.store

    def waiting() -> int:
        with store.reading() as db:
            return count_cases(db, Standpoint(store.now(), store.today(), store.staff_id))["to_rate"]

    with store.changing("Forget") as db:
        solved = {"status": "solved", "score": None, "ask_score_on": None}
        ten_days_ago = store.today() - timedelta(days=10)
        db.execute(s.service_case.update().values(solved_on=ten_days_ago, **solved))
    _set(_section(window, "promises"), "Wait for a rating", 365)
    long = waiting()
    _set(_section(window, "promises"), "Wait for a rating", 1)
    assert waiting() < long


def test_the_call_for_a_rating_is_planned_after_the_days_chosen(store: Store) -> None:
    change_setting(store, "ask_rating_days", "11")
    day = date(2026, 5, 11)
    with store.reading() as db:
        steps = after_sale_plan(db, [service.product(store)], day)
    call = next(step for step in steps if step.kind == "rating")
    assert call.after_days == 11


# Products and papers


def test_a_new_product_begins_with_the_usual_tax_and_warranty(window: MainWindow) -> None:
    section = _section(window, "products")
    assert isinstance(section, ProductsSection)
    _type(section.tax, "8,5")
    _set(section, "Warranty", 24)
    sheet = ProductSheet(window.desk)
    assert sheet.fields["tax_rate"].value() == 850
    assert sheet.fields["warranty_months"].value() == 24
    sheet.deleteLater()


def test_a_tax_over_a_hundred_is_said_beside_it(window: MainWindow) -> None:
    section = _section(window, "products")
    _type(section.tax, "180")
    assert section.tax.error == "The tax must be between 0 and 100 %."


def test_the_next_quote_begins_as_chosen_and_counts_on(window: MainWindow) -> None:
    section = _section(window, "products")
    _type(section.prefixes["quote"], "BG26")
    party = service.customer(window.store, phone="")
    quote = add_quote(window.store, party_id=party, lines=[LineDraft(words="Filters", unit_price=1)])
    with window.store.reading() as db:
        number = db.execute(select(s.quote.c.number).where(s.quote.c.id == quote)).scalar_one()
    assert number.startswith("BG26-")
    assert not number.endswith("-0001")


# About


def test_the_licence_of_every_part_can_be_read(window: MainWindow) -> None:
    assert all(len(part.text()) > 400 for part in PARTS)
    section = _section(window, "about")
    with answering(lambda sheet: sheet.reject()) as seen:
        section.buttons["Inter (font)"].click()
    assert seen[0].windowTitle() == "Inter (font)"
    assert isinstance(section.buttons["Inter (font)"], Button)
    assert QApplication.activeModalWidget() is None
