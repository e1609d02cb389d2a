"""Opening, changing and rating a case in its sheets."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from salesdesk.service import commands as service
from salesdesk.service import queries
from salesdesk.service.article_dialog import WriteArticleSheet
from salesdesk.service.case_dialog import EditCaseSheet, NewCaseSheet, open_new_case
from salesdesk.service.item_dialog import ItemSheet, ReplaceSheet
from salesdesk.service.rating_dialog import RateSheet
from salesdesk.store import schema as s
from tests.service import shop
from tests.service.desk import focus, make_tab, press
from tests.service.shop import hours_later

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_a_solved_case_is_rated_from_the_queue_in_two_steps(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    with store.reading() as db:
        row = queries.case_rows(db, [queue["solved"]])[queue["solved"]]
    sheet = RateSheet(tab.desk, row)
    sheet.open()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    qtbot.keyClicks(sheet.words, "Quick")
    qtbot.keyClick(sheet.words, Qt.Key.Key_5, ALT)
    qtbot.waitUntil(lambda: not sheet.isVisible())
    case = shop.case(store, queue["solved"])
    assert (case["score"], case["score_words"]) == (5, "Quick")
    sheet.deleteLater()


def test_a_new_case_begins_with_what_is_known(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    sheet = NewCaseSheet(tab.desk, {"owned_item_id": queue["item"]})
    qtbot.addWidget(sheet)
    assert sheet.party.party_id() == queue["party"]
    assert sheet.item.value() == queue["item"]
    sheet.title.setText("Drips")
    sheet.save()
    case = shop.case(store, sheet.case_id)
    assert (case["title"], case["owned_item_id"], case["phase"]) == ("Drips", queue["item"], "after")


def test_somebody_unknown_is_added_with_the_case_in_one_step(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    before = store.can_undo()
    sheet = NewCaseSheet(tab.desk, {})
    qtbot.addWidget(sheet)
    sheet.party.field.setText("Zoe Quinn")
    sheet.title.setText("Asks about filters")
    sheet.save()
    case = shop.case(store, sheet.case_id)
    assert case["phase"] == "before"
    store.undo()
    assert store.can_undo() == before


def test_a_case_without_a_problem_or_customer_says_what_is_missing(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    sheet = NewCaseSheet(tab.desk, {})
    qtbot.addWidget(sheet)
    sheet.save()
    assert sheet.case_id is None
    assert "what the problem is" in sheet._title_field.error()
    sheet.title.setText("Drips")
    sheet.save()
    assert sheet.case_id is None
    assert sheet.party.error()


def test_articles_are_suggested_while_the_problem_is_typed(now, store, queue, qtbot):
    service.write_article(store, title="Purifier hums: check core 2", body="Measure the pressure")
    tab = make_tab(store, qtbot)
    sheet = NewCaseSheet(tab.desk, {"party_id": queue["party"]})
    qtbot.addWidget(sheet)
    sheet.title.setText("it hums")
    qtbot.waitUntil(lambda: [a.title for a in sheet.articles._shown] == ["Purifier hums: check core 2"])


def test_c_opens_the_sheet_for_the_customer_of_the_page(now, store, queue, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "salesdesk.service.case_acts_panel.open_new_case", lambda _desk, **given: asked.append(given)
    )
    tab = make_tab(store, qtbot)
    focus(qtbot, tab.queue.list.table)
    press(qtbot, Qt.Key.Key_C)
    tab.show_case(queue["hums"])
    press(qtbot, Qt.Key.Key_C, ALT)
    assert asked == [{}, {"party_id": queue["party"]}]


def test_closing_the_sheet_opens_no_case(now, store, queue, qtbot, monkeypatch):
    tab = make_tab(store, qtbot)
    monkeypatch.setattr(NewCaseSheet, "run", lambda _sheet: False)
    assert open_new_case(tab.desk) is None


def test_facts_of_a_case_are_changed_in_its_form(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    sheet = EditCaseSheet(tab.desk, queue["hums"], shop.case(store, queue["hums"]))
    qtbot.addWidget(sheet)
    sheet.form.editor("title").set_value("")
    sheet.save()
    assert sheet.form.error("title")
    sheet.form.set_values({**shop.case(store, queue["hums"])})
    sheet.form.editor("title").setText("Purifier hums loudly")
    sheet.form.editor("priority").set_value("low")
    sheet.save()
    case = shop.case(store, queue["hums"])
    assert (case["title"], case["priority"]) == ("Purifier hums loudly", "low")
    assert case["promised_at"] > hours_later(24)


def test_somebody_elses_change_is_told_and_not_overwritten(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    sheet = EditCaseSheet(tab.desk, queue["hums"], shop.case(store, queue["hums"]))
    qtbot.addWidget(sheet)
    service.edit_case(store, queue["hums"], title="Theirs")
    sheet.form.editor("title").setText("Mine")
    sheet.save()
    assert shop.case(store, queue["hums"])["title"] == "Theirs"


@pytest.mark.parametrize("kind", ["party", "owned_item", "sale", "case"])
def test_a_case_is_opened_from_another_record(now, store, queue, qtbot, monkeypatch, kind):
    asked = []
    monkeypatch.setattr(
        "salesdesk.service.case_acts_panel.open_new_case", lambda _desk, **given: asked.append(given)
    )
    sale = shop.sale(store, queue["party"], shop.product(store, "Tap"))
    ids = {"party": queue["party"], "owned_item": queue["item"], "sale": sale, "case": queue["hums"]}
    expected = {
        "party": {"party_id": queue["party"]},
        "owned_item": {"owned_item_id": queue["item"]},
        "sale": {"party_id": queue["party"], "sale_id": sale},
        "case": {"party_id": queue["party"]},
    }
    tab = make_tab(store, qtbot)
    assert tab.desk.actions.run("service.new_case", kind, ids[kind])
    assert asked == [expected[kind]]


def test_a_row_of_the_warranty_list_offers_what_can_be_done(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_view("items")
    tab.panel("items").list.table.select_id(queue["item"])
    done = {action.key: action for action in tab.panel("items").row_actions()}
    done["service.maintained"].run()
    assert shop.row(store, s.owned_item, queue["item"])["last_maintained_on"] == store.today()


def test_an_owned_item_is_changed_replaced_and_refused_in_its_sheet(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    sheet = ItemSheet(tab.desk, queue["item"])
    qtbot.addWidget(sheet)
    sheet.form.editor("bought_on").setText("1/1/2199")
    sheet.save()
    assert sheet.form.error("bought_on")
    sheet.form.editor("bought_on").setText("1/3/2024")
    sheet.form.editor("place").setText("Kitchen")
    sheet.save()
    kept = shop.row(store, s.owned_item, queue["item"])
    assert (kept["place"], kept["warranty_until"]) == ("Kitchen", date(2026, 3, 1))
    replace = ReplaceSheet(tab.desk, queue["item"])
    qtbot.addWidget(replace)
    replace.save()
    assert replace._field.error()
    replace.serial.setText("K9S-2")
    replace.save()
    assert shop.row(store, s.owned_item, queue["item"])["serial"] == "K9S-2"


def test_an_article_is_written_from_a_solved_case(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    with store.reading() as db:
        page = queries.case_page(db, queue["solved"])
    sheet = WriteArticleSheet(tab.desk, page, None)
    qtbot.addWidget(sheet)
    assert (sheet.title.text(), sheet.text.value()) == ("Hot water slow", "Cleaned")
    sheet.title.setText("")
    sheet.save()
    assert sheet._fields["title"].error()
    sheet.title.setText("Slow hot water")
    sheet.save()
    with store.reading() as db:
        assert [a.title for a in queries.suggest_articles(db, "water slow")] == ["Slow hot water"]
