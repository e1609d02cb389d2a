"""Files of other programs: deals, sales from lines, products, targets; nothing lost or doubled."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from salesdesk.base.task import silent_task
from salesdesk.exchange.mapping import guess, problems
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import apply, rehearse
from salesdesk.exchange.row_reading import Choices
from salesdesk.sales.importing import DEAL_IMPORT, PRODUCT_IMPORT, SALE_IMPORT, TARGET_IMPORT
from salesdesk.store.database import Store
from tests.sales import shop
from tests.undo_samples import dump

NEW = frozenset({"party_id", "product_id", "staff_id"})
PIPELINE = """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
A1,Moses Frase,GTX Basic,Cancity,Won,2016-10-20,2017-03-01,1054
A2,Zane Levy,GTXPro,Isdom,Won,2016-10-25,2017-03-11,4514
A3,Moses Frase,GTX Basic,Cancity,Won,2017-01-05,2017-06-01,600
A4,Zane Levy,GTXPro,Isdom,Lost,2016-11-01,2017-02-01,0
A5,Zane Levy,GTX Basic,,Engaging,2016-11-02,,
A6,Moses Frase,GTXPro,,Prospecting,,,
"""
ORDERS = """Ngày hạch toán,Đơn hàng,Mã KH,Mã SP,Số lượng, Đơn giá , Doanh thu , Giá vốn ,Mã NV,Chi nhánh
1/31/2024,ĐH1,KH-1,P-1,10,1215000,12150000,8100000,NV1,CN HN
1/31/2024,ĐH1,KH-1,P-2,2,100,199,100,NV1,CN HN
2/3/2024,ĐH2,KH-2,P-1,1,0,0,5,NV2,CN HCM
2/4/2024,ĐH1,KH-2,P-2,1,50,60,30,NV2,CN HCM
"""


def bring_in(store: Any, importer: Any, path: Path, create: frozenset[str] = NEW) -> Any:
    table = open_table(path)
    mapping = guess(importer.fields, table, words=importer.words)
    assert problems(mapping, importer.fields) == []
    rehearsal = rehearse(table, mapping, importer, store, silent_task(), choices=Choices(create=create))
    return rehearsal, apply(rehearsal, store, silent_task())


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def write(text: str) -> Path:
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


@pytest.fixture
def tiem(tmp_path: Path) -> Any:
    """A shop in dong."""
    made = Store.create(
        tmp_path / "tiem.salesdesk", shop_name="T", currency="VND", language="vi", owner="Hà", country="VN"
    )
    yield made
    made.close()


def test_a_pipeline_comes_in_with_its_sales_and_customers_and_is_one_undo(store: Any, file: Any) -> None:
    bring_in(store, PRODUCT_IMPORT, file("product,series,sales_price\nGTX Pro,GTX,4821\n"))
    before = dump(store)
    _rehearsal, result = bring_in(store, DEAL_IMPORT, file(PIPELINE))
    assert (result.added, result.left_out) == (6, 0)
    stages = {d.code: (d.stage, d.amount, d.closed_on) for d in shop.rows(store, "deal")}
    assert stages["A1"] == ("won", 105_400, date(2017, 3, 1))
    assert stages["A4"] == ("lost", 0, date(2017, 2, 1))
    assert stages["A5"][0] == "qualification"
    assert stages["A6"] == ("prospecting", 0, None)
    assert [p.name for p in shop.rows(store, "product")] == ["GTX Pro", "GTX Basic"]
    sales = {s.code: s for s in shop.rows(store, "sale")}
    assert {code: s.net for code, s in sales.items()} == {"A1": 105_400, "A2": 451_400, "A3": 60_000}
    assert all(s.number is None and s.paid == s.total and s.status == "issued" for s in sales.values())
    assert [sales[c].repeat for c in ("A1", "A2", "A3")] == [False, False, True]
    states = {p.name: (p.state, p.customer_on) for p in shop.rows(store, "party")}
    assert states == {"Cancity": ("repeat", date(2017, 3, 1)), "Isdom": ("customer", date(2017, 3, 11))}
    shop.sale(store)
    assert shop.rows(store, "sale")[-1].number == "INV-0001"
    for _step in ("the sale", "its customer", "the import"):
        assert store.undo()
    assert dump(store) == before


def test_the_same_pipeline_again_changes_nothing(store: Any, file: Any) -> None:
    bring_in(store, DEAL_IMPORT, file(PIPELINE))
    before = dump(store)
    rehearsal, _result = bring_in(store, DEAL_IMPORT, file(PIPELINE))
    assert rehearsal.counts["new"] == 0
    assert dump(store)["sale"] == before["sale"]


def test_a_won_lead_without_a_value_makes_a_customer_but_no_sale(store: Any, file: Any) -> None:
    text = "mql_id,seller_id,sr_id,won_date,declared_monthly_revenue\nabc1,s1,r1,2018-02-26 19:58:54,0.0\n"
    bring_in(store, DEAL_IMPORT, file(text))
    (deal,) = shop.rows(store, "deal")
    assert (deal.stage, deal.closed_on, deal.amount) == ("won", date(2018, 2, 26), 0)
    assert shop.rows(store, "sale") == []
    assert shop.rows(store, "party")[0].customer_on == date(2018, 2, 26)


def test_a_closing_day_of_an_open_opportunity_is_when_it_is_expected(store: Any, file: Any) -> None:
    text = (
        "ID,NAME,STAGENAME,AMOUNT,PROBABILITY,CLOSEDATE,ISWON\n"
        "1,George - 5000 Widgets,Closed Won,500000.0,100.0,2004-06-01,true\n"
        "2,Others,Perception Analysis,170000.0,50.0,2004-08-01,false\n"
    )
    bring_in(store, DEAL_IMPORT, file(text))
    won, still = shop.rows(store, "deal")
    assert (won.stage, won.closed_on) == ("won", date(2004, 6, 1))
    assert (still.stage, still.expected_on, still.closed_on, still.likelihood) == (
        "presentation", date(2004, 8, 1), None, 50,
    )  # fmt: skip


def test_lines_of_an_order_become_one_sale_with_the_files_own_revenue(tiem: Any, file: Any) -> None:
    _rehearsal, result = bring_in(tiem, SALE_IMPORT, file(ORDERS))
    assert (result.added, result.left_out) == (4, 0)
    sales = {(s.code, s.sold_on): s for s in shop.rows(tiem, "sale")}
    first = sales["ĐH1", date(2024, 1, 31)]
    assert (first.net, first.cost, first.place, first.total, first.paid) == (
        12_150_199, 8_100_100, "CN HN", 12_150_199, 12_150_199,
    )  # fmt: skip
    free = sales["ĐH2", date(2024, 2, 3)]
    assert (free.net, free.cost, free.due_on) == (0, 5, None)
    # The number was given twice: another day and another customer are another sale.
    assert sales["ĐH1", date(2024, 2, 4)].net == 60
    lines = shop.rows(tiem, "sale_line")
    of_first = [line for line in lines if line.sale_id == first.id]
    assert [(line.quantity, line.unit_price, line.discount, line.net) for line in of_first] == [
        (10_000, 1_215_000, 0, 12_150_000), (2_000, 100, 1, 199),
    ]  # fmt: skip
    assert all(line.quantity * line.unit_price // 1_000 - line.discount == line.net for line in lines)
    states = {p.name: p.state for p in shop.rows(tiem, "party")}
    assert states == {"KH-1": "customer", "KH-2": "repeat"}


def test_an_order_that_is_in_the_book_is_not_doubled(tiem: Any, file: Any) -> None:
    bring_in(tiem, SALE_IMPORT, file(ORDERS))
    before = dump(tiem)
    rehearsal, _result = bring_in(tiem, SALE_IMPORT, file(ORDERS))
    assert rehearsal.counts["new"] == 0
    assert dump(tiem)["sale"] == before["sale"]


def test_a_discount_as_a_share_of_one_and_what_is_not_paid(store: Any, file: Any) -> None:
    text = (
        "order,date,customer,product,unit price,quantity,discount,paid,due date\n"
        "1,2026-01-05,Ernst,Tea,10.00,12,0.15,50,2026-02-05\n1,2026-01-05,Ernst,Cake,9.80,10,0,50,2026-02-05\n"
    )
    bring_in(store, SALE_IMPORT, file(text))
    (sale,) = shop.rows(store, "sale")
    assert (sale.net, sale.paid, sale.due_on) == (20_000, 5_000, date(2026, 2, 5))
    assert [p.amount for p in shop.rows(store, "payment")] == [5_000]


def test_a_negative_line_stays_out_with_the_reason(store: Any, file: Any) -> None:
    text = (
        "order,date,customer,product,quantity,revenue\n"
        "1,2026-01-05,Ernst,Tea,-1,-10\n2,2026-01-05,Ernst,Tea,1,10\n"
    )
    rehearsal, result = bring_in(store, SALE_IMPORT, file(text))
    assert (result.added, result.left_out) == (1, 1)
    assert "credit note" in next(iter(rehearsal.rows("left_out"))).reason


def test_products_are_recognised_by_code_then_by_name_however_it_is_spelt(store: Any, file: Any) -> None:
    shop.purifier(store)
    text = (
        "Mã Sản phẩm,Sản phẩm,Nhóm sản phẩm,Giá bán\n"
        "KAR-10,10-Stage RO,Purifiers,500\nX-1,Lọc vòi sen,Filters,59\n"
    )
    rehearsal, _result = bring_in(store, PRODUCT_IMPORT, file(text))
    assert (rehearsal.counts["new"], rehearsal.counts["changed"]) == (1, 1)
    assert [(p.code, p.price) for p in shop.rows(store, "product")] == [("KAR-10", 50_000), ("X-1", 5_900)]
    from salesdesk.sales.product_queries import find_products

    with store.reading() as db:
        assert [p.code for p in find_products(db, "loc voi", store.today())] == ["X-1"]


@pytest.mark.parametrize("month", ["2024-01", "202401", "1/2024", "Tháng 1/2024"])
def test_targets_by_month_and_branch_are_set_not_doubled(tiem: Any, file: Any, month: str) -> None:
    text = f"YearMonth,Mã chi nhánh,KPI\n{month},CN DN,25000000000\n{month},CN HN,30000000000\n"
    for _again in range(2):
        bring_in(tiem, TARGET_IMPORT, file(text))
    targets = shop.rows(tiem, "target")
    assert [(t.month_on, t.place, t.amount) for t in targets] == [
        (date(2024, 1, 1), "CN DN", 25_000_000_000), (date(2024, 1, 1), "CN HN", 30_000_000_000),
    ]  # fmt: skip
