"""The page for paper: what stands on it, as PDF with letters that can be searched, and printed by keys."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from salesdesk.base import clock, i18n
from salesdesk.charts import page_dialog
from salesdesk.charts.given_back_queries import given_back
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.page_dialog import PageSheet
from salesdesk.charts.panel_queries import read_panel
from salesdesk.charts.paper_view import PaperPage
from salesdesk.charts.report import make_report
from salesdesk.charts.report_layout import HEIGHT, WIDTH, all_words, lay_out_report
from salesdesk.charts.scope import scope_of
from salesdesk.ui import theme
from salesdesk.ui.widgets import PageBar
from tests.charts import shop
from tests.charts.desk import show_tab
from tests.charts.shop import NOON, TODAY, Rows


@pytest.fixture
def now():
    with clock.freeze(NOON):
        yield


def report_of(store, language="en", currency="USD", shop_name="Clear Water"):
    with store.reading() as db:
        figures = read_panel(db, scope_of("weeks13", TODAY))
        given = given_back(db, figures.scope.period, TODAY)
    return make_report(figures, given, Numbers(language, currency), shop=shop_name, who="Everyone")


def letters(pdf):
    """What the letters of a PDF mean, from its maps of glyphs to Unicode."""
    found = set()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        if b"beginbf" in stream:
            found.update(chr(int(code, 16)) for code in re.findall(rb"<([0-9A-Fa-f]{4})>", stream))
    return found


def test_the_page_tells_figures_changes_what_they_rest_on_and_their_range(now, store):
    shop.thirteen_weeks(store)
    report = report_of(store)
    sales, service = report.sides
    assert sales.rows[1] == ("Conversion rate", "35%", "30%", "no clear change", "130", "27% – 43%")
    assert service.rows[3] == ("Avg. handling time", "18 min", "24 min", "↓ 6 min", "130", "15 min – 21 min")
    words = PaperPage(report).words
    for told in ("Clear Water", "16 Feb – 14 May 2026", report.sentence, "n=22", "pump recall", "36 sales"):
        assert any(told in line for line in words)


@pytest.mark.parametrize(("language", "currency"), [("en", "USD"), ("vi", "VND")])
def test_nothing_on_the_page_leaves_it_or_lies_over_another(now, store, language, currency):
    i18n.set_language(language)
    shop.thirteen_weeks(store, language)
    long_name = "Cửa hàng máy lọc nước và dịch vụ bảo trì Hồng Hà, chi nhánh quận Hai Bà Trưng " * 2

    def measure(words, role):
        return 7.2 * len(words)

    frame, chart = lay_out_report(report_of(store, language, currency, long_name), measure)
    places = []
    for word in all_words(frame):
        wide = measure(word.text, word.role)
        left = word.x - wide if word.align == "right" else word.x
        assert left >= 40
        assert left + wide <= WIDTH - 40
        assert 40 < word.y < HEIGHT - 40
        places.append((left, left + wide, word.y))
    for n, (left, right, y) in enumerate(places):
        for left2, right2, y2 in places[n + 1 :]:
            assert abs(y - y2) > 11 or right <= left2 or right2 <= left
    assert chart.width + 42 < WIDTH - 42 - 272


def test_a_quiet_shop_gets_counts_and_no_rates(now, store):
    with store.changing("Fill") as db:
        rows = Rows(store, db)
        rows.sale(TODAY, 10_000)
        rows.case(TODAY, TODAY, 4, handling_minutes=5)
    report = report_of(store)
    assert report.sides[1].rows[0][1:] == ("1 rating", "—", "—", "1", "")
    assert report.blocks[0].sentence == "Too few ratings in these days to compare."


def test_the_export_menu_saves_the_page_as_pdf_with_vietnamese_letters(
    now, store, qtbot, tmp_path, monkeypatch
):
    i18n.set_language("vi")
    theme.apply(QApplication.instance(), "light")
    shop.thirteen_weeks(store, "vi")
    shown = show_tab(store, qtbot)
    target = tmp_path / "trang.pdf"
    asked = []

    def choose(_parent, _title, name, kinds):
        asked.append((name, kinds))
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    shown.desk.run_action("compare.pdf")
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(lambda: bool(shown.desk.toasts.words))
    pdf = target.read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert b"Inter-SemiBold" in pdf
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", pdf).groups())
    assert (round(width), round(height)) == (842, 595)
    assert set("ốồơượđịàảấĐ") <= letters(pdf)
    assert asked[0][0].endswith(".pdf")


def test_a_folder_that_cannot_be_written_is_said_and_the_old_file_stays(now, store, qtbot, tmp_path):
    shop.thirteen_weeks(store)
    shown = show_tab(store, qtbot)
    shown.tab.exports.save_page(tmp_path / "nowhere" / "page.pdf")
    qtbot.waitUntil(lambda: bool(shown.desk.messages.words))


def open_sheet(shown, qtbot):
    shown.desk.run_action("compare.print")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PageSheet))
    sheet = QApplication.activeModalWidget()
    qtbot.waitUntil(lambda: len(sheet.preview.pictures) == 1, timeout=20_000)
    return sheet


def test_enter_prints_so_many_copies(now, store, qtbot, monkeypatch):
    sent = []
    monkeypatch.setattr(page_dialog, "printer_names", lambda: ["Office", "Till"])
    monkeypatch.setattr(
        page_dialog, "print_page", lambda report, *choice: sent.append((report.days, *choice))
    )
    shop.thirteen_weeks(store)
    shown = show_tab(store, qtbot)
    sheet = open_sheet(shown, qtbot)
    sheet.copies.setFocus()
    qtbot.keyClick(sheet.copies, Qt.Key.Key_Up)
    with qtbot.waitSignal(sheet.accepted, timeout=20_000):
        qtbot.keyClick(sheet.copies, Qt.Key.Key_Return)
    assert sent == [("16 Feb – 14 May 2026", "Office", 2)]
    assert shown.desk.toasts.words == ["Sent to Office"]


def test_a_printer_that_is_gone_is_said_and_the_sheet_stays(now, store, qtbot, monkeypatch):
    monkeypatch.setattr(page_dialog, "printer_names", lambda: ["Gone"])
    shop.thirteen_weeks(store)
    sheet = open_sheet(show_tab(store, qtbot), qtbot)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(sheet.findChild(PageBar).isVisible, timeout=20_000)
    assert "did not take the paper" in sheet.findChild(PageBar).accessibleName()
    assert sheet.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
