"""An import is one step: all of what was rehearsed, or nothing, and it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from salesdesk.base import paths
from salesdesk.base.errors import Cancelled, UserError
from salesdesk.base.task import Task
from salesdesk.exchange.copying_first import copy_first
from salesdesk.exchange.importer import Importer, Ready
from salesdesk.exchange.mapping import guess, recall
from salesdesk.exchange.rehearsal import Choices, Rehearsal, apply, rehearse
from salesdesk.store import schema as s
from salesdesk.store.backup import list_backups
from tests.exchange.importing import DEALS, PEOPLE
from tests.exchange.making import table_of
from tests.exchange.test_rehearsal import DEAL_ROWS, people, rehearsed

MANY = "Name,Phone\n" + "".join(f"Person {i},202555{i:04}\n" for i in range(2_500))


def _all(store: Any, *columns: Any) -> list[tuple[Any, ...]]:
    with store.reading() as db:
        return [tuple(row) for row in db.execute(select(*columns).order_by(columns[0]))]


def test_rows_are_added_with_their_values_and_defaults(store: Any, tmp_path: Path) -> None:
    text = "Code,Name,Phone,E-mail,Birthday\nK1,Nguyễn Đức,202 555 0191,duc@example.vn,22/09/1989\n"
    result = apply(rehearsed(store, tmp_path, text), store, Task())
    assert (result.added, result.changed, result.same, result.left_out) == (1, 0, 0, 0)
    p = s.party.c
    row = _all(store, p.code, p.name, p.phone, p.phone_normal, p.email, p.source)[0]
    assert row == ("K1", "Nguyễn Đức", "202 555 0191", "+12025550191", "duc@example.vn", "import")
    assert list(result.ids) == [_all(store, p.id)[0][0]]


def test_the_whole_import_is_one_undo_step_called_by_its_file(store: Any, tmp_path: Path) -> None:
    apply(rehearsed(store, tmp_path, MANY, name="customers.csv"), store, Task())
    assert people(store) == 2_500
    assert store.can_undo() == "Import people from customers.csv"
    store.undo()
    assert people(store) == 0
    store.redo()
    assert people(store) == 2_500


def test_importing_twice_changes_nothing(store: Any, tmp_path: Path) -> None:
    text = "Name,Phone,E-mail,Address\nAn,2025550191,,\nBa,,ba@example.vn,\nChi,,,Huế\nDũng,,,\n"
    apply(rehearsed(store, tmp_path, text), store, Task())
    assert rehearsed(store, tmp_path, text).counts == {"new": 0, "changed": 0, "same": 4, "left_out": 0}


def test_changes_are_written_and_nothing_else(store: Any, tmp_path: Path) -> None:
    apply(rehearsed(store, tmp_path, "Code,Name,Address\nK1,An,Huế\nK2,Ba,Vinh\n"), store, Task())
    found = rehearsed(store, tmp_path, "Code,Name,Address\nK1,An,Hội An\nK2,Ba,Vinh\nK3,Chi,Huế\n")
    result = apply(found, store, Task())
    assert (result.added, result.changed, result.same) == (1, 1, 1)
    c = s.party.c
    assert _all(store, c.code, c.address, c.version) == [
        ("K1", "Hội An", 2),
        ("K2", "Vinh", 1),
        ("K3", "Huế", 1),
    ]


def test_stopping_keeps_nothing(store: Any, tmp_path: Path) -> None:
    found = rehearsed(store, tmp_path, MANY)
    task = Task(lambda done, _total: task.cancel() if done >= 1_000 else None)
    with pytest.raises(Cancelled):
        apply(found, store, task)
    assert people(store) == 0
    assert "Import" not in (store.can_undo() or "")


def test_progress_is_told_with_real_counts(store: Any, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    apply(rehearsed(store, tmp_path, MANY), store, Task(lambda done, total: told.append((done, total))))
    assert told == [(0, 2_500), (1_000, 2_500), (2_000, 2_500), (2_500, 2_500)]


def test_a_fault_in_the_middle_keeps_nothing(store: Any, tmp_path: Path) -> None:
    def add(store: Any, db: Any, rows: Any, memory: Any) -> Any:
        if memory.get("rows"):
            raise UserError("The second batch is refused.")
        assert PEOPLE.add is not None
        return PEOPLE.add(store, db, rows, memory)

    faulty = Importer("party", PEOPLE.label, PEOPLE.fields, PEOPLE.table, add, identities=PEOPLE.identities)
    with pytest.raises(UserError, match="second batch"):
        apply(rehearsed(store, tmp_path, MANY, faulty), store, Task())
    assert people(store) == 0


def test_a_file_changed_since_the_check_is_refused(store: Any, tmp_path: Path) -> None:
    found = rehearsed(store, tmp_path, "Name,Phone\nAn,2025550191\n")
    found.table.path.write_text("Name,Phone\nBa,2025550199\nChi,2025550198\n", encoding="utf-8")
    with pytest.raises(UserError, match="was changed after it was checked"):
        apply(found, store, Task())
    assert people(store) == 0


def _somebody_adds(store: Any, phone: str) -> None:
    with store.changing("Add") as db:
        store.insert(db, s.party, name="An", phone=phone, phone_normal=f"+1{phone}")


def test_a_record_added_since_the_check_is_not_doubled(store: Any, tmp_path: Path) -> None:
    found = rehearsed(store, tmp_path, "Name,Phone\nAn,2025550191\n")
    _somebody_adds(store, "2025550191")
    with pytest.raises(UserError, match="Check it again"):
        apply(found, store, Task())
    assert people(store) == 1


def test_a_record_changed_since_the_check_is_not_overwritten(store: Any, tmp_path: Path) -> None:
    apply(rehearsed(store, tmp_path, "Code,Name,Address\nK1,An,Huế\n"), store, Task())
    found = rehearsed(store, tmp_path, "Code,Name,Address\nK1,An,Vinh\n")
    with store.changing("Change") as db:
        store.update(db, s.party, found.rows()[0].target_id, address="Hội An")
    with pytest.raises(UserError, match="Check it again"):
        apply(found, store, Task())


def test_other_work_since_the_check_does_not_matter(store: Any, tmp_path: Path) -> None:
    found = rehearsed(store, tmp_path, MANY)
    _somebody_adds(store, "2125550000")
    assert apply(found, store, Task()).added == 2_500


def _plan(store: Any, folder: Path, text: str, **choices: Any) -> Rehearsal:
    return rehearsed(store, folder, text, DEALS, **choices)


def test_records_named_by_rows_are_made_once_and_linked(store: Any, tmp_path: Path) -> None:
    text = DEAL_ROWS + "A,Cancity,GTXPro,Moses Frase,Won,1054\nB,CANCITY,GTX Pro,Moses Frase,Engaging,10\n"
    everything = frozenset({"party_id", "product_id", "staff_id"})
    result = apply(_plan(store, tmp_path, text, create=everything), store, Task())
    assert (result.added, result.made) == (2, 3)
    d = s.deal.c
    deals = _all(store, d.code, d.party_id, d.product_id, d.staff_id, d.stage, d.amount)
    assert [(row[0], *row[4:]) for row in deals] == [("A", "won", 105_400), ("B", "negotiation", 1_000)]
    assert deals[0][1:4] == deals[1][1:4]
    assert _all(store, s.product.c.name) == [("GTXPro",)]


def test_a_row_may_name_another_row_of_its_file(store: Any, tmp_path: Path) -> None:
    text = "Name,Company\nBob,Grocery Outlet\nGrocery Outlet,\nBill,grocery outlet\n"
    result = apply(rehearsed(store, tmp_path, text, create=frozenset({"organisation_id"})), store, Task())
    assert (result.added, result.made) == (3, 0)
    c = s.party.c
    rows = {name: (row_id, company) for name, row_id, company in _all(store, c.name, c.id, c.organisation_id)}
    shop = rows["Grocery Outlet"][0]
    assert (rows["Bob"][1], rows["Bill"][1], rows["Grocery Outlet"][1]) == (shop, shop, None)
    assert rehearsed(store, tmp_path, text).counts["same"] == 3


def test_further_numbers_of_a_cell_are_handed_over(store: Any, tmp_path: Path) -> None:
    seen: list[Ready] = []

    def add(_store: Any, db: Any, rows: Any, memory: Any) -> Any:
        seen.extend(rows)
        assert PEOPLE.add is not None
        return PEOPLE.add(_store, db, rows, memory)

    importer = Importer(
        "party", PEOPLE.label, PEOPLE.fields, PEOPLE.table, add, PEOPLE.change, identities=PEOPLE.identities
    )
    apply(rehearsed(store, tmp_path, "Name,Phone\nAn,2025550191; 2025550192\n", importer), store, Task())
    assert seen[0].values["phone"] == "2025550191"
    assert seen[0].more == {"phone": ["2025550192"]}


def test_the_mapping_and_answers_are_remembered(store: Any, tmp_path: Path) -> None:
    table = table_of(tmp_path, "Name,Phone,When\nAn,2025550191,03/04/1990\n")
    mapping = guess(PEOPLE.matchable, table)
    mapping.assign(2, "birthday")
    mapping.answers["When"] = True
    apply(rehearse(table, mapping, PEOPLE, store, Task()), store, Task())
    again = recall(store, "party", table, PEOPLE.matchable)
    assert again is not None
    assert again.column_of("birthday") == 2
    assert str(_all(store, s.party.c.birthday)[0][0]) == "1990-04-03"
    assert rehearse(table, again, PEOPLE, store, Task()).counts["same"] == 1


def test_lines_of_one_record_belong_together(store: Any, tmp_path: Path) -> None:
    from salesdesk.exchange.importer import by_code, insert_rows

    def add(_store: Any, db: Any, rows: Any, memory: Any) -> list[int]:
        for row in rows:
            if row.values["code"] not in memory:
                memory[row.values["code"]] = insert_rows(
                    db, s.deal, [{"code": row.values["code"], "party_id": 1, "amount": 0}]
                )[0]
        return [memory[row.values["code"]] for row in rows]

    finished: list[int] = []
    finish: Callable[..., None] = lambda _store, _db, memory: finished.append(len(memory))  # noqa: E731
    lines = Importer(
        "line",
        "Import lines from {file}",
        (DEALS.fields[0], DEALS.fields[5]),
        s.deal,
        add,
        finish=finish,
        identities=(by_code("code", s.deal.c.code, together=True),),
    )
    with store.changing("Prepare") as db:
        store.insert(db, s.party, id=1, name="Cancity")
    text = "Code,Amount\nO1,5\nO2,6\nO1,7\n"
    assert apply(rehearsed(store, tmp_path, text, lines), store, Task()).added == 3
    assert finished == [2]
    assert [c for (c,) in _all(store, s.deal.c.code)] == ["O1", "O2"]
    assert rehearsed(store, tmp_path, text, lines).counts == {
        "new": 0,
        "changed": 0,
        "same": 3,
        "left_out": 0,
    }


def test_choices_are_a_plain_record() -> None:
    assert Choices().decisions == {}
    assert not Choices().short_rows


def test_a_large_import_copies_the_book_in_its_job_a_small_one_does_not(store: Any, tmp_path: Path) -> None:
    folder = paths.backup_folder(store.path)
    copy_first(rehearsed(store, tmp_path, "Name,Phone\nAn,2025550191\n"), store, Task())
    assert list_backups(folder) == []
    large = rehearsed(store, tmp_path, MANY, name="many.csv")
    shown: list[tuple[int, int]] = []
    copy_first(large, store, Task(lambda done, total: shown.append((done, total))))
    assert [copy.reason for copy in list_backups(folder)] == ["import"]
    assert shown, "it says how far it is"
    stopped = Task()
    stopped.cancel()
    with pytest.raises(Cancelled):
        copy_first(large, store, stopped)
    assert len(list_backups(folder)) == 1
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
