"""The page of a case: timer, notes, solving with two keys, and what it keeps."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from salesdesk.service import commands as service
from salesdesk.ui.widgets import IconButton
from tests.service import shop
from tests.service.desk import focus, make_tab, press, rows
from tests.service.shop import MONDAY, at, hours_later

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_enter_opens_the_page_and_its_arrow_goes_back_to_the_row(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.queue.list.table.select_id(queue["hums"])
    focus(qtbot, tab.queue.list.table)
    press(qtbot, Qt.Key.Key_Return)
    assert tab.page_shown
    assert tab.page.case_id == queue["hums"]
    qtbot.mouseClick(tab.page.header.findChild(IconButton), Qt.MouseButton.LeftButton)
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
        focus(qtbot, tab.page.work.timeline)
        press(qtbot, Qt.Key.Key_T, CTRL)
        assert tab.page.header.timer.running
    with at(hours_later(3) + timedelta(minutes=12, seconds=45)):
        qtbot.waitUntil(lambda: tab.page.header.timer.digits() == "00:12:45", timeout=3000)
        press(qtbot, Qt.Key.Key_T, CTRL)
        assert not tab.page.header.timer.running
    assert shop.case(store, queue["hums"])["handling_minutes"] == 13


def test_a_case_is_solved_and_rated_with_two_keys(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    focus(qtbot, tab.page.work.composer)
    press(qtbot, Qt.Key.Key_5, ALT)
    press(qtbot, Qt.Key.Key_R, CTRL)
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
    focus(qtbot, tab.page.work.timeline)
    press(qtbot, Qt.Key.Key_N)
    composer = tab.page.work.composer
    qtbot.keyClicks(QApplication.focusWidget(), "Pressure is normal")
    before = tab.page.work.timeline.count()
    press(qtbot, Qt.Key.Key_Return, CTRL)
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


def test_a_case_put_into_the_bin_leaves_its_page(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    tab.desk.actions.run("service.bin")
    qtbot.waitUntil(lambda: not tab.page_shown)
    qtbot.waitUntil(lambda: rows(tab.queue.list) == ["Tap leaks"])


def test_coming_back_after_a_while_asks_whether_the_timer_counted(store, queue, qtbot):
    with at(hours_later(3)):
        tab = make_tab(store, qtbot)
        tab.show_case(queue["hums"])
        tab.page.toggle_timer()
        tab.page._idle.watch(tab.page)
    with at(hours_later(3.5)):
        qtbot.keyClick(tab.shell.windowHandle(), Qt.Key.Key_Shift)
        assert tab.page.idle_bar.isVisible()
        (drop,) = [b for b in tab.page.idle_bar.findChildren(QPushButton) if b.text() == "Drop 30 min"]
        drop.click()
        assert not tab.page.idle_bar.isVisible()
        tab.page.toggle_timer()
    assert shop.case(store, queue["hums"])["handling_minutes"] == 0


def test_nobody_is_asked_when_no_timer_runs(store, queue, qtbot):
    with at(hours_later(3)):
        tab = make_tab(store, qtbot)
        tab.show_case(queue["hums"])
    with at(hours_later(4)):
        qtbot.keyClick(tab.shell.windowHandle(), Qt.Key.Key_Shift)
        assert not tab.page.idle_bar.isVisible()


def test_everything_one_can_tab_to_has_a_name(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    for case in (None, "hums", "solved"):
        if case is not None:
            tab.show_case(queue[case])
        nameless = [
            type(w).__name__
            for w in tab.findChildren(QWidget)
            if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not (w.accessibleName() or getattr(w, "text", str)())
        ]
        assert nameless == []


def test_a_complaint_is_closed_with_its_remedy_and_what_it_cost(now, store, qtbot):
    case = shop.case_of(store, party_id=shop.customer(store), title="Late again", kind="complaint")
    tab = make_tab(store, qtbot)
    tab.show_case(case)
    closing = tab.page.closing
    remedy = closing.remedy
    qtbot.keyClicks(remedy.widget("remedy"), "Refund")
    qtbot.keyClicks(remedy.widget("remedy_cost"), "12 apples")
    closing.resolve()
    assert shop.case(store, case)["status"] != "solved", "what cannot be read is said beside its field"
    remedy.widget("remedy_cost").clear()
    qtbot.keyClicks(remedy.widget("remedy_cost"), "12")
    closing.resolve()
    kept = shop.case(store, case)
    assert (kept["status"], kept["remedy"], kept["remedy_cost"]) == ("solved", "Refund", 1_200)


def test_closing_keeps_the_cause_and_remedy_written_down_before(store):
    case = shop.case_of(store, title="Leak")
    service.edit_case(store, case, cause="Worn washer", remedy="Replaced", remedy_cost=500)
    service.resolve_case(store, case, resolution="New washer", first_contact=True)
    kept = shop.case(store, case)
    assert (kept["cause"], kept["remedy"], kept["remedy_cost"]) == ("Worn washer", "Replaced", 500)
