"""The engine's errors are told apart by its codes; its English says nothing."""

import pytest

from salesdesk.base import room
from salesdesk.store.engine import sqlite
from salesdesk.store.engine_words import translated

KINDS = {
    5: "busy", 6: "busy", 517: "busy", 261: "busy",  # BUSY_SNAPSHOT, BUSY_RECOVERY
    8: "read_only", 264: "read_only", 520: "read_only", 1032: "denied",  # READONLY_…, _DBMOVED
    10: "drive", 266: "drive", 778: "drive", 1034: "drive", 4874: "drive",  # IOERR_…, _SHMSIZE
    11: "damaged", 267: "damaged", 26: "damaged", 13: "full", 14: "denied", 526: "denied", 9: "stopped",
    1: "", 19: "", 0: "",
}  # fmt: skip
OPERATIONAL = ("busy", "read_only", "drive", "full", "denied", "stopped", "memory", "")


def failing(code, text="database disk image is malformed: readonly, locked, disk is full"):
    error = sqlite.OperationalError(text)
    error.sqlite_errorcode, error.sqlite_errorname = code, f"CODE_{code}"
    return error


@pytest.mark.parametrize(("code", "kind"), KINDS.items())
def test_the_code_decides_whatever_the_text_says(code, kind):
    said = translated(failing(code))
    assert said.kind == kind
    assert said.detail.startswith(f"CODE_{code}")
    assert "malformed" not in said.message


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind in OPERATIONAL])
def test_trouble_that_passes_is_never_called_damage(code):
    assert "damaged" not in translated(failing(code)).message


def test_a_failing_write_on_a_full_disk_is_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "free", lambda _path: 0)
    book = tmp_path / "shop.salesdesk"
    for code in (10, 4874, 14, 13):
        said = translated(failing(code), book)
        assert said.kind == "full"
        assert "about 300 MB more are needed" in said.message


def test_a_large_book_wants_three_times_its_size(tmp_path, monkeypatch):
    book = tmp_path / "shop.salesdesk"
    with book.open("wb") as file:
        file.truncate(500_000_000)
    monkeypatch.setattr(room, "free", lambda _path: 1_400_000_000)
    assert room.missing_mb(book) == 100
    monkeypatch.setattr(room, "free", lambda _path: 1_500_000_000)
    assert room.missing_mb(book) == 0


def test_the_room_beside_a_book_whose_drive_has_gone_is_asked_of_what_is_there(tmp_path):
    assert room.free(tmp_path / "gone" / "away" / "shop.salesdesk") > 0
    assert room.missing_mb(tmp_path / "gone" / "shop.salesdesk") >= 0
