"""A board is moved with the mouse, with keys and by its menu, and never moves anything by itself."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.board import Board, BoardStage, Card
from salesdesk.ui.board_cards import MOST_CARDS, CardList, read_mime
from salesdesk.ui.widgets import IconButton, Link
from tests.ui.rows import show_active

BIG = 2**60  # ids do not fit into 32 bits


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The program's own look."""
    theme.apply(qapp, "light")


def _stages(**moved: str) -> list[BoardStage]:
    """Daniel and Stefan new, Laura quoted, Grace won, nobody negotiating; ``moved`` puts names elsewhere."""
    home = {"Daniel": "new", "Stefan": "new", "Laura": "quoted", "Grace": "won"} | moved
    ids = {name: BIG + n for n, name in enumerate(home)}
    stages = []
    for key, label in (("new", "New"), ("quoted", "Quote sent"), ("talk", "Negotiating"), ("won", "Won")):
        cards = [
            Card(ids[n], n, "RO", "$516", "", "today", "Today 09:30", "H N", True)
            for n in home
            if home[n] == key
        ]
        stages.append(BoardStage(key, label, len(cards), "$819", cards, read_only=key == "won"))
    return stages


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    """A filled board with an action."""
    made = Board("Deals", actions=lambda: [Action("x", "Quote", lambda: None, letter="q")])
    qtbot.addWidget(made)
    made.resize(1200, 500)
    made.set_stages(_stages())
    show_active(qtbot, made)
    return made


def _lists(board: Board) -> list[CardList]:
    return board.findChildren(CardList)


def _focused(board: Board) -> str:
    return next((cards.cards.stage.key for cards in _lists(board) if cards.hasFocus()), "")


def test_stages_stand_side_by_side_at_least_230_wide(board: Board) -> None:
    board.grab()
    assert all(230 <= cards.parentWidget().width() <= 320 for cards in _lists(board))
    assert board.horizontalScrollBar().maximum() == 0
    board.resize(700, 400)
    assert board.horizontalScrollBar().maximum() > 0


def test_arrows_go_between_cards_and_over_empty_stages(board: Board, qtbot: QtBot) -> None:
    board.select_id(BIG, focus=True)
    qtbot.keyClick(_lists(board)[0], Qt.Key.Key_Down)
    assert board.current_id() == BIG + 1
    qtbot.keyClick(_lists(board)[0], Qt.Key.Key_Right)
    assert (board.current_id(), _focused(board)) == (BIG + 2, "quoted")
    qtbot.keyClick(_lists(board)[1], Qt.Key.Key_Right)
    assert (board.current_id(), _focused(board)) == (BIG + 3, "won")
    qtbot.keyClick(_lists(board)[3], Qt.Key.Key_Right)
    assert _focused(board) == "won"


def test_ctrl_arrows_ask_to_move_the_card(board: Board, qtbot: QtBot) -> None:
    board.select_id(BIG + 2, focus=True)
    with qtbot.waitSignal(board.moved) as moved:
        qtbot.keyClick(_lists(board)[1], Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert moved.args == [BIG + 2, "quoted", "talk"]
    assert board.stage_of(BIG + 2) == "quoted"  # only what the command made of it is shown


def test_the_keyboard_follows_a_card_that_moved(board: Board) -> None:
    board.select_id(BIG + 2, focus=True)
    board.set_stages(_stages(Laura="talk"))
    assert (board.current_id(), _focused(board), board.stage_of(BIG + 2)) == (BIG + 2, "talk", "talk")


def test_when_the_current_card_is_gone_its_neighbour_is_next(board: Board, qtbot: QtBot) -> None:
    board.select_id(BIG, focus=True)
    stages = _stages()
    stages[0] = stages[0]._replace(cards=stages[0].cards[1:], how_many=1)
    with qtbot.waitSignal(board.picked) as picked:
        board.set_stages(stages)
    assert (picked.args, _focused(board)) == ([BIG + 1], "new")


def test_cards_of_a_finished_stage_stay_there(board: Board, qtbot: QtBot) -> None:
    board.select_id(BIG + 3, focus=True)
    with qtbot.assertNotEmitted(board.moved):
        qtbot.keyClick(_lists(board)[3], Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    index = _lists(board)[3].cards.index(0, 0)
    assert not index.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert _lists(board)[0].cards.index(0, 0).flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert len([b for b in board.findChildren(IconButton) if b.isVisible()]) == 3


def _drop(cards: CardList, mime: QMimeData) -> bool:
    where, none = QPointF(50, 50), Qt.KeyboardModifier.NoModifier
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(where.toPoint(), move, mime, left, none)
    cards.dragEnterEvent(enter)
    drop = QDropEvent(where, move, mime, left, none)
    cards.dropEvent(drop)
    return enter.isAccepted() and drop.isAccepted()


def test_a_card_is_dropped_on_another_stage(board: Board, qtbot: QtBot) -> None:
    first, _, _, won = _lists(board)
    mime = first.cards.mimeData([first.cards.index(1, 0)])
    with qtbot.waitSignal(board.moved) as moved:
        assert _drop(won, mime)
    assert moved.args == [BIG + 1, "new", "won"]


def test_what_is_not_a_card_of_another_stage_is_not_taken(board: Board, qtbot: QtBot) -> None:
    first = _lists(board)[0]
    text = QMimeData()
    text.setText("hello")
    broken = QMimeData()
    broken.setData("application/x-salesdesk-card", b"\xff\xfe")
    with qtbot.assertNotEmitted(board.moved):
        assert not _drop(first, first.cards.mimeData([first.cards.index(0, 0)]))
        assert not _drop(first, text)
        assert not _drop(first, broken)
    assert read_mime(first.cards.mimeData([])) is None


def test_enter_and_double_click_open_and_copy_copies(board: Board, qtbot: QtBot) -> None:
    board.select_id(BIG + 2, focus=True)
    cards = _lists(board)[1]
    with qtbot.waitSignal(board.opened) as opened:
        qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert opened.args == [BIG + 2]
    qtbot.keyClick(cards, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Laura\tRO\t$516\tToday 09:30"


def test_the_plus_adds_to_its_stage(board: Board, qtbot: QtBot) -> None:
    buttons = [b for b in board.findChildren(IconButton) if b.isVisible()]
    assert buttons[1].accessibleName() == "Add to Quote sent"
    with qtbot.waitSignal(board.add) as add:
        buttons[1].click()
    assert add.args == ["quoted"]


def test_the_menu_key_shows_the_actions_of_the_card(board: Board) -> None:
    board.select_id(BIG, focus=True)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(_lists(board)[0].viewport(), event)
    menu = board.findChild(QMenu)
    assert menu is not None
    assert [line.text() for line in menu.actions()] == ["Quote\tQ"]
    menu.close()


def test_a_card_is_read_out_with_its_stage_and_place(board: Board) -> None:
    cards = _lists(board)[0]
    spoken = cards.cards.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Stefan, RO, $516, Today 09:30, New, 2 of 2"
    assert cards.accessibleName() == "New, 2 cards, $819"


def test_a_full_stage_shows_a_hundred_and_says_how_many_more(board: Board, qtbot: QtBot) -> None:
    cards = [Card(n, f"Person {n}") for n in range(1, 151)]
    board.set_stages([BoardStage("new", "New", 150, "", cards)])
    more = next(link for link in board.findChildren(Link) if not link.isHidden())
    assert (len(_lists(board)[-1].cards.cards), more.text()) == (MOST_CARDS, "and 50 more")
    with qtbot.waitSignal(board.more) as asked:
        more.click()
    assert asked.args == ["new"]
