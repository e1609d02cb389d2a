"""What goes round a case: a quick look, ready-made replies, planned visits, training, how ratings spread."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salesdesk.documents.message_commands import add_message
from salesdesk.service import commands as service
from salesdesk.service import queries
from salesdesk.service.preview_view import CasePreview
from salesdesk.store import schema as s
from tests.service import shop
from tests.service.desk import focus, make_tab, press

TODAY = date(2026, 5, 11)


def dialog_then(act):
    """Do something with the sheet that is about to open."""
    QTimer.singleShot(150, lambda: act(QApplication.activeModalWidget()))


def test_space_gives_a_quick_look_and_space_closes_it(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.queue.list.table.select_id(queue["hums"])
    focus(qtbot, tab.queue.list.table)
    press(qtbot, Qt.Key.Key_Space)
    (popup,) = tab.findChildren(CasePreview)
    assert "Purifier hums" in popup.accessibleName()
    assert any("K9S-1" in words for words in popup.words)
    qtbot.keyClick(popup, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not tab.findChildren(CasePreview))
    assert not tab.page_shown


def test_handling_reads_as_hours_and_minutes(now, store, queue, qtbot):
    service.add_time(store, queue["hums"], 65)
    tab = make_tab(store, qtbot)
    model = tab.queue.list.model
    place = next(n for n in range(model.count) if model.id_at(n) == queue["hums"])
    assert "1:05" in model.words_at(place)


def test_a_ready_made_reply_is_filled_and_becomes_a_message(now, store, queue, qtbot):
    add_message(store, name="Coming", body="Hello {first_name}, about {product}.", purpose="service")
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])
    composer = tab.page.work.composer
    (line,) = composer._replies.actions()
    line.trigger()
    assert composer.text() == "Hello Ben, about RO purifier KAR-9S."
    assert composer.kind == "message"


def test_a_visit_planned_for_a_case_stands_in_the_calendar_and_schedules_it(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])

    def fill(sheet):
        sheet.form.editor("due_on").setText("13/05/2026")
        sheet.form.editor("due_time").setText("9:30")
        sheet.save()

    dialog_then(fill)
    assert tab.desk.actions.run("service.plan")
    assert shop.case(store, queue["hums"])["status"] == "scheduled"
    tab.show_view("calendar")
    jobs = [job for found in tab.panel("calendar").cells.sheet.jobs.values() for job in found]
    assert [(job.title, job.day, job.time) for job in jobs] == [
        ("Purifier hums", TODAY + timedelta(days=2), "09:30")
    ]


def test_a_training_session_is_kept_with_who_taught_whom_and_counts(now, store, queue, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_case(queue["hums"])

    def fill(sheet):
        sheet.form.editor("topic").setText("Changing the cores")
        sheet.form.editor("people").setText("3 people")
        sheet.save()

    dialog_then(fill)
    assert tab.desk.actions.run("service.training")
    with store.reading() as db:
        i = s.interaction.c
        row = db.execute(s.interaction.select().where(i.kind == "training")).mappings().one()
    assert (row["title"], row["minutes"], row["purpose"]) == ("Training: Changing the cores", 60, "service")
    assert row["body"] == "Took part: 3 people. Trainer: Hannah"


def test_ratings_show_how_they_spread_and_whom_to_call_back(now, store, queue, qtbot):
    service.rate_case(store, queue["solved"], 2, "Had to call twice")
    tab = make_tab(store, qtbot)
    tab.show_view("ratings")
    card = tab.panel("ratings").scores
    assert card._mean.text() == "2.0"
    assert card._note.text() == "1 rating, too few for a share"
    assert {score: label.text() for score, (_bar, label) in card._bars.items()}[2] == "1"
    QTest.mouseClick(card._low, Qt.MouseButton.LeftButton)
    assert tab.panel("ratings").list.query.view == "call_back"
    with shop.at(shop.hours_later(48)):
        service.log_contact(store, queue["solved"], kind="call", body="Said sorry")
        with store.reading() as db:
            assert queries.count_ratings(db, store.today())["call_back"] == 0
