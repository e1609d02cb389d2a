"""Files that nobody meant well, or that a cable cut: never a crash, never half an import."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Kind
from salesdesk.base.task import Task
from salesdesk.exchange.context import Context
from salesdesk.exchange.mapping import guess
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import apply, rehearse
from salesdesk.exchange.table import Cell
from salesdesk.exchange.values import reader
from tests.exchange.importing import DEAL_FIELDS, PEOPLE, PEOPLE_FIELDS
from tests.exchange.making import NAMES, as_tcvn3, damaged, file_of, raw_ods, workbook
from tests.exchange.test_rehearsal import people

ROUNDS = 120


def check_words(told: UserError) -> None:
    """A refusal is a whole sentence."""
    assert told.message.endswith(".")


def _seeds(folder: Path) -> list[tuple[str, bytes]]:
    text = "Họ tên;Điện thoại;E-mail;Ngày sinh\n" + "".join(
        f'{n};0912345678;"a@b.vn";03/04/1990\n' for n in NAMES
    )
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4E;=E1=BB=85=\r\n=6E\r\nTEL:1\r\nEND:VCARD\r\n"
    )
    cell = (
        '<table:table-row><table:table-cell office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    return [
        ("list.csv", text.encode()),
        ("list.csv", text.encode("utf-16")),
        ("list.csv", as_tcvn3(text).encode("cp1252")),
        ("people.vcf", card.encode() * 3),
        (
            "list.xlsx",
            workbook(folder, ("S", [["Name", "Phone"], ["An", "0912345678"], ["Ba", 1.5]])).read_bytes(),
        ),
        ("list.ods", raw_ods(folder, cell * 3).read_bytes()),
    ]


def _damaged(folder: Path, dice: random.Random) -> Iterator[Path]:
    seeds = _seeds(folder)
    for i in range(ROUNDS):
        name, seed = dice.choice(seeds)
        yield file_of(folder, damaged(seed, dice), f"{i}-{name}")


def test_damaged_files_give_a_table_or_one_sentence(store: Any, tmp_path: Path) -> None:
    before = people(store)
    for path in _damaged(tmp_path, random.Random(18)):
        try:
            table = open_table(path)
            mapping = guess(PEOPLE.matchable, table)
            found = rehearse(table, mapping, PEOPLE, store, Task())
            assert sum(found.counts.values()) == table.row_count
        except UserError as told:
            check_words(told)
        path.unlink()
    assert people(store) == before


CELLS = st.one_of(
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.from_regex(r"[-+(]?[0-9.,' ]{1,12}[a-zđ%₫]{0,4}", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}", fullmatch=True),
)


@settings(max_examples=400, deadline=None)
@given(CELLS, st.sampled_from([*PEOPLE_FIELDS, *DEAL_FIELDS]), st.sampled_from(list(Kind)))
def test_no_cell_breaks_a_reader(cell: Cell, one: Any, kind: Kind) -> None:
    from dataclasses import replace

    read = reader(replace(one, kind=kind), Context())(cell)
    assert read.reason == "" or read.reason.endswith(".")
    assert read.value is None or isinstance(read.value, object)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_any_text_is_a_list_or_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = file_of(tmp_path, text)
    try:
        table = open_table(path)
    except UserError as told:
        check_words(told)
        return
    width = len(table.columns)
    assert all(len(r.cells) == width or r.fault == "long" for r in table.rows())


@pytest.mark.parametrize(
    "name",
    ["=cmd|' /C calc'!A0", "<img src=x>", "Robert'); DROP TABLE party;--", "{x.__class__}", "\u202eabc"],
)
def test_hostile_names_are_names(store: Any, name: str, tmp_path: Path) -> None:
    path = file_of(tmp_path, f'Name,Phone\n"{name}",2025550191\n')
    table = open_table(path)
    apply(rehearse(table, guess(PEOPLE.matchable, table), PEOPLE, store, Task()), store, Task())
    assert people(store) == 1
    assert rehearse(table, guess(PEOPLE.matchable, table), PEOPLE, store, Task()).counts["same"] == 1
