"""Every paper on every size in both languages says what it must, and becomes a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter

from salesdesk.base import i18n
from salesdesk.base.errors import UserError
from salesdesk.base.task import silent_task
from salesdesk.documents import drawing_view
from salesdesk.documents.drawing_view import Drawing, code_image, write_pdf
from salesdesk.documents.making import customer_language, make_call_list, make_paper
from salesdesk.documents.papers import Paper, Request
from salesdesk.documents.placing import SIZES
from salesdesk.parties.commands import edit_party
from salesdesk.sales.payment_commands import record_payment
from salesdesk.sales.sale_commands import credit_sale
from tests.documents import shop

KINDS = ("quote", "sale", "receipt", "job", "calls")
TITLES = {
    "quote": ("Quote", "Báo giá"),
    "sale": ("Sales slip", "Phiếu bán hàng"),
    "receipt": ("Receipt", "Biên nhận"),
    "job": ("Job sheet", "Phiếu công việc"),
    "calls": ("Call list", "Danh sách gọi"),
}
MUST = {
    "quote": ("Nguyễn Thị Lan", "Máy RO 10 lõi", "9.622.800", "Vietcombank", "0071000123456"),
    "sale": ("Nguyễn Thị Lan", "Máy RO 10 lõi", "9.622.800", "5.722.800"),
    "receipt": ("Nguyễn Thị Lan", "3.900.000", "5.722.800"),
    "job": ("Nguyễn Thị Lan", "Máy RO 10 lõi"),
    "calls": ("Person 0", "0905 000 001", "Warranty ends"),
}


@pytest.fixture
def vietnam(tmp_path: Path, qapp: Any) -> Iterator[Any]:
    store = shop.vietnamese(tmp_path)
    yield store
    store.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_says_what_it_must(vietnam: Any, tmp_path: Path, kind: str) -> None:
    ids = shop.records(vietnam)
    for place, language in enumerate(("en", "vi")):
        made = shop.paper(vietnam, kind, ids, language)
        for size in SIZES.values():
            text = Drawing(made, size).text
            words = (TITLES[kind][place], "Hoàng Long", "12 Nguyễn Huệ", *MUST[kind])
            said = [w.replace(".", ",") if language == "en" and w[0].isdigit() else w for w in words]
            missing = [w for w in said if w not in text.replace("\N{NO-BREAK SPACE}", " ")]
            assert missing == [], f"{language} {size.key}"
            assert "{" not in text
            file = write_pdf(made, size, tmp_path / f"{kind}.pdf", silent_task())
            assert file.read_bytes().startswith(b"%PDF")
            assert file.stat().st_size > 2_000


def test_the_papers_language_is_not_the_windows(vietnam: Any) -> None:
    ids = shop.records(vietnam)
    i18n.set_language("en")
    text = Drawing(shop.paper(vietnam, "quote", ids, "vi"), SIZES["a4"]).text
    assert "Bằng chữ" in text
    assert "đồng" in text
    assert "In words" not in text


def test_a_country_chooses_the_language(vietnam: Any) -> None:
    ids = shop.records(vietnam)
    assert customer_language(vietnam, "quote", ids.quote) == "vi"
    with vietnam.reading() as db:
        party = db.exec_driver_sql("SELECT party_id FROM quote").scalar()
    edit_party(vietnam, party, country="GB")
    assert customer_language(vietnam, "quote", ids.quote) == "en"


def test_a_slip_is_never_called_a_tax_invoice(vietnam: Any) -> None:
    ids = shop.records(vietnam)
    for language in ("en", "vi"):
        text = Drawing(shop.paper(vietnam, "sale", ids, language), SIZES["a4"]).text.lower()
        assert "invoice" not in text
        assert "hóa đơn" not in text


def test_nothing_due_brings_no_code(vietnam: Any) -> None:
    ids = shop.records(vietnam)
    assert shop.paper(vietnam, "sale", ids, "vi").pay is not None
    assert shop.paper(vietnam, "sale", ids, "vi", account=False).pay is None
    record_payment(vietnam, ids.sale, 5_722_800, vietnam.today())
    assert shop.paper(vietnam, "sale", ids, "vi").pay is None
    assert shop.paper(vietnam, "receipt", ids, "vi").pay is None


def test_the_code_asks_for_what_is_still_due(vietnam: Any) -> None:
    pay = shop.paper(vietnam, "sale", shop.records(vietnam), "vi").pay
    assert pay is not None
    assert "54075722800" in pay.code
    assert "970436" in pay.code


def test_a_credit_note_asks_for_nothing(vietnam: Any) -> None:
    ids = shop.records(vietnam)
    with vietnam.reading() as db:
        line = db.exec_driver_sql("SELECT id FROM sale_line").scalar()
    note = credit_sale(vietnam, ids.sale, quantities={line: 1000}, reason="Broken")
    made = make_paper(vietnam, Request("sale", note, "en"))
    assert made.title == "Credit note"
    assert made.pay is None


def test_a_shop_in_dollars_names_no_code(store: Any, qapp: Any) -> None:
    made = shop.paper(store, "quote", shop.records(store), "en")
    assert made.pay is None
    assert "$" in made.sums[-1].amount


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
def test_hostile_words_are_words(vietnam: Any, size: Any) -> None:
    ids = shop.records(vietnam, shop.HOSTILE, shop.HOSTILE)
    for kind in ("quote", "sale", "receipt", "job"):
        drawing = Drawing(shop.paper(vietnam, kind, ids, "en"), size)
        assert "<b>Ngô</b> {{ 7*7 }} {% raw %} & x" in drawing.text, kind
        assert _ink_right_of(drawing) == 0, kind


def _ink_right_of(drawing: Drawing) -> int:
    """How many dark points stand in the right margin of the first page."""
    picture = drawing.picture(0, 1.0)
    left = round(drawing.width - drawing.size.margin * 96 / 25.4 * 0.8)
    points = ((x, y) for x in range(left, picture.width()) for y in range(0, picture.height(), 2))
    return sum(1 for x, y in points if picture.pixelColor(x, y).lightness() < 200)


def test_a_long_paper_repeats_its_head_and_counts_its_pages(vietnam: Any, tmp_path: Path) -> None:
    made = shop.paper(vietnam, "quote", shop.records(vietnam, lines=60), "en")
    drawing = Drawing(made, SIZES["a4"])
    assert drawing.pages >= 2
    top = round(SIZES["a4"].margin * 96 / 25.4) + 4
    head = drawing.picture(1, 1.0).pixelColor(round(drawing.width / 2), top)
    assert head.name() == "#f1efea", "the second page begins with the head of the table"
    pdf = write_pdf(made, SIZES["a4"], tmp_path / "long.pdf", silent_task()).read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == drawing.pages
    assert Drawing(made, SIZES["roll"]).pages == 1


def test_a_row_is_never_cut_by_the_end_of_a_page(vietnam: Any) -> None:
    made = shop.paper(
        vietnam, "quote", shop.records(vietnam, words="Long words of an item " * 6, lines=25), "en"
    )
    for key in ("a4", "a5"):
        drawing = Drawing(made, SIZES[key])
        document, page = drawing._document, drawing._body
        table = next(f for f in document.rootFrame().childFrames() if f.format().headerRowCount())
        for row in range(1, table.rows()):
            cell = table.cellAt(row, 1)
            first, last = (
                document.documentLayout().blockBoundingRect(cursor.block())
                for cursor in (cell.firstCursorPosition(), cell.lastCursorPosition())
            )
            assert first.top() // page == (last.bottom() - 1) // page, f"{key}, row {row}"


def test_a_list_of_calls_keeps_its_order(store: Any, qapp: Any) -> None:
    made = make_call_list(store, "Spring / summer", shop.calls(300), "en")
    assert made.file_name == "Call list Spring - summer"
    text = Drawing(made, SIZES["a5"]).text
    assert text.index("Person 3") < text.index("Person 299")


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(vietnam: Any, tmp_path: Path) -> None:
    made: Paper = shop.paper(vietnam, "job", shop.records(vietnam), "en")
    with pytest.raises(UserError, match="could not be written"):
        write_pdf(made, SIZES["a4"], tmp_path / "none" / "job.pdf", silent_task())


def test_a_printer_gets_every_page_in_the_papers_own_size(
    vietnam: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "printed.pdf"

    class IntoFile(QPrinter):
        def setPrinterName(self, _name: str) -> None:
            self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            self.setOutputFileName(str(file))

    monkeypatch.setattr(drawing_view, "QPrinter", IntoFile)
    monkeypatch.setattr(drawing_view, "printer_names", lambda: ["Office"])
    made = shop.paper(vietnam, "sale", shop.records(vietnam, lines=40), "vi")
    for key, width in (("a4", 595), ("a5", 420), ("roll", 227)):
        drawing_view.print_paper(made, SIZES[key], "Office", 1, silent_task())
        printed = file.read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == Drawing(made, SIZES[key]).pages
        box = re.search(rb"/MediaBox\s*\[0 0 ([0-9.]+)", printed)
        assert box is not None
        assert abs(float(box[1]) - width) < 2


def test_a_printer_that_is_not_there_is_said_in_a_sentence(vietnam: Any) -> None:
    made = shop.paper(vietnam, "job", shop.records(vietnam), "en")
    with pytest.raises(UserError, match="did not take the paper"):
        drawing_view.print_paper(made, SIZES["a4"], "Nobody", 1, silent_task())


def test_a_record_that_is_gone_is_said_in_a_sentence(store: Any) -> None:
    with pytest.raises(UserError, match="no longer there"):
        make_paper(store, Request("quote", 1, "en"))


def test_a_code_that_does_not_fit_is_left_out() -> None:
    assert code_image("") is None
    assert code_image("x" * 9000) is None
    image = code_image("0002010102")
    assert image is not None
    assert image.pixelColor(0, 0).name() == "#ffffff"


def test_on_the_roll_the_words_stand_below_the_sum_they_spell_out(vietnam: Any) -> None:
    made = shop.paper(vietnam, "receipt", shop.records(vietnam), "en")
    lines = Drawing(made, SIZES["roll"]).text.splitlines()
    words = next(at for at, line in enumerate(lines) if line.startswith("Three million"))
    assert words < next(at for at, line in enumerate(lines) if line.startswith("Still to pay"))
