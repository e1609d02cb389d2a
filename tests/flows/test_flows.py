"""A3: the flows of look.md section 4, done with real keys and clicks; none takes more actions than it may."""

from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QToolButton, QWidget

from salesdesk.app.features import shown_record
from salesdesk.base import paths
from salesdesk.store import backup
from salesdesk.store import schema as s
from tests.app.windows import rest, tab
from tests.flows.book import count_of, first_of, row_of
from tests.flows.conftest import Person


def _palette() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def _open_deal(person: Person) -> int:
    """The first card of the board that is still open, with the keys on it."""
    shown = tab(person.window, "sales")
    deal = first_of(person, s.deal, s.deal.c.stage == "qualification", s.deal.c.deleted_at.is_(None))
    shown.show_deal(deal)
    rest(person.window)
    return deal


def test_flow_1_log_a_call_from_today(person: Person) -> None:
    before = count_of(person, s.interaction)
    person.key("L")
    person.type("will think about it")
    person.key("Return")
    assert count_of(person, s.interaction) == before + 1
    assert person.actions <= 2


def test_flow_2_win_a_deal(person: Person) -> None:
    deal = _open_deal(person)
    person.key_to_sheet("Ctrl+Return", lambda sheet: person.in_sheet(sheet, "Ctrl+Return"))
    assert row_of(person, s.deal, deal).stage == "won"
    assert person.actions <= 3


def test_flow_3_snooze_to_tomorrow(person: Person) -> None:
    shown: Any = person.window.shown_tab
    task = shown._current
    before = row_of(person, s.task, task).due_on
    person.key("H")
    assert row_of(person, s.task, task).due_on > before
    assert person.actions <= 2


def test_flow_4_find_a_person_anywhere(person: Person) -> None:
    tab(person.window, "compare")
    person.key("Ctrl+K")
    person.type("nguyen thi lan")
    person.key("Return")
    assert person.window.current_tab == "prospects"
    assert person.actions <= 2


def test_flow_4_find_a_person_with_the_mouse(person: Person) -> None:
    person.click(person.window.bar._search)
    person.type("nguyen thi lan")
    rest(person.window)
    rows = _palette().findChild(QListView)
    assert rows is not None
    person.click(rows.viewport(), rows.visualRect(rows.currentIndex()).center())
    assert shown_record(person.window.shown_tab) is not None
    assert person.actions <= 2


def test_flow_5_add_a_prospect(person: Person) -> None:
    before = count_of(person, s.party)

    def fill(sheet: QWidget) -> None:
        QTest.keyClicks(sheet.focusWidget(), "Hoa")
        person.in_sheet(sheet, "Ctrl+Return")

    person.key_to_sheet("Ctrl+N", fill)
    assert count_of(person, s.party) == before + 1
    assert person.actions <= 2


def test_flow_7_move_a_deal_one_stage(person: Person) -> None:
    deal = _open_deal(person)
    before = row_of(person, s.deal, deal).stage
    person.key("Ctrl+Right")
    assert row_of(person, s.deal, deal).stage not in (before, "won", "lost")
    assert person.actions <= 1


def test_flow_8_open_a_case_from_a_person(person: Person) -> None:
    lan = first_of(person, s.party, s.party.c.name == "Nguyễn Thị Lan")
    person.window.open_record("party", lan)
    rest(person.window)
    before = count_of(person, s.service_case)

    def fill(sheet: QWidget) -> None:
        QTest.keyClicks(sheet.focusWidget(), "Leak")
        person.in_sheet(sheet, "Ctrl+Return")

    person.key_to_sheet("C", fill)
    assert count_of(person, s.service_case) == before + 1
    assert person.actions <= 3


def test_flow_9_start_the_timer(person: Person) -> None:
    person.window.open_record("case", first_of(person, s.service_case, s.service_case.c.status == "new"))
    rest(person.window)
    before = count_of(person, s.time_entry)
    person.key("Ctrl+T")
    assert count_of(person, s.time_entry) == before + 1
    assert person.actions <= 1


def test_flow_10_resolve_with_a_rating(person: Person) -> None:
    case = first_of(person, s.service_case, s.service_case.c.status == "working")
    person.window.open_record("case", case)
    rest(person.window)
    person.key("Alt+5")
    person.key("Ctrl+R")
    assert row_of(person, s.service_case, case).status in ("solved", "closed")
    assert person.actions <= 4


def test_flow_14_compare_two_periods_as_a_table(person: Person) -> None:
    person.key("Ctrl+6")
    person.key("V")
    shown: Any = person.window.shown_tab
    assert shown.body.table_shown
    assert person.actions <= 2


def test_flow_16_back_up_now(person: Person) -> None:
    before = len(backup.list_backups(paths.backup_folder(person.window.store.path)))
    person.key("Ctrl+K")
    person.type("back")
    person.key("Return")
    rest(person.window)
    assert len(backup.list_backups(paths.backup_folder(person.window.store.path))) == before + 1
    assert person.actions <= 2


def test_flow_19_undo_with_a_key(person: Person) -> None:
    person.key("H")
    person.actions = 0
    person.key("Ctrl+Z")
    assert "Undone" in person.window.toasts.text()
    assert person.actions <= 1


def test_flow_19_undo_with_the_mouse(person: Person) -> None:
    person.key("H")
    person.actions = 0
    button = person.window.toasts.findChild(QToolButton)
    assert button is not None
    person.click(button)
    assert "Undone" in person.window.toasts.text()
    assert person.actions <= 1
