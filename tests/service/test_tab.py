"""The lists of the service tab: what they show, their keys, and how they come back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from salesdesk.base import i18n
from salesdesk.service import commands as service
from salesdesk.service import rules
from salesdesk.ui import theme
from tests.service import shop
from tests.service.desk import focus, make_tab, press, rows
from tests.ui.look import cut_off

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


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
    focus(qtbot, tab.queue.list.table)
    press(qtbot, Qt.Key(Qt.Key.Key_0 + number), ALT)
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


def test_every_command_has_its_own_keys_and_a_safe_letter(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    assert tab.desk.actions.clashes() == []
    for page in (False, True):
        if page:
            tab.show_case(queue["hums"])
        assert 0 < len(tab.key_hints()) <= 5


def test_showing_a_list_leaves_the_case_that_stands_open(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    tab.show_view("ratings")
    assert not tab.page_shown
    assert tab.panel("ratings").isVisible()


def test_the_warranty_list_and_the_ratings_show_their_rows(now, store, queue, qtbot):
    service.rate_case(store, queue["solved"], 2, "Had to call twice")
    tab = make_tab(store, qtbot)
    tab.show_view("items")
    model = tab.panel("items").list.model
    assert [model.row_at(n).serial for n in range(model.count)] == ["K9S-1"]
    tab.show_view("ratings")
    model = tab.panel("ratings").list.model
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


def test_the_keyboard_begins_on_the_list_and_not_on_the_switch_above_it(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.window().show()
    qtbot.waitExposed(tab.window())
    tab.hide()
    tab._views.findChildren(QAbstractButton)[0].setFocus()
    tab.show()
    qtbot.waitUntil(lambda: tab.queue.isAncestorOf(QApplication.focusWidget()))
