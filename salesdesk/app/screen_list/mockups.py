"""The pictures of the design, drawn from the real program: each under its name, in the same state."""

from typing import Any, NamedTuple

from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from salesdesk.app.lock_words import after_idle
from salesdesk.app.screen_list import importing, locks
from salesdesk.app.screen_list.stage import Act, Screen, Stage, nothing, tab, undo
from salesdesk.base.i18n import N_, language
from salesdesk.exchange.import_page import MATCH
from salesdesk.sales.board_page import BoardPage
from salesdesk.sales.payment_plan import Part
from salesdesk.sales.payment_plan_commands import set_payment_plan
from salesdesk.sales.quote_commands import edit_quote
from salesdesk.sales.rules import WHOLE, LineDraft
from salesdesk.store import schema as s

_VAT = 800


class Mockup(NamedTuple):
    """A picture of the design with its own theme and size. ``deutan``: as seen without green; ``minute``: of
    the hour of nine, when it is drawn."""

    name: str
    screen: Screen
    look: str = "light"
    size: tuple[int, int] = (1366, 768)
    deutan: bool = False
    minute: int = 41

    @property
    def spoken(self) -> str:
        """The language of the picture: its name says it, and Vietnamese where it does not."""
        return "en" if "en" in self.name.split("-") else "vi"


def _party(stage: Stage, english: str, vietnamese: str) -> int:
    return stage.some(s.party, s.party.c.name == (vietnamese if language() == "vi" else english))


def _laura(stage: Stage) -> int:
    return _party(stage, "Laura Bennett", "Nguyễn Thị Lan")


def _deal(stage: Stage) -> int:
    return stage.some(s.deal, s.deal.c.party_id == _laura(stage), s.deal.c.stage == "proposal")


def _call(stage: Stage) -> None:
    today = stage.tab("today")
    laura = _laura(stage)
    task = next(i for i, shown in today.rows.items() if shown.line.task.party_id == laura)
    today.rows[task].setFocus()
    stage.run("today.log")
    words = (
        "Chị muốn so với máy âm tủ, hẹn thứ Sáu trả lời"
        if language() == "vi"
        else "Wants to compare with the under-sink model, will decide by Friday"
    )
    today.calls.composer.set_text(words)


def _stop_call(stage: Stage) -> None:
    stage.tab("today").calls.stop()


def _prospect(stage: Stage) -> None:
    stage.open_record("party", _laura(stage))


def _found(stage: Stage) -> None:
    _prospect(stage)
    stage.run("app.palette")
    palette: Any = QApplication.activeModalWidget()
    palette.field.setText("lan")


def _board(stage: Stage) -> None:
    stage.tab("sales", "board")
    board = stage.window.findChild(BoardPage)
    if board is not None:
        board.board.select_id(_deal(stage), True)


def _win(stage: Stage) -> None:
    stage.tab("sales", "board")
    stage.run("sales.win", "deal", _deal(stage))


def _paid_now(_stage: Stage) -> None:
    sheet: Any = QApplication.activeModalWidget()
    sheet.paid.input.setText("3.900.000")


def _second_revision(stage: Stage) -> None:
    """Laura's quote as it is being written anew, with a discount and a gift."""
    products = dict(_products(stage))

    def line(code: str, words: str, price: int, rate: int = 0, tax: int = _VAT) -> LineDraft:
        return LineDraft(products[code], words, unit_price=price, discount_rate=rate, tax_rate=tax)

    lines = [
        line("KAR-10HC", "Máy lọc nước RO 10 lõi nóng lạnh", 9_900_000),
        line("LM-20", "Cột làm mềm nước 20 lít", 1_850_000, 1_000),
        line("CL-1", "Công lắp đặt và đường ống", 600_000),
        line("GTL-1", "Gói thay lõi năm đầu (lõi 1–3, 2 lần)", 780_000, WHOLE, 0),
    ]
    today = stage.desk.store.today()
    sent = stage.some(s.quote, s.quote.c.party_id == _laura(stage), s.quote.c.status == "sent")
    parts = [
        Part("Đặt cọc", 3_900_000, when_words="khi đặt"),
        Part("Sau lắp đặt", 9_238_200, today.replace(day=16)),
    ]
    with stage.desk.store.changing(N_("Quote for the picture")):
        quote = edit_quote(
            stage.desk.store, sent, lines=lines, dated_on=today, valid_until=today.replace(day=28),
            notes="Giá gồm giao hàng và 2 vòi. Thu máy cũ miễn phí.",
        )  # fmt: skip
        set_payment_plan(stage.desk.store, quote, parts)
    stage.open_record("quote", quote)


def _products(stage: Stage) -> list[tuple[str, int]]:
    with stage.desk.store.reading() as db:
        c = s.product.c
        return [(row.code, row.id) for row in db.execute(select(c.code, c.id))]


def _case(stage: Stage) -> None:
    stage.open_record("case", stage.some(s.service_case, s.service_case.c.number == "CS-0412"))


def _campaign(stage: Stage) -> None:
    stage.open_record("campaign", stage.some(s.campaign, s.campaign.c.status == "running"))


def _board_with_charts(stage: Stage) -> None:
    stage.tab("sales", "board")
    stage.run("app.chart_panel")


def _import(stage: Stage) -> None:
    importing.import_page(stage, importing.OLD_LETTERS, MATCH)


def _queue(stage: Stage) -> None:
    service = stage.tab("service", "queue")
    bens = stage.some(s.service_case, s.service_case.c.number == "CS-0412")
    service.queue.list.table.select_id(bens)


def _quick_add(stage: Stage) -> None:
    _call(stage)
    stage.run("app.new")


def _keys(stage: Stage) -> None:
    _call(stage)
    stage.run("app.keys")


def _settings(key: str) -> Act:
    return lambda stage: stage.window.open_settings(key)


def _duplicate(stage: Stage) -> None:
    sheet: Any = QApplication.activeModalWidget()
    sheet.name.setText("Mai Liu")
    sheet.phone.setText("0161 496 0134")
    sheet.phone.setFocus()
    stage.settle(400)  # who is alike is looked up when the typing rests


_LOCK = Screen("lock", lambda stage: locks.lock(stage, after_idle(5)), after=locks.unlock)
_CALL = Screen("today", _call, after=_stop_call)
_PERSON = Screen("prospects", _prospect)
_COMPARE = Screen("compare", tab("compare"))
MOCKUPS = (
    Mockup("01-today-vi", _CALL),
    Mockup("02-today-en", _CALL),
    Mockup("03-prospects-vi", _PERSON),
    Mockup("04-prospects-en", _PERSON),
    Mockup("05-palette-vi-dark", Screen("palette", _found), "dark"),
    Mockup("06-sales-board-en", Screen("board", _board)),
    Mockup("07-win-sheet-vi", Screen("win", _win, True, fill=_paid_now)),
    Mockup("08-quote-vi", Screen("quote", _second_revision, after=undo)),
    Mockup("09-case-en", Screen("case", _case)),
    Mockup("10-case-vi-dark", Screen("case", _case), "dark"),
    Mockup("11-campaign-vi", Screen("campaign", _campaign)),
    Mockup("12-campaign-en", Screen("campaign", _campaign)),
    Mockup("13-compare-vi", _COMPARE),
    Mockup("14-compare-en-1920", _COMPARE, size=(1920, 1080)),
    Mockup("15-compare-en-dark", _COMPARE, "dark"),
    Mockup("16-board-chart-panel-vi-1920", Screen("board", _board_with_charts), size=(1920, 1080)),
    Mockup("17-import-vi", Screen("import", _import)),
    Mockup("18-lock-vi", _LOCK, minute=48),
    Mockup("19-lock-en-dark", _LOCK, "dark", minute=48),
    Mockup("20-settings-backups-en", Screen("backups", _settings("backups"))),
    Mockup("21-first-run-vi", Screen("first", nothing, book="none")),
    Mockup("22-states-en", Screen("states", nothing, book="design")),
    Mockup("23-service-queue-vi", Screen("queue", _queue)),
    Mockup("24-quick-add-en", Screen("new", _quick_add, True, fill=_duplicate, after=_stop_call)),
    Mockup("25-keyboard-vi", Screen("keys", _keys, True, after=_stop_call)),
    Mockup("26-design-sheet-light", Screen("tokens", nothing, book="design")),
    Mockup("27-design-sheet-dark", Screen("tokens", nothing, book="design"), "dark"),
    Mockup("28-prospects-1093x614-vi", _PERSON, size=(1093, 614)),
    Mockup("29-compare-deutan-simulated", _COMPARE, deutan=True),
)
"""Sorted by their numbers."""
