"""Checklists, and articles that solved cases leave behind."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from salesdesk.base.errors import UserError
from salesdesk.service import commands as service
from salesdesk.service import queries
from salesdesk.service.articles_dialog import ArticlesSheet
from tests.service import shop
from tests.service.desk import make_tab


def checklist(store, case_id):
    with store.reading() as db:
        return [(step.words, step.done, step.result) for step in queries.list_checklist(db, case_id)]


def suggested(store, typed, product_id=None):
    with store.reading() as db:
        return [a.title for a in queries.suggest_articles(db, typed, product_id)]


def test_a_step_is_ticked_with_what_was_found_and_the_tick_can_be_taken_back(store):
    case_id = shop.case_of(store)
    step = service.add_checklist_item(store, case_id, "Measure the pressure")
    service.add_checklist_item(store, case_id, "Look at the cores")
    service.tick_checklist_item(store, step, result="3.1 bar")
    assert checklist(store, case_id) == [
        ("Measure the pressure", True, "3.1 bar"),
        ("Look at the cores", False, ""),
    ]
    service.tick_checklist_item(store, step, done=False)
    assert checklist(store, case_id)[0] == ("Measure the pressure", False, "3.1 bar")
    service.remove_checklist_item(store, step)
    assert [words for words, *_ in checklist(store, case_id)] == ["Look at the cores"]
    with pytest.raises(UserError):
        service.tick_checklist_item(store, step)


def test_the_next_case_of_the_product_takes_the_checklist_over_without_its_ticks(store):
    product = shop.product(store)
    first, second, other = (shop.case_of(store, product_id=p) for p in (product, product, None))
    for words in ("Pressure", "Cores"):
        service.tick_checklist_item(store, service.add_checklist_item(store, first, words), result="fine")
    service.add_checklist_item(store, second, "Cores")
    with store.reading() as db:
        assert queries.find_checklist(db, product, second) == first
        assert queries.find_checklist(db, None, other) is None
    service.copy_checklist(store, second, first)
    assert checklist(store, second) == [("Cores", False, ""), ("Pressure", False, "")]


def test_a_step_needs_words(store):
    with pytest.raises(UserError):
        service.add_checklist_item(store, shop.case_of(store), " ")


def test_articles_are_suggested_by_the_words_in_common(store):
    purifier, kettle = shop.product(store), shop.product(store, "Kettle", warranty=12)
    service.write_article(
        store, title="Pump hums", body="Check the pressure and the filter cores.", product_id=purifier
    )
    hums = service.write_article(store, title="Máy kêu to", body="Kiểm tra áp lực nước", product_id=purifier)
    service.write_article(
        store, title="Kettle does not switch off", body="Clean the sensor", product_id=kettle
    )
    assert suggested(store, "purifier hums and weak pressure") == ["Pump hums", "Máy kêu to"]
    assert suggested(store, "may keu") == ["Máy kêu to"]
    assert suggested(store, "", kettle) == ["Kettle does not switch off"]
    assert suggested(store, "it is") == []
    service.article_helped(store, hums)
    assert suggested(store, "", purifier) == ["Máy kêu to", "Pump hums"]
    service.remove_article(store, hums)
    assert suggested(store, "may keu") == []


def test_an_article_needs_a_title_and_text(store):
    for title, body, field in (("", "x", "title"), ("x", " ", "body")):
        with pytest.raises(UserError) as wrong:
            service.write_article(store, title=title, body=body)
        assert wrong.value.field == field


def test_a_changed_article_is_found_by_its_new_words(store):
    article = service.write_article(store, title="Pump", body="Hums")
    service.edit_article(store, article, title="Valve", body="Leaks at the thread")
    assert suggested(store, "thread") == ["Valve"]
    assert suggested(store, "hums") == []


def test_articles_are_found_by_their_words_and_read_with_enter(store, qtbot):
    service.write_article(store, title="Máy kêu to", body="Đo áp bơm trước")
    helped = service.write_article(store, title="Nước có mùi", body="Xả nước 10 phút")
    service.article_helped(store, helped)
    tab = make_tab(store, qtbot)
    sheet = ArticlesSheet(tab._desk)
    qtbot.addWidget(sheet)
    assert [sheet.rows.item(n).text() for n in range(2)] == ["Nước có mùi  ·  helped once", "Máy kêu to"]
    qtbot.keyClicks(sheet.search, "ap bom")
    assert [sheet.rows.item(n).text() for n in range(sheet.rows.count())] == ["Máy kêu to"]
    read = []

    def close():
        opened = QApplication.activeModalWidget()
        read.append(opened.windowTitle())
        opened.reject()

    QTimer.singleShot(150, close)
    qtbot.keyClick(sheet.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(read))
    assert read == ["Máy kêu to"]
