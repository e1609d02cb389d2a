"""The service tab: what it shows, its keys, and how little one has to press."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from salesdesk.base import i18n
from salesdesk.service import commands as service
from salesdesk.service import queries, rules
from salesdesk.service.case_dialog import EditCaseSheet, NewCaseSheet, open_new_case
from salesdesk.service.rating_dialog import RateSheet
from salesdesk.ui import theme
from tests.service import shop
from tests.service.desk import make_tab
from tests.service.shop import MONDAY, at, hours_later
from tests.ui.look import cut_off

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def now():
    """Monday at noon; cases were opened since nine."""
    with at(hours_later(3)):
        yield


@pytest.fixture
def queue(store):
    """Two open cases of a customer with a purifier, one solved case."""
    with at(MONDAY):
        party, product = shop.customer(store), shop.product(store)
        item = service.add_owned_item(
            store, party_id=party, product_id=product, serial="K9S-1", bought_on=MONDAY.date()
        )
        ids = {
            "hums": shop.case_of(
                store, party_id=party, title="Purifier hums", priority="high", owned_item_id=item
            ),
            "leaks": shop.case_of(store, party_id=party, title="Tap leaks", priority="urgent"),
            "solved": shop.case_of(store, party_id=party, title="Hot water slow"),
        }
        service.resolve_case(store, ids["solved"], resolution="Cleaned", first_contact=True)
    return ids | {"party": party, "item": item}


def rows(panel):
    return [panel.model.row_at(n).title for n in range(panel.model.count)]


def press(qtbot, tab, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def focus(qtbot, tab, widget):
    widget.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def test_the_queue_shows_the_soonest_promise_first_and_counts_its_views(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    assert rows(tab.queue.list) == ["Tap leaks", "Purifier hums"]
    chips = tab.queue.list.chips
    counts = {key: chip.count() for key, chip in chips._chips.items()}
    assert counts == {"open": 2, "breach": 1, "on_us": 2, "waiting_part": 0, "to_rate": 1, "mine": 2}


def test_a_row_reads_like_a_sentence(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    model = tab.queue.list.model
    spoken = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "CS-0002, Tap leaks, Ben Archer, Waiting on us, 1 h left, looked after by Hannah"


def test_a_new_case_from_elsewhere_appears_at_once(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    shop.case_of(store, party_id=queue["party"], title="Water smells")
    qtbot.waitUntil(lambda: "Water smells" in rows(tab.queue.list))


@pytest.mark.parametrize(("number", "view"), list(enumerate(rules.VIEWS, start=1)))
def test_alt_and_a_number_shows_a_saved_filter(now, store, queue, qtbot, number, view):
    tab = make_tab(store, qtbot)
    focus(qtbot, tab, tab.queue.list.table)
    press(qtbot, tab, Qt.Key(Qt.Key.Key_0 + number), ALT)
    assert tab.queue.list.query.view == view


def test_an_empty_view_says_so_and_leads_back(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.queue.list.show_view("waiting_part")
    (button,) = [
        b
        for b in tab.queue.list.findChildren(QPushButton)
        if b.text() == "Show all open cases" and b.isVisible()
    ]
    button.click()
    assert rows(tab.queue.list) == ["Tap leaks", "Purifier hums"]


def test_a_filter_that_finds_nothing_can_be_dropped(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.focus_filter()
    tab.queue.list.search.setText("zebra")
    qtbot.waitUntil(lambda: tab.queue.list.model.count == 0)
    tab.queue.list.clear_filter()
    assert tab.queue.list.model.count == 2
    assert tab.queue.list.search.text() == ""


def test_enter_opens_the_page_and_alt_left_goes_back_to_the_row(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.queue.list.table.select_id(queue["hums"])
    focus(qtbot, tab, tab.queue.list.table)
    press(qtbot, tab, Qt.Key.Key_Return)
    assert tab.page_shown
    assert tab.page.case_id == queue["hums"]
    press(qtbot, tab, Qt.Key.Key_Left, ALT)
    assert not tab.page_shown
    assert tab.queue.list.table.current_id() == queue["hums"]


def test_an_earlier_case_opens_and_back_returns_to_the_later_one(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    tab.open_record("case", queue["solved"])
    tab.back()
    assert tab.page.case_id == queue["hums"]
    tab.back()
    assert not tab.page_shown


def test_the_timer_starts_and_pauses_with_one_key_and_its_digits_run(store, queue, qtbot):
    with at(hours_later(3)):
        tab = make_tab(store, qtbot)
        tab.show_case(queue["hums"])
        focus(qtbot, tab, tab.page.work.timeline)
        press(qtbot, tab, Qt.Key.Key_T, CTRL)
        assert tab.page.header.timer.running
    with at(hours_later(3) + timedelta(minutes=12, seconds=45)):
        qtbot.waitUntil(lambda: tab.page.header.timer.digits() == "00:12:45", timeout=3000)
        press(qtbot, tab, Qt.Key.Key_T, CTRL)
        assert not tab.page.header.timer.running
    assert shop.case(store, queue["hums"])["handling_minutes"] == 13


def test_a_case_is_solved_and_rated_with_two_keys(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    focus(qtbot, tab, tab.page.work.composer)
    press(qtbot, tab, Qt.Key.Key_5, ALT)
    press(qtbot, tab, Qt.Key.Key_R, CTRL)
    case = shop.case(store, queue["hums"])
    assert (case["status"], case["score"], case["first_contact"]) == ("closed", 5, True)
    assert tab.page.solved.isVisible()


def test_no_rating_is_chosen_until_somebody_chooses_one(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    assert tab.page.closing.rating.value() is None
    tab.page.closing.rate(4)
    tab.show_case(queue["leaks"])
    assert tab.page.closing.rating.value() is None


def test_not_asked_yet_plans_to_ask_tomorrow(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    tab.page.closing.rate(3)
    tab.page.closing.remind.setChecked(True)
    assert tab.page.closing.rating.value() is None
    tab.page.closing.resolve()
    case = shop.case(store, queue["hums"])
    assert (case["status"], case["score"], case["ask_score_on"]) == (
        "solved",
        None,
        MONDAY.date() + timedelta(days=1),
    )


def test_first_contact_is_suggested_from_the_contacts_but_a_choice_stays(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    closing = tab.page.closing
    assert closing.first.current() == "yes"
    service.log_contact(store, queue["hums"], kind="call", body="Called back")
    qtbot.waitUntil(lambda: closing.first.current() == "no")
    closing.first.set_current("yes")
    closing.first.chosen.emit("yes")
    service.log_contact(store, queue["hums"], kind="call", body="Called again")
    qtbot.waitUntil(lambda: tab.page.page.contacts == 3)
    assert closing.first.current() == "yes"


def test_what_follows_is_offered_and_what_is_ticked_becomes_a_task(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    chips = {chip.text(): chip for chip, _step in tab.page.closing._chips}
    assert [(text, chip.isChecked()) for text, chip in chips.items()] == [
        ("Maintenance, 6 months", True),
        ("Check, 3 days", False),
        ("Check, 14 days", False),
    ]
    chips["Check, 3 days"].setChecked(True)
    tab.page.closing.resolve()
    assert sorted(t["kind"] for t in shop.tasks(store, case_id=queue["hums"])) == ["call", "maintenance"]


def test_a_note_is_written_with_ctrl_enter_and_stands_in_the_timeline(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    focus(qtbot, tab, tab.page.work.timeline)
    press(qtbot, tab, Qt.Key.Key_N)
    composer = tab.page.work.composer
    qtbot.keyClicks(QApplication.focusWidget(), "Pressure is normal")
    before = tab.page.work.timeline.count()
    press(qtbot, tab, Qt.Key.Key_Return, CTRL)
    assert composer.text() == ""
    assert tab.page.work.timeline.count() == before + 1
    assert shop.case(store, queue["hums"])["contacts"] == 1


def test_a_call_of_the_customer_sets_a_waiting_case_to_work(now, store, queue, qtbot):
    service.set_status(store, queue["hums"], "waiting_customer")
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    tab.page.work.begin("call")
    tab.page.work._from_customer.setChecked(True)
    tab.page.work.composer.set_text("Come tomorrow")
    tab.page.work.composer.send()
    assert shop.case(store, queue["hums"])["status"] == "working"


def test_the_stepper_moves_the_case_and_reads_its_wait(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    tab.page.work.stepper.moved.emit(2)
    assert shop.case(store, queue["hums"])["status"] == "waiting_part"
    service.set_status(store, queue["hums"], "waiting_customer")
    qtbot.waitUntil(lambda: tab.page.work.stepper._steps[2].text() == "Waiting on customer")
    assert "stands still" in tab.page.header._bar.text()


def test_a_draft_survives_the_change_of_theme_and_language(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    tab.page.work.composer.set_text("Half a thought")
    tab.page.closing.rate(4)
    other = make_tab(store, qtbot)
    other.restore(tab.state())
    assert other.page_shown
    assert other.page.work.composer.text() == "Half a thought"
    assert other.page.closing.rating.value() == 4


def test_the_list_comes_back_as_it_was(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_view("items")
    tab.show_view("queue")
    tab.queue.list.show_view("mine")
    tab.queue.list.table.select_id(queue["hums"])
    other = make_tab(store, qtbot)
    other.restore(tab.state())
    assert other.queue.list.query.view == "mine"
    assert other.queue.list.table.current_id() == queue["hums"]


def test_a_case_put_into_the_bin_leaves_its_page(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    tab.desk.actions.run("service.bin")
    qtbot.waitUntil(lambda: not tab.page_shown)
    qtbot.waitUntil(lambda: rows(tab.queue.list) == ["Tap leaks"])


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
        "salesdesk.service.case_menu_panel.open_new_case", lambda _desk, **given: asked.append(given)
    )
    tab = make_tab(store, qtbot)
    focus(qtbot, tab, tab.queue.list.table)
    press(qtbot, tab, Qt.Key.Key_C)
    tab.show_case(queue["hums"])
    press(qtbot, tab, Qt.Key.Key_C, ALT)
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


def test_every_command_has_its_own_keys_and_a_safe_letter(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    assert tab.desk.actions.clashes() == []
    for page in (False, True):
        if page:
            tab.show_case(queue["hums"])
        assert 0 < len(tab.key_hints()) <= 5


def test_the_warranty_list_and_the_ratings_show_their_rows(now, store, queue, qtbot):
    service.rate_case(store, queue["solved"], 2, "Had to call twice")
    tab = make_tab(store, qtbot)
    tab.show_view("items")
    model = tab.items.list.model
    assert [model.row_at(n).serial for n in range(model.count)] == ["K9S-1"]
    tab.show_view("ratings")
    model = tab.ratings.list.model
    assert model.row_at(0).score_words == "Had to call twice"


@pytest.mark.parametrize("size", [(1366, 686), (1093, 532), (960, 478)])
@pytest.mark.parametrize("language", ["en", "vi", "xx"])
def test_nothing_is_cut_off(now, store, queue, qtbot, size, language):
    i18n.set_language(language)
    theme.apply(QApplication.instance(), "light")
    tab = make_tab(store, qtbot, *size)
    for view in ("queue", "items", "ratings"):
        tab.show_view(view)
        qtbot.wait(60)
        assert cut_off(tab) == []
    for case in ("hums", "solved"):
        tab.show_case(queue[case])
        qtbot.wait(60)
        assert cut_off(tab) == []
    assert (tab.shell.width(), tab.shell.height()) == size
