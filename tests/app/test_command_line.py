"""What can be typed after ``salesdesk``: help, exit codes, plain sentences in both languages, bad files."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from salesdesk.__main__ import main
from salesdesk.app import command_line, launch
from salesdesk.base import i18n
from salesdesk.store import schema as s
from salesdesk.store.database import Store

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "resources" / "samples"
COMMANDS = ("open", "demo", "screens", "import", "export", "report", "check", "backup", "restore", "generate")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No language from the computer the tests run on."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    yield
    i18n.set_language("en")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A closed, empty book."""
    path = tmp_path / "shop.salesdesk"
    Store.create(
        path, shop_name="Clearwater", currency="USD", language="en", owner="Hannah", country="GB"
    ).close()
    return path


def _count(book: Path) -> int:
    store = Store.open(book)
    try:
        with store.reading() as db:
            return int(db.execute(select(func.count()).select_from(s.party)).scalar_one())
    finally:
        store.close()


# Calling it


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_command_has_help(
    command: str, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "vi_VN.UTF-8" if language == "vi" else "en_GB.UTF-8")
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"salesdesk {command}" in said
    assert ("ngôn ngữ" in said) == (language == "vi")


def test_the_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert [command for command in COMMANDS if f"    {command} " not in said] == []


@pytest.mark.parametrize(
    "arguments",
    [["fly"], ["import"], ["import", "aliens", "x.csv"], ["export", "parties"], ["--lang", "xx", "check"],
     ["screens"], ["generate", "x", "--rows", "many"], ["report", "--json", "yes"],
     ["import", "parties", "a", "b"]],
)  # fmt: skip
def test_a_wrong_call_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_a_stop_is_said_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_chosen: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "_check", stopped)
    assert main(["check"]) == 1
    assert capsys.readouterr().err == "Stopped. Nothing was changed.\n"


def test_a_terminal_that_knows_no_vietnamese_still_gets_an_answer(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LANG": "C"}
    call = [sys.executable, "-m", "salesdesk", "--lang", "vi", "check", "--book", str(tmp_path / "none")]
    run = subprocess.run(call, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr


def test_without_a_screen_it_says_what_to_do(book: Path) -> None:
    hidden = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    environment = {k: v for k, v in os.environ.items() if k not in hidden}
    run = subprocess.run(
        [sys.executable, "-m", "salesdesk", "open", "--book", str(book)],
        capture_output=True, text=True, check=False, cwd=ROOT, env=environment,
    )  # fmt: skip
    if sys.platform.startswith("linux"):
        assert run.returncode == 1
        assert run.stderr.startswith("There is no screen here.")


def test_it_opens_a_book_and_ends_with_0(book: Path) -> None:
    environment = {**os.environ, "SALESDESK_QUIT_AFTER": "300"}
    run = subprocess.run(
        [sys.executable, "-m", "salesdesk", "--book", str(book)],
        capture_output=True, text=True, check=False, cwd=ROOT, env=environment, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr


def test_a_screen_is_there_when_qt_has_a_platform_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not launch.has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert launch.has_screen()
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setattr(sys, "platform", "win32")
    assert launch.has_screen()


# Files in and out


def test_import_says_what_it_did_and_one_undo_takes_it_back(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "parties", str(SAMPLES / "customers.csv"), "--book", str(book)]) == 0
    said = capsys.readouterr().out
    assert "17 new" in said
    assert "17 added" in said
    assert _count(book) == 17
    store = Store.open(book)
    assert store.undo()
    store.close()
    assert _count(book) == 0


def test_old_vietnamese_letters_come_in_right(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(SAMPLES / "khach-hang-tcvn3.csv")
    assert main(["import", "parties", file, "--book", str(book), "--lang", "vi"]) == 0
    assert "TCVN3" in capsys.readouterr().err
    store = Store.open(book)
    with store.reading() as db:
        names = set(db.execute(select(s.party.c.name)).scalars())
    store.close()
    assert {"Nguyễn Văn Bình", "Hồ Thị Kim Liên", "Trương Văn Hòa"} <= names


def test_a_dry_run_writes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert main(["import", "parties", str(SAMPLES / "customers.csv"), "--book", str(book), "--dry-run"]) == 0
    assert "Nothing was written." in capsys.readouterr().out
    assert _count(book) == 0
    assert book.stat().st_size == len(before)


def test_rows_left_out_are_written_with_their_reasons(book: Path, tmp_path: Path) -> None:
    left = tmp_path / "left.csv"
    call = ["import", "parties", str(SAMPLES / "customers.csv"), "--book", str(book), "--left-out", str(left)]
    assert main(call) == 0
    text = left.read_text(encoding="utf-8-sig")
    assert "rosa.whitaker(at)example.com" in text or "Hulme" in text
    assert len(text.splitlines()) == 3


def test_a_column_is_matched_by_hand(book: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    file.write_text("Nick,Tel\nLaura,0161 496 0100\n", encoding="utf-8")
    assert main(["import", "parties", str(file), "--book", str(book), "--map", "Nick=name"]) == 0
    assert _count(book) == 1


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("Nobody=name", "no column “Nobody”"),
        ("Tel=shoe_size", "no field “shoe_size”"),
        ("Tel", "two columns"),
    ],
)
def test_a_match_that_cannot_be_is_explained(
    book: Path, tmp_path: Path, pair: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.csv"
    file.write_text("Name,Tel\nLaura,0161 496 0100\n", encoding="utf-8")
    code = main(["import", "parties", str(file), "--book", str(book), "--map", pair])
    error = capsys.readouterr().err
    assert words in error if code else pair == "Tel"
    assert code == (0 if pair == "Tel" else 1)


def test_prospects_of_a_campaign_that_does_not_exist_are_refused(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["import", "parties", str(SAMPLES / "customers.csv"), "--book", str(book), "--campaign", "Moon"]
    assert main(call) == 1
    assert "There is no campaign called “Moon”." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("zip.xlsx", b"PK\x03\x04 broken"), ("noise.csv", bytes(range(256)) * 40),
     ("only-head.csv", b"Name,Phone\n"), ("odd.xyz", b"Name\nLaura\n"), ("broken.vcf", b"BEGIN:VCARD\nFN:La"),
     ("nul.csv", b"Name\x00,Phone\nA\x00,1\n")],
)  # fmt: skip
def test_bad_files_get_a_sentence_and_change_nothing(
    book: Path, tmp_path: Path, name: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    code = main(["import", "parties", str(file), "--book", str(book)])
    said = capsys.readouterr()
    assert code in (0, 1)
    assert "Traceback" not in said.err
    if code == 1:
        assert said.err.strip() or said.out.strip()
        assert _count(book) == 0


@pytest.mark.parametrize("ending", ["csv", "xlsx", "vcf"])
def test_export_writes_what_import_reads(
    book: Path, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", "parties", str(SAMPLES / "customers.csv"), "--book", str(book)])
    file = tmp_path / f"people.{ending}"
    assert main(["export", "parties", str(file), "--book", str(book)]) == 0
    assert "Wrote 17 rows" in capsys.readouterr().out
    other = tmp_path / "other.salesdesk"
    Store.create(other, shop_name="B", currency="USD", language="en", owner="O", country="GB").close()
    assert main(["import", "parties", str(file), "--book", str(other)]) == 0
    assert _count(other) == 17


@pytest.mark.parametrize("kind", ["products", "deals", "sales", "cases", "campaigns"])
def test_every_list_can_be_exported_also_when_it_is_empty(book: Path, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"{kind}.csv"
    assert main(["export", kind, str(file), "--book", str(book)]) == 0
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize(("kind", "name"), [("parties", "p.pdf"), ("products", "p.vcf"), ("parties", "p")])
def test_a_file_that_is_no_format_is_refused(
    book: Path, tmp_path: Path, kind: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", kind, str(tmp_path / name), "--book", str(book)]) == 1
    assert "." in capsys.readouterr().err
    assert not (tmp_path / name).exists()


# Figures and care


@pytest.mark.parametrize(
    "period", ["13w", "2026-05", "2026-Q2", "2026q2", "2026", "2026-01-01..2026-05-14", "all"]
)
def test_a_report_reads_every_way_to_say_a_period(
    book: Path, period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--period", period, "--book", str(book)]) == 0
    assert "Revenue" in capsys.readouterr().out


@pytest.mark.parametrize(
    "period",
    ["soon", "2026-13", "2026-Q5", "99999", "2026-02-30..2026-05-14", "", "0000", "2026-05-14..2026-01-01"],
)
def test_what_is_no_period_is_refused(book: Path, period: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--period", period, "--book", str(book)]) == 1
    assert "is not a period" in capsys.readouterr().err


@pytest.mark.parametrize(
    "by",
    ["agent", "office", "manager", "product", "account", "place", "group", "customer", "topic", "channel",
     "kind",
     "source", "month", "quarter"],
)  # fmt: skip
def test_every_split_of_the_help_works(book: Path, by: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--period", "all", "--by", by, "--json", "--book", str(book)]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)


def test_a_split_that_does_not_exist_names_those_that_do(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--by", "weather", "--book", str(book)]) == 1
    assert "agent" in capsys.readouterr().err


def test_figures_for_other_programs_are_json(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--json", "--book", str(book)]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["revenue"]["n"] == 0
    assert len(figures["period"]) == 2


def test_check_says_that_a_book_is_sound(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--book", str(book)]) == 0
    said = capsys.readouterr().out
    assert "✗" not in said
    assert "✓" in said


@pytest.mark.parametrize("command", [["check"], ["backup"], ["report"], ["export", "parties", "x.csv"]])
@pytest.mark.parametrize("kind", ["missing", "folder", "text", "other"])
def test_what_is_no_book_is_said_and_left_alone(
    tmp_path: Path,
    command: list[str],
    kind: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "thing.salesdesk"
    if kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("SQLite? No, a shopping list.")
    elif kind == "other":
        import sqlite3

        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE t(x)")
    before = path.read_bytes() if path.is_file() else None
    assert main([*command, "--book", str(path)]) == 1
    said = capsys.readouterr()
    assert said.err.strip() or "✗" in said.out
    assert "Traceback" not in said.err
    assert (path.read_bytes() if path.is_file() else None) == before


def test_backup_makes_a_copy_that_opens(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", "parties", str(SAMPLES / "customers.csv"), "--book", str(book)])
    assert main(["backup", "--book", str(book), "--to", str(tmp_path / "usb")]) == 0
    assert "(17 people)" in capsys.readouterr().out
    copy = next((tmp_path / "usb").glob("*.sdbk"))
    assert _count(copy) == 17


def test_generate_makes_a_sound_book_of_the_size_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "large.salesdesk"
    assert main(["generate", str(path), "--rows", "50"]) == 0
    assert _count(path) == 50
    assert main(["check", "--book", str(path)]) == 0
    assert "✗" not in capsys.readouterr().out
    assert main(["generate", str(path), "--rows", "50"]) == 1, "a file that is there is never overwritten"


@pytest.mark.parametrize("rows", ["0", "-5"])
def test_a_book_without_people_can_be_generated(tmp_path: Path, rows: str) -> None:
    assert main(["generate", str(tmp_path / "none.salesdesk"), "--rows", rows]) in (0, 1)


def test_messages_are_vietnamese_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "vi", "report", "--book", str(tmp_path / "none")]) == 1
    assert "Không" in capsys.readouterr().err
