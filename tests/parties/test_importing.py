"""People come in from files of other programs: recognised, completed, never doubled."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from salesdesk.base.task import silent_task
from salesdesk.exchange import mapping
from salesdesk.exchange.applying import apply
from salesdesk.exchange.importer import Importer
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import Choices, rehearse
from salesdesk.parties import commands as parties
from salesdesk.parties.importing import PARTY_IMPORT, life_of
from salesdesk.staff.importing import STAFF_IMPORT
from salesdesk.store import schema as s
from salesdesk.store.search import find_parties


def bring_in(store: Any, importer: Importer, path: Path, text: str, **choices: Any) -> Any:
    """Import a table as it is guessed."""
    path.write_text(text, encoding="utf-8")
    table = open_table(path)
    guessed = mapping.guess(importer.matchable, table, words=importer.words)
    found = rehearse(table, guessed, importer, store, silent_task(), choices=Choices(**choices))
    return apply(found, store, silent_task())


def _parties(store: Any) -> list[Any]:
    with store.reading() as db:
        return list(db.execute(select(s.party).order_by(s.party.c.id)).all())


def test_a_vietnamese_list_of_customers_comes_in_with_its_headers_guessed(store: Any, tmp_path: Path) -> None:
    store.set_setting("country", "VN")
    result = bring_in(
        store, PARTY_IMPORT, tmp_path / "khach.csv",
        "Mã KH,Tên khách hàng,SĐT,Địa chỉ,Loại khách hàng,Nguồn,Ghi chú\n"
        "K1,Nguyễn Thị Lan,0905 123 148,K42 Lê Lợi,Cá nhân,Zalo,gọi sáng\n"
        "K2,Công ty TNHH Đức Phát,02363611200,,Công ty,,\n",
    )  # fmt: skip
    assert result.added == 2
    lan, duc = _parties(store)
    assert (lan.code, lan.name, lan.phone_normal, lan.source, lan.notes) == (
        "K1", "Nguyễn Thị Lan", "+84905123148", "Zalo", "gọi sáng",
    )  # fmt: skip
    assert (lan.kind, duc.kind) == ("person", "organisation")
    assert (lan.state, lan.prospect_stage, lan.prospect_on) == ("prospect", "new", store.today())
    with store.reading() as db:
        assert find_parties(db, "duc phat") == [duc.id]
        assert find_parties(db, "5123148") == [lan.id]
    assert store.undo()
    assert _parties(store) == []


def test_somebody_known_by_phone_is_completed_not_doubled(store: Any, tmp_path: Path) -> None:
    known = parties.add_party(store, name="Laura Bennett", phone="(212) 555-0148", notes="Likes tea")
    result = bring_in(
        store, PARTY_IMPORT, tmp_path / "more.csv",
        "Name,Phone,Address\nLaura Bennett,212 555 0148,14 Mill Lane\nKaren,212 555 0114,\n",
    )  # fmt: skip
    assert (result.added, result.changed) == (1, 1)
    row = next(row for row in _parties(store) if row.id == known)
    assert (row.address, row.notes) == ("14 Mill Lane", "Likes tea")
    with store.reading() as db:
        assert find_parties(db, "mill lane") == [known]


def test_the_words_of_another_program_for_a_persons_life_are_understood(store: Any, tmp_path: Path) -> None:
    bring_in(
        store, PARTY_IMPORT, tmp_path / "hub.csv",
        "First Name,Last Name,Email,Lifecycle Stage,Lead Status,Create Date\n"
        "Ann,Lee,ann@example.com,Lead,Attempted to Contact,2024-08-18\n"
        "Bob,Ray,bob@example.com,Customer,,2024-01-02\n"
        "Cid,Fox,cid@example.com,Subscriber,,2024-02-03\n",
    )  # fmt: skip
    ann, bob, cid = _parties(store)
    assert (ann.name, ann.state, ann.prospect_stage, str(ann.prospect_on)) == (
        "Ann Lee", "prospect", "working", "2024-08-18",
    )  # fmt: skip
    assert (bob.state, str(bob.customer_on)) == ("customer", "2024-01-02")
    assert (cid.state, cid.prospect_on) == ("contact", None)


def test_a_row_that_says_nothing_is_left_out_and_the_others_come_in(store: Any, tmp_path: Path) -> None:
    result = bring_in(store, PARTY_IMPORT, tmp_path / "some.csv", "Name,Phone\n,\nAnn,212 555 0100\n")
    assert (result.added, result.left_out) in {(1, 0), (1, 1)}  # an empty line is no row to some readers
    assert [row.name for row in _parties(store)] == ["Ann"]


def test_a_company_named_in_another_column_is_made_when_wanted(store: Any, tmp_path: Path) -> None:
    text = "Name,Phone,Công ty\nAnn,212 555 0100,Acme\n"
    assert bring_in(store, PARTY_IMPORT, tmp_path / "a.csv", text).left_out == 1
    bring_in(store, PARTY_IMPORT, tmp_path / "a.csv", text, create=frozenset({"organisation_id"}))
    people = {row.name: row for row in _parties(store)}
    assert people["Ann"].organisation_id == people["Acme"].id
    assert people["Acme"].kind == "organisation"


def test_teams_with_their_managers_come_in(store: Any, tmp_path: Path) -> None:
    result = bring_in(
        store, STAFF_IMPORT, tmp_path / "teams.csv",
        "sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\n"
        "Cecily Lampkin,Dustin Brinkmann,Central\nDustin Brinkmann,,West\n",
    )  # fmt: skip
    assert result.added == 3
    with store.reading() as db:
        rows = {row.name: row for row in db.execute(select(s.staff_member)).all()}
    assert rows["Anna Snelling"].reports_to_id == rows["Dustin Brinkmann"].id
    assert Counter(row.team for row in rows.values())["Central"] == 2


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "prospect"),
        ({"customer_on": 1}, "customer"),
        ({"state": "contact"}, "contact"),
        ({"state": "lapsed"}, "lapsed"),
    ],
)
def test_the_state_follows_from_what_the_file_says(values: dict[str, Any], state: str) -> None:
    from datetime import date

    assert life_of(values, date(2026, 5, 14))["state"] == state
