"""A3, the mouse column: the flows of look.md section 4 with real clicks; none takes more than it may."""

from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salesdesk.base import paths
from salesdesk.store import backup
from salesdesk.store import schema as s
from salesdesk.ui.board_cards import CardList
from salesdesk.ui.widgets import RatingBar
from tests.app.windows import answering, rest, tab
from tests.flows.book import count_of, first_of, row_of
from tests.flows.conftest import Person, button_of


def _drop_on(person: Person, source: CardList, target: CardList, deal: int) -> None:
    """Let a card go over another stage: the end of a drag."""
    person.actions += 1
    place = source.cards.place_of(deal)
    mime = source.cards.mimeData([source.cards.index(place, 0)])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.MoveAction, mime, left, none))


def _board(person: Person) -> tuple[int, dict[str, CardList]]:
    shown = tab(person.window, "sales")
    deal = first_of(person, s.deal, s.deal.c.stage == "qualification", s.deal.c.deleted_at.is_(None))
    shown.show_deal(deal)
    rest(person.window)
    lists = {cards.cards.stage.key: cards for cards in shown.findChildren(CardList)}
    return deal, lists


def _lan(person: Person) -> Any:
    """The page of Nguyễn Thị Lan."""
    person.window.open_record("party", first_of(person, s.party, s.party.c.name == "Nguyễn Thị Lan"))
    rest(person.window)
    return person.window.shown_tab


def test_flow_1_log_a_call(person: Person) -> None:
    shown: Any = person.window.shown_tab
    before = count_of(person, s.interaction)
    line = next(line for line in shown.rows.values() if line.line.is_call)
    person.press_in(line, f"Log call with {line.line.task.party}")
    rest(person.window)
    person.press_in(shown.calls.composer, "Reached")
    rest(person.window)
    assert count_of(person, s.interaction) == before + 1
    assert person.actions <= 2


def test_flow_2_win_a_deal(person: Person) -> None:
    deal, lists = _board(person)
    with answering(lambda sheet: person.press_in(sheet, "Save")):
        _drop_on(person, lists["qualification"], lists["won"], deal)
    assert row_of(person, s.deal, deal).stage == "won"
    assert person.actions <= 3


def test_flow_3_snooze_to_tomorrow(person: Person) -> None:
    shown: Any = person.window.shown_tab
    task, line = next(iter(shown.rows.items()))
    before = row_of(person, s.task, task).due_on
    person.right_click(line)
    person.choose(None, "Move to tomorrow")
    assert row_of(person, s.task, task).due_on > before
    assert person.actions <= 2


def test_flow_5_add_a_prospect(person: Person) -> None:
    before = count_of(person, s.party)

    def fill(sheet: QWidget) -> None:
        QTest.keyClicks(sheet.focusWidget(), "Hoa")
        person.press_in(sheet, "Save")

    person.click_for_sheet(person.window.bar.new_button, fill)
    assert count_of(person, s.party) == before + 1
    assert person.actions <= 2


def test_the_arrow_of_new_shows_what_else_can_be_made(person: Person) -> None:
    button = person.window.bar.new_button
    arrow = QPoint(button.width() - 8, button.height() // 2)
    person.choose(button, "New sale", lambda sheet: sheet.reject(), at=arrow)


def test_flow_7_move_a_deal_one_stage(person: Person) -> None:
    deal, lists = _board(person)
    _drop_on(person, lists["qualification"], lists["proposal"], deal)
    rest(person.window)
    assert row_of(person, s.deal, deal).stage == "proposal"
    assert person.actions <= 1


def test_flow_8_open_a_case_from_a_person(person: Person) -> None:
    shown = _lan(person)
    before = count_of(person, s.service_case)

    def fill(sheet: QWidget) -> None:
        QTest.keyClicks(sheet.focusWidget(), "Leak")
        person.press_in(sheet, "Save")

    person.choose(shown.commands.page.head.more, "New case", fill)
    assert count_of(person, s.service_case) == before + 1
    assert person.actions <= 3


def test_flow_9_start_the_timer(person: Person) -> None:
    person.window.open_record("case", first_of(person, s.service_case, s.service_case.c.status == "new"))
    rest(person.window)
    before = count_of(person, s.time_entry)
    shown: Any = person.window.shown_tab
    person.click(
        next(b for b in shown.findChildren(QWidget) if b.isVisible() and getattr(b, "_key", "") == "Ctrl+T")
    )
    assert count_of(person, s.time_entry) == before + 1
    assert person.actions <= 1


def test_flow_10_resolve_with_a_rating(person: Person) -> None:
    case = first_of(person, s.service_case, s.service_case.c.status == "working")
    person.window.open_record("case", case)
    rest(person.window)
    shown: Any = person.window.shown_tab
    ratings = next(bar for bar in shown.findChildren(RatingBar) if bar.isVisible())
    person.click(ratings._group.button(5))
    person.press_in(shown, "Resolve, stop timer")
    rest(person.window)
    assert row_of(person, s.service_case, case).status in ("solved", "closed")
    assert row_of(person, s.service_case, case).score == 5
    assert person.actions <= 4


def test_flow_11_rate_a_resolved_case(person: Person) -> None:
    shown = tab(person.window, "service")
    case = shown.queue._to_rate._shown[0]
    with_five = lambda sheet: person.click(sheet.rating._group.button(5))  # noqa: E731
    person.click_for_sheet(button_of(shown, f"Rate {case.number}, {case.party}"), with_five)
    assert row_of(person, s.service_case, case.id).score == 5
    assert person.actions <= 2


def test_flow_12_record_a_full_payment(person: Person) -> None:
    shown: Any = person.window.shown_tab
    before = count_of(person, s.payment)
    link = button_of(shown, "Record payment")
    person.click_for_sheet(link, lambda sheet: person.press_in(sheet, "Save"))
    assert count_of(person, s.payment) == before + 1
    assert person.actions <= 2


def test_flow_14_compare_two_periods_as_a_table(person: Person) -> None:
    shown = tab(person.window, "compare")
    person.press_in(shown, "Month")
    rest(person.window)
    person.press_in(shown, "Table")
    rest(person.window)
    assert shown.body.table_shown
    assert person.actions <= 2


def test_flow_16_back_up_now(person: Person) -> None:
    before = len(backup.list_backups(paths.backup_folder(person.window.store.path)))
    person.click(person.window.status._backup)
    person.press_in(person.window.stack.currentWidget(), "Back up now")
    rest(person.window)
    assert len(backup.list_backups(paths.backup_folder(person.window.store.path))) == before + 1
    assert person.actions <= 2
