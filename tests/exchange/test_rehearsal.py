"""A rehearsal says for every row what would happen, and writes nothing."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from salesdesk.base.errors import Cancelled, UserError
from salesdesk.base.task import Task
from salesdesk.exchange import book_index
from salesdesk.exchange.importer import Importer, squeezed
from salesdesk.exchange.mapping import guess
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import ADD, LEAVE, Choices, Rehearsal, apply, rehearse
from salesdesk.store import schema as s
from tests.exchange.importing import DEALS, PEOPLE
from tests.exchange.making import table_of


def rehearsed(
    store: Any, folder: Path, text: str, importer: Importer = PEOPLE, name: str = "list.csv", **choices: Any
) -> Rehearsal:
    """A file with this content, rehearsed."""
    table = table_of(folder, text, name)
    return rehearse(
        table, guess(importer.matchable, table), importer, store, Task(), choices=Choices(**choices)
    )


def outcomes(rehearsal: Rehearsal) -> list[tuple[int, str, str]]:
    """Number, outcome and reason of the rows kept."""
    return [(p.number, p.outcome, p.reason) for p in rehearsal.rows()]


def people(store: Any) -> int:
    """How many parties the book has."""
    with store.reading() as db:
        return int(db.execute(select(func.count()).select_from(s.party)).scalar_one())


def test_new_rows_are_new_and_nothing_is_written(store: Any, tmp_path: Path) -> None:
    found = rehearsed(store, tmp_path, "Name,Phone\nAn,0912345678\nBình,0987654321\n")
    assert found.counts == {"new": 2, "changed": 0, "same": 0, "left_out": 0}
    assert people(store) == 0
    assert store.can_undo() is None or "Import" not in store.can_undo()


def test_a_row_says_exactly_which_fact_it_changes(store: Any, tmp_path: Path) -> None:
    apply(
        rehearsed(
            store, tmp_path, "Code,Name,Phone,Address\nK1,An,(202) 555-0191,Huế\nK2,Ba,(202) 555-0192,\n"
        ),
        store,
        Task(),
    )
    found = rehearsed(
        store, tmp_path, "Code,Name,Phone,Address\nK1,An,202-555-0191,Hội An\nK2,Ba,(202) 555-0192,\n"
    )
    plan, same = found.rows()[0], found.counts
    assert [(c.field_key, c.old, c.new) for c in plan.changes] == [("address", "Huế", "Hội An")]
    assert (plan.outcome, plan.target_name) == ("changed", "An")
    assert same == {"new": 0, "changed": 1, "same": 1, "left_out": 0}


def test_a_blank_cell_never_erases_and_tags_are_added(store: Any, tmp_path: Path) -> None:
    apply(rehearsed(store, tmp_path, "Code,Name,Address,Tags\nK1,An,Huế,VIP\n"), store, Task())
    found = rehearsed(store, tmp_path, 'Code,Name,Address,Tags\nK1,,,"cũ, vip"\n')
    assert [(c.field_key, c.new) for c in found.rows()[0].changes] == [("tags", "VIP, cũ")]
    assert rehearsed(store, tmp_path, "Code,Name,Tags\nK1,An,vip\n").counts["same"] == 1


def test_only_filling_leaves_what_is_there(store: Any, tmp_path: Path) -> None:
    apply(rehearsed(store, tmp_path, "Code,Name,Address\nK1,An,\n"), store, Task())
    found = rehearsed(store, tmp_path, "Code,Name,Address\nK1,Other,Huế\n", fill_only=True)
    assert [c.field_key for c in found.rows()[0].changes] == ["address"]


@pytest.mark.parametrize("kept", [book_index.MOST_KEPT, 0], ids=["usual book", "very large book"])
def test_duplicates_are_found_by_code_then_phone_then_mail_then_name_and_address(
    store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    monkeypatch.setattr(book_index, "MOST_KEPT", kept)
    apply(
        rehearsed(
            store,
            tmp_path,
            (
                "Code,Name,Phone,E-mail,Address\nK1,An,2025550191,,\n"
                ",Bình,2025550192,b@e.org,\n,Chi,,,12 Lê Lợi\n"
            ),
        ),
        store,
        Task(),
    )
    text = "Code,Name,Phone,E-mail,Address\n{}\n"
    for row, outcome in (
        ("K1,An Lê,2025550199,,", "changed"),  # the code decides, though the phone differs
        (",Bình,(202) 555-0192,,", "same"),
        (",Bình,,B@E.ORG,", "same"),
        (",CHI,,,12  le loi", "changed"),  # found, though written otherwise
        (",Chi,2025550193,,12 Lê Lợi", "changed"),
        (",Chi,,,34 Lê Lợi", "new"),
        ("K2,Bình,2025550192,,", "changed"),  # the same phone; the book had no code yet
    ):
        found = rehearsed(store, tmp_path, text.format(row))
        assert [p for p, n in found.counts.items() if n] == [outcome], row


def test_an_address_that_the_book_writes_in_capitals_is_found(store: Any, tmp_path: Path) -> None:
    apply(rehearsed(store, tmp_path, "Name,E-mail\nBình,B@E.org\n"), store, Task())
    assert rehearsed(store, tmp_path, "Name,E-mail\nBình,b@e.ORG\n").counts["same"] == 1


def test_one_phone_with_two_names_is_the_persons_to_decide(store: Any, tmp_path: Path) -> None:
    apply(rehearsed(store, tmp_path, "Name,Phone\nLê Thị Thu,2025550191\n"), store, Task())
    text = "Name,Phone\nVõ Mai,2025550191\n"
    plan = rehearsed(store, tmp_path, text).rows()[0]
    assert plan.outcome == "left_out"
    assert plan.reason == "“Lê Thị Thu” has the same phone number, but another name."
    known = plan.candidates[0][0]
    assert rehearsed(store, tmp_path, text, decisions={2: ADD}).counts["new"] == 1
    assert rehearsed(store, tmp_path, text, decisions={2: known}).rows()[0].changes[0].new == "Võ Mai"
    assert rehearsed(store, tmp_path, text, decisions={2: LEAVE}).rows()[0].reason == "You left this row out."


def test_rows_that_repeat_each_other_are_told(store: Any, tmp_path: Path) -> None:
    text = "Code,Name,Phone\nKH001,Mạnh,2025550191\nKH001,Tân,2025550192\n,Tuấn,2025550191\n"
    assert outcomes(rehearsed(store, tmp_path, text)) == [
        (2, "new", ""),
        (3, "left_out", "Row 2 of this file has the same code."),
        (4, "left_out", "Row 2 of this file has the same phone number."),
    ]
    assert rehearsed(store, tmp_path, text, add_repeats=True).counts == {
        "new": 2,
        "changed": 0,
        "same": 0,
        "left_out": 1,
    }


def test_people_of_one_name_with_two_phones_are_two_people(store: Any, tmp_path: Path) -> None:
    assert (
        rehearsed(store, tmp_path, "Name,Phone\nNguyễn An,2025550191\nNguyễn An,2025550192\n").counts["new"]
        == 2
    )
    assert rehearsed(store, tmp_path, "Name,Phone\nNguyễn An,\nNguyễn An,\n").counts == {
        "new": 1,
        "changed": 0,
        "same": 0,
        "left_out": 1,
    }


def test_bad_rows_stay_out_with_their_reason(store: Any, tmp_path: Path) -> None:
    text = (
        "Name,Phone,Birthday\nAn,2025550191,31/02/1990\n"
        "Ba,2025550192,15/03/1990,too,many\nChi,2025550193\n,,\nDũng,555,01/04/1990\n"
    )
    found = rehearsed(store, tmp_path, text)
    assert [(p.number, p.reason[:26]) for p in found.rows("left_out")] == [
        (2, "There is no such day as “3"),
        (3, "This row has more cells th"),
        (4, "This row has fewer cells t"),
    ]
    assert [(p.number, p.doubt) for p in found.rows("doubt")] == [(6, "The phone number “555” is short.")]
    lenient = rehearsed(store, tmp_path, text, skip_bad_values=True, short_rows=True)
    assert lenient.counts == {"new": 3, "changed": 0, "same": 0, "left_out": 1}
    corrected = rehearsed(store, tmp_path, text, edits={2: {"birthday": "28/02/1990"}})
    assert corrected.counts["new"] == 2


def test_a_row_with_nothing_in_the_matched_columns_is_told(store: Any, tmp_path: Path) -> None:
    found = rehearsed(store, tmp_path, "Name,Phone,Shoe\nAn,2025550191,40\n , ,41\n")
    assert found.rows("left_out")[0].reason == "There is nothing in the matched columns."


def test_the_rows_left_out_are_saved_with_their_reasons(store: Any, tmp_path: Path) -> None:
    text = 'Name,Phone,Note\nAn,2025550191,"a, b"\nAnh,2025550191,=1+1\nBa,1,2,3\n'
    found = rehearsed(store, tmp_path, text)
    target = tmp_path / "left out.csv"
    assert found.left_out_csv(target) == 2
    with target.open(encoding="utf-8-sig", newline="") as f:
        assert list(csv.reader(f)) == [
            ["Row", "Name", "Phone", "Note", "Cell 4", "Why it was left out"],
            ["3", "Anh", "2025550191", "'=1+1", "", "Row 2 of this file has the same phone number."],
            ["4", "Ba", "1", "2", "3", found.rows("left_out")[1].reason],
        ]
    assert open_table(target).row_count == 2


def test_the_cells_of_a_row_can_be_shown_for_correcting(store: Any, tmp_path: Path) -> None:
    found = rehearsed(store, tmp_path, "Name,Phone\nAn,abc\nBa,2025550191\n", edits={2: {"phone": "xyz"}})
    assert found.texts(2) == {"name": "An", "phone": "xyz"}
    assert "xyz" in found.rows()[0].reason


DEAL_ROWS = "opportunity_id,account,product,sales agent,deal stage,close value\n"


def _catalogue(store: Any) -> None:
    with store.changing("Prepare") as db:
        store.insert(db, s.product, name="GTX Pro")
        store.insert(db, s.party, name="Cancity")
        store.insert(db, s.staff_member, name="Moses Frase")


def test_names_find_their_records_whatever_the_blanks_case_and_accents(store: Any, tmp_path: Path) -> None:
    _catalogue(store)
    found = rehearsed(store, tmp_path, DEAL_ROWS + "1C1I7A6R,cancity,GTXPro,MOSES FRASE,Won,1054\n", DEALS)
    assert found.counts["new"] == 1
    assert squeezed("GTX Pro") == squeezed("gtxpro")


def test_unknown_names_are_reported_with_what_is_alike_and_made_only_on_request(
    store: Any, tmp_path: Path
) -> None:
    _catalogue(store)
    text = DEAL_ROWS + (
        "A,Cancity,GTX Prox,Moses Frase,Engaging,5\n"
        "B,Cancitty,GTX Pro,Moses Frase,Won,5\nC,Isdom,GTX Pro,,Won,5\n"
    )
    found = rehearsed(store, tmp_path, text, DEALS)
    assert [p.reason for p in found.rows("left_out")] == [
        "No product is called “GTX Prox”. There is “GTX Pro”.",
        "No customer is called “Cancitty”. There is “Cancity”.",
        "No customer is called “Isdom”.",
    ]
    assert found.unknown == {"product_id": ["GTX Prox"], "party_id": ["Cancitty", "Isdom"]}
    wanted = rehearsed(store, tmp_path, text, DEALS, create=frozenset({"product_id", "party_id"}))
    assert wanted.counts["new"] == 3
    assert wanted.to_create == {"product_id": ["GTX Prox"], "party_id": ["Cancitty", "Isdom"]}
    assert people(store) == 1


def test_two_records_of_one_name_are_not_guessed_between(store: Any, tmp_path: Path) -> None:
    _catalogue(store)
    with store.changing("Prepare") as db:
        store.insert(db, s.party, name="CANCITY")
    found = rehearsed(store, tmp_path, DEAL_ROWS + "A,Cancity,,,Won,5\n", DEALS)
    assert found.rows()[0].reason == "There are several records called “Cancity”."


def test_a_required_field_that_is_blank_is_named(store: Any, tmp_path: Path) -> None:
    found = rehearsed(store, tmp_path, DEAL_ROWS + "A,,,,Won,5\n", DEALS)
    assert found.rows()[0].reason == "“Customer” is missing."


def test_a_file_that_is_wrongly_matched_is_not_even_read(store: Any, tmp_path: Path) -> None:
    table = table_of(tmp_path, "Name,Phone\nAn,2025550191\n")
    mapping = guess(PEOPLE.matchable, table)
    mapping.assign(1, "name")
    with pytest.raises(UserError, match="matched twice"):
        rehearse(table, mapping, PEOPLE, store, Task())


def test_a_rehearsal_can_be_stopped(store: Any, tmp_path: Path) -> None:
    table = table_of(tmp_path, "Name\n" + "".join(f"Person {i}\n" for i in range(5_000)))
    task = Task(lambda done, _total: task.cancel() if done else None)
    with pytest.raises(Cancelled):
        rehearse(table, guess(PEOPLE.matchable, table), PEOPLE, store, task)
