"""The messages of a campaign: one text, made personal, on to the next person; templates; files."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salesdesk.base.listing import ListQuery
from salesdesk.base.task import silent_task
from salesdesk.documents.message_commands import add_examples, add_message
from salesdesk.documents.message_dialog import MessageSheet
from salesdesk.documents.message_queries import list_messages
from salesdesk.marketing import messages_page
from salesdesk.marketing.audience_commands import add_members
from salesdesk.marketing.outreach_files import write_waiting
from salesdesk.marketing.outreach_queries import Outreach, own_words
from salesdesk.marketing.tab import SCOPE, MarketingTab
from salesdesk.parties.commands import add_party, edit_party
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from tests.marketing.desk import Place, a_place, settle
from tests.marketing.summer import Summer
from tests.marketing.test_tab import words

BODY = "Hello {first_name}, how is your {product}? Code {offer_code}. {shop}"


@pytest.fixture
def place(qtbot: QtBot, summer: tuple[Store, Summer]) -> Iterator[Place]:
    """A window on the shop with the summer campaign."""
    with a_place(qtbot, summer[0]) as made:
        yield made


@pytest.fixture
def tab(qtbot: QtBot, place: Place, summer: tuple[Store, Summer]) -> MarketingTab:
    """The campaign's messages on the screen."""
    made = MarketingTab(place.desk)
    place.window.layout().addWidget(made)
    place.window.show()
    qtbot.waitExposed(place.window)
    assert made.open_record("campaign", summer[1].campaign_id)
    made.campaign.show_view("messages")
    settle(qtbot, place.desk)
    return made


def reached(store: Store, campaign_id: int) -> int:
    """How many people of a campaign were reached."""
    m = s.campaign_member.c
    with store.reading() as db:
        rows = db.execute(select(m.id).where(m.campaign_id == campaign_id, m.reached_on.is_not(None)))
        return len(rows.all())


def test_enter_copies_the_text_marks_the_person_and_goes_to_the_next(qtbot, tab, place, summer):
    store, made = summer
    page = tab.campaign.messages
    before = reached(store, made.campaign_id)
    page.text.set_text(BODY)
    first = page.people.current()
    page.people.table.setFocus()
    qtbot.keyClick(page.people.table, Qt.Key.Key_Return)
    said = QGuiApplication.clipboard().text()
    assert said.startswith(f"Hello {first.name.split()[0]}, how is your RO purifier? Code {made.code}.")
    qtbot.waitUntil(lambda: page.people.current() is not None and page.people.current().id != first.id)
    assert reached(store, made.campaign_id) == before + 1
    with store.reading() as db:
        last = db.execute(select(s.interaction).order_by(s.interaction.c.id.desc()).limit(1)).one()
    assert (last.party_id, last.body, last.kind) == (first.id, said, "message")
    place.desk.undo()
    assert reached(store, made.campaign_id) == before


def test_the_text_is_kept_with_the_campaign(qtbot, tab, place, summer):
    page = tab.campaign.messages
    page.text.input.setFocus()
    qtbot.keyClicks(page.text.input, "Hello {name} and {nobody")
    assert "{" in page.text.remark()
    page.people.table.setFocus()
    tab.go_back()
    tab.open_record("campaign", summer[1].campaign_id)
    tab.campaign.show_view("messages")
    assert page.text.text() == "Hello {name} and {nobody"


def test_people_without_consent_for_the_channel_are_left_out_with_the_reason(qtbot, tab, place, summer):
    store, made = summer
    page = tab.campaign.messages
    waiting = Outreach(made.campaign_id, "message")
    with store.reading() as db:
        tally = waiting.tally(db)
        ids = waiting.ids(db, ListQuery("waiting"), None)
    assert tally.views["waiting"] + tally.views["left_out"] == 13
    assert tally.reasons["not_asked"] == tally.views["left_out"] > 0
    edit_party(store, ids[0], consent="no")
    edit_party(store, ids[1], consent="email")
    edit_party(store, ids[2], phone="")
    qtbot.waitUntil(lambda: "1 said no to offers" in page.people.left_out())
    assert "1 agreed to another channel only" in page.people.left_out()
    assert "1 has no number or address" in page.people.left_out()
    page.people.pane.set_query(ListQuery("left_out"))
    settle(qtbot, place.desk)
    page.text.set_text(BODY)
    assert not page.preview.primary.isEnabled()
    assert "is left out" in page.preview.remark()
    page.go_on()
    with store.reading() as db:
        assert waiting.tally(db).views["waiting"] == tally.views["waiting"] - 3
    box = page.people.unasked
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))
    qtbot.waitUntil(lambda: "not asked" not in page.people.left_out())
    assert page.people.outreach.unasked


def test_the_call_list_shows_whom_to_call(qtbot, tab, place, summer):
    tab.campaign.show_view("plan")
    qtbot.mouseClick(tab.campaign._calls, Qt.MouseButton.LeftButton)
    settle(qtbot, place.desk)
    page = tab.campaign.messages
    assert page.people.outreach.channel == "phone"
    assert page.preview.primary.text() == "Called, next"
    page.text.set_text("Good day {name}")
    QGuiApplication.clipboard().setText("untouched")
    before = reached(*summer[:1], summer[1].campaign_id)
    qtbot.mouseClick(page.preview.primary, Qt.MouseButton.LeftButton)
    assert reached(summer[0], summer[1].campaign_id) == before + 1
    assert QGuiApplication.clipboard().text() == "untouched"


def test_ctrl_p_prints_the_call_list_and_marks_who_is_on_it(qtbot, tab, place, summer, monkeypatch):
    store, made = summer
    printed = []

    def sheet(_desk, title, rows):
        printed.append((title, list(rows)))
        return len(printed) > 1

    monkeypatch.setattr(messages_page, "run_call_list_sheet", sheet)
    place.desk.actions.add(*tab.tab_actions())
    place.desk.actions.bind(tab, SCOPE)
    before = reached(store, made.campaign_id)
    page = tab.campaign.messages
    page.people.table.setFocus()
    place.desk.actions.run("marketing.print_calls")  # what Ctrl+P of the window runs
    title, rows = printed[0]
    assert title == "Summer core change"
    assert all(row.phone and row.reason == "RO purifier" for row in rows)
    assert reached(store, made.campaign_id) == before, "given up: nobody was reached"
    place.desk.actions.run("marketing.print_calls")
    assert reached(store, made.campaign_id) == before + len(rows)
    place.desk.undo()
    assert reached(store, made.campaign_id) == before


def test_a_file_holds_each_persons_text_disarmed_and_marks_them_in_one_step(summer, tmp_path):
    store, made = summer
    rogue = add_party(store, name="=cmd|' /C calc'!A0", phone="0900 111 222", consent="yes")
    add_members(store, made.campaign_id, [rogue])
    outreach = Outreach(made.campaign_id, "message", unasked=True)
    before = reached(store, made.campaign_id)
    path = tmp_path / "mailing.csv"
    assert write_waiting(store, outreach, "Hello {name}", path, "en", silent_task()) == 14
    with path.open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f))
    assert rows[0] == ["Name", "Form of address", "Phone", "E-mail", "Address", "Message"]
    assert ["'=cmd|' /C calc'!A0", "Hello =cmd|' /C calc'!A0"] in [[row[0], row[-1]] for row in rows]
    assert reached(store, made.campaign_id) == before + 14
    store.undo()
    assert reached(store, made.campaign_id) == before
    cards = tmp_path / "people.vcf"
    assert write_waiting(store, outreach, "", cards, "en", silent_task()) == 14
    assert cards.read_text(encoding="utf-8").count("BEGIN:VCARD") == 14


def test_a_file_that_cannot_be_written_marks_nobody(qtbot, tab, place, summer, tmp_path):
    store, made = summer
    before = reached(store, made.campaign_id)
    tab.campaign.messages.export(tmp_path / "no" / "such" / "folder.csv")
    qtbot.waitUntil(lambda: bool(place.spoken.said))
    assert reached(store, made.campaign_id) == before


def test_the_product_is_the_last_one_the_person_got(summer):
    store, made = summer
    outreach = Outreach(made.campaign_id, "message")
    with store.reading() as db:
        people = list(outreach.rows(db, made.party_ids[:1]).values())
        found = own_words(db, people, made.campaign_id, "en")[made.party_ids[0]]
    assert (found["product"], found["first_name"], found["offer_code"]) == (
        "RO purifier",
        "Amelia",
        made.code,
    )


def test_templates_start_with_examples_and_are_written_changed_and_ordered(qtbot, tab, place, summer):
    store = summer[0]
    tab.show_view("templates")
    page = tab.templates
    assert "No template yet" in words(page)
    place.desk.do(add_examples, "marketing")
    qtbot.waitUntil(lambda: page.model.count == 3)
    assert page.shown_text().startswith("Hello ")
    assert "{first_name}" not in page.shown_text()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.model.words_at(1)[0].startswith("Offer to customers"))
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.count == 2)
    place.desk.undo()
    qtbot.waitUntil(lambda: page.model.count == 3)
    with store.reading() as db:
        assert [m.name for m in list_messages(db, "marketing")][1] == "Offer to customers"


def test_a_template_is_written_with_its_preview(qtbot, place, summer):
    sheet = MessageSheet(place.desk, "marketing", {"name": "Ann Lee", "first_name": "Ann"})
    qtbot.addWidget(sheet)
    sheet.open()
    sheet.press_primary()
    assert sheet.isVisible(), "without a text nothing is saved"
    sheet.text.input.setFocus()
    qtbot.keyClicks(sheet.text.input, "Hello {first_name} {price}")
    assert sheet.preview() == "Hello Ann {price}"
    assert "{price}" in sheet.text.remark()
    qtbot.keyClick(sheet.text.input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not sheet.isVisible()
    assert sheet.answer is not None


def test_a_template_takes_the_place_of_the_text(qtbot, tab, place, summer):
    store = summer[0]
    message_id = add_message(store, name="Short", body="Hi {first_name}")
    page = tab.campaign.messages
    with store.reading() as db:
        message = next(m for m in list_messages(db) if m.id == message_id)
    page.text.set_text("Old words")
    page.take(message)
    assert page.text.text() == "Hi {first_name}"
    assert page.preview.text.text() == f"Hi {page.people.current().name.split()[0]}"
    page.text.input.undo()
    assert page.text.text() == "Old words"
