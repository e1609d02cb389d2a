"""Cases out of other programs' files: what they say is kept, what they do not say is not made up."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import Period
from salesdesk.base.task import silent_task
from salesdesk.exchange.mapping import guess
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import Choices, apply, rehearse
from salesdesk.service import queries
from salesdesk.service.commands import add_time
from salesdesk.service.importing import CASE_IMPORT, kind_of, shortened
from salesdesk.store import schema as s
from tests.service import shop
from tests.undo_samples import dump

HEADER = (
    "Ticket ID,Customer Name,Customer Email,Product Purchased,Date of Purchase,Ticket Type,Ticket Subject,"
    "Ticket Description,Ticket Status,Resolution,Ticket Priority,Ticket Channel,First Response Time,"
    "Time to Resolution,Customer Satisfaction Rating"
)
ROWS = (
    "1,Marisa Obrien,marisa@example.com,GoPro Hero,22-03-21,Technical issue,Product setup,"
    '"The {product_purchased} is off.\nPlease assist.",Pending Customer Response,,Critical,Social media,'
    "01-06-23 12:15,,",
    "2,Jessica Rios,jessica@example.com,LG Smart TV,22-05-21,Billing inquiry,Wrong amount,Too much,Open,,Low,"
    "Chat,,,",
    "3,Ann Lee,ann@example.com,GoPro Hero,14-07-20,Refund request,Network problem,No network,Closed,"
    "Cable changed,Medium,Email,01-06-23 11:14,01-06-23 18:05,5",
    "4,Ann Lee,other.ann@example.com,GoPro Hero,13-11-20,Technical issue,Battery,Empty,Closed,New battery,"
    "High,Phone,01-06-23 17:29,01-06-23 1:57,2",
    "5,Ann Lee,ann@example.com,LG Smart TV,13-12-20,Product inquiry,Colours,Odd,Closed,Set up anew,High,"
    "Phone,31-05-23 9:00,31-05-23 19:00,4",
)
TICKETS = "\n".join((HEADER, *ROWS)) + "\n"
REPAIRS = """id,product_category,brand,repair_status,repair_barrier_if_end_of_life,event_date,problem
r1,Lamp,Ikea,Fixed,,2020-01-05,Does not switch on
r2,Lamp,,End of life,Item too worn out,2020-01-05,Wire burnt
r3,Toaster,,Repairable,,2020-02-09,Needs a part
r4,Toaster,,Unknown,,2020-02-09,"{long}"
"""
HAND_MADE = """Số phiếu;Tên khách;SĐT;Tên sản phẩm;Vấn đề;Trạng thái;Mức ưu tiên;Ngày nhận;Phụ trách;Số phút
P1;Nguyễn Thị Lan;0912 345 678;KAR-9S;Máy kêu to;Chờ linh kiện;Gấp;14/05/2026;Quốc Bảo;25
P2;Lê Thu;;KAR-9S;Rò nước;Đang sửa;Khẩn;15/05/2026;Quốc Bảo;
"""


@pytest.fixture
def bring(store, tmp_path):
    """Import a text as the import page would, with everything unknown added."""

    def run(text, create=("customer_id", "product_id", "staff_id")):
        path = tmp_path / "cases.csv"
        path.write_text(text, encoding="utf-8-sig")
        table = open_table(path)
        mapping = guess(CASE_IMPORT.matchable, table, words=CASE_IMPORT.words)
        choices = Choices(create=frozenset(create))
        rehearsal = rehearse(table, mapping, CASE_IMPORT, store, silent_task(), choices=choices)
        return rehearsal, apply(rehearsal, store, silent_task())

    return run


def cases(store):
    with store.reading() as db:
        rows = db.execute(select(s.service_case).order_by(s.service_case.c.code)).mappings()
        return {row["code"]: dict(row) for row in rows}


def test_tickets_keep_their_status_words_times_topic_and_score(store, bring):
    _rehearsal, result = bring(TICKETS)
    assert (result.added, result.left_out) == (5, 0)
    found = cases(store)
    assert [c["status"] for c in found.values()] == ["waiting_customer", "new", "closed", "closed", "closed"]
    assert [c["priority"] for c in found.values()] == ["urgent", "low", "normal", "high", "high"]
    assert [c["channel"] for c in found.values()] == ["social", "chat", "email", "phone", "phone"]
    assert [c["topic"] for c in found.values()][:2] == ["Technical issue", "Billing inquiry"]
    assert [c["kind"] for c in found.values()] == ["fault", "enquiry", "complaint", "fault", "enquiry"]
    assert [c["score"] for c in found.values()] == [None, None, 5, 2, 4]
    assert found["3"]["solved_at"] == datetime(2023, 6, 1, 18, 5, tzinfo=UTC)
    assert found["3"]["scored_on"] == date(2023, 6, 1)
    assert found["1"]["description"].startswith("The GoPro Hero is off.")


def test_impossible_times_are_marked_not_averaged_and_their_rating_counts(store, bring):
    bring(TICKETS)
    found = cases(store)
    assert [c["times_doubtful"] for c in found.values()] == [False, False, False, True, False]
    with store.reading() as db:
        figures = queries.service_month(db, Period(date(2023, 5, 1), date(2023, 6, 30)))
    assert (figures.satisfaction.n, figures.satisfaction.amount) == (3, (5 + 2 + 4) / 3)
    assert figures.first_contact.amount is None, "nobody knows how many contacts it took"
    assert all(c["promised_at"] is None and c["contacts"] == 0 for c in found.values())


def test_a_ticket_without_any_time_is_dated_by_its_neighbour(store, bring):
    bring(TICKETS)
    assert cases(store)["2"]["opened_on"] == date(2023, 6, 1)


def test_people_of_one_name_are_told_apart_by_their_mail_and_become_customers(store, bring):
    bring(TICKETS)
    found = cases(store)
    assert found["3"]["party_id"] == found["5"]["party_id"] != found["4"]["party_id"]
    ann = shop.row(store, s.party, found["3"]["party_id"])
    assert (ann["email"], ann["state"], ann["customer_on"]) == (
        "ann@example.com",
        "customer",
        date(2020, 7, 14),
    )
    with store.reading() as db:
        assert db.execute(select(func.count()).select_from(s.party)).scalar() == 4
        assert queries.list_cases(
            db, ListQuery("all", "ann network"), None, queries.Standpoint(store.now(), store.today(), None)
        ) == [found["3"]["id"]]


def test_the_same_file_again_changes_nothing_and_an_import_is_one_undo(store, bring):
    before = dump(store)
    bring(TICKETS)
    rehearsal, result = bring(TICKETS)
    assert rehearsal.counts == {"new": 0, "changed": 0, "same": 5, "left_out": 0}
    assert (result.added, result.changed) == (0, 0)
    while store.undo():
        pass
    assert dump(store) == before


def test_a_later_export_of_the_same_tickets_moves_them_on(store, bring):
    bring(TICKETS)
    later = TICKETS.replace("Open,,Low,Chat,,,", "Closed,Paid back,Low,Chat,02-06-23 9:00,02-06-23 10:00,4")
    rehearsal, _result = bring(later)
    assert rehearsal.counts["changed"] == 1
    case = cases(store)["2"]
    assert (case["status"], case["resolution"], case["score"]) == ("closed", "Paid back", 4)
    assert case["solved_on"] == date(2023, 6, 2)


def test_a_repair_log_keeps_its_own_results(store, bring):
    _rehearsal, result = bring(REPAIRS.format(long="It hums and smells. " * 12))
    assert result.added == 4
    found = cases(store)
    assert [(c["status"], c["resolution"]) for c in found.values()] == [
        ("closed", "Fixed"),
        ("closed", "End of life"),
        ("waiting_part", "Repairable"),
        ("closed", "Unknown"),
    ]
    assert (found["r2"]["cause"], found["r2"]["topic"], found["r2"]["opened_on"]) == (
        "Item too worn out",
        "Lamp",
        date(2020, 1, 5),
    )
    assert found["r4"]["title"].endswith("…")
    assert found["r4"]["description"].count("hums") == 12


def test_a_vietnamese_table_made_by_hand_comes_in(store, bring):
    _rehearsal, result = bring(HAND_MADE)
    assert result.added == 2
    found = cases(store)
    lan = shop.row(store, s.party, found["P1"]["party_id"])
    assert (lan["name"], lan["phone"]) == ("Nguyễn Thị Lan", "0912 345 678")
    assert [(c["status"], c["priority"], c["handling_minutes"]) for c in found.values()] == [
        ("waiting_part", "high", 25),
        ("working", "urgent", 0),
    ]
    assert shop.row(store, s.staff_member, found["P1"]["staff_id"])["name"] == "Quốc Bảo"


def test_work_done_later_adds_to_imported_time(store, bring):
    bring(HAND_MADE)
    case_id = cases(store)["P1"]["id"]
    add_time(store, case_id, 5)
    assert cases(store)["P1"]["handling_minutes"] == 30


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        ("Refund request", "complaint"),
        ("Khiếu nại", "complaint"),
        ("Lắp đặt tại nhà", "installation"),
        ("Bảo trì định kỳ", "maintenance"),
        ("Product inquiry", "enquiry"),
        ("Tư vấn", "enquiry"),
        ("Technical issue", "fault"),
        ("", "fault"),
    ],
)
def test_a_files_own_word_tells_the_kind(topic, kind):
    assert kind_of(topic) == kind


def test_a_long_problem_is_cut_between_words():
    assert shortened("Short\nand more") == "Short"
    assert shortened("word " * 50).endswith("word…")
    assert len(shortened("x" * 500)) <= 91
    assert shortened(" \n ") == ""
