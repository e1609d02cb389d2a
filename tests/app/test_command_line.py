"""The command line: plain messages, exit codes, no window."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from salesdesk.app import command_line
from salesdesk.base import paths
from salesdesk.store import schema as s
from salesdesk.store.database import Store

CUSTOMERS = paths.resources() / "samples" / "customers.csv"


@pytest.fixture
def book(store):
    """A closed book's file."""
    path = store.path
    store.close()
    return path


def run(book, *words):
    return command_line.run(["--book", str(book), "--lang", "en", *map(str, words)])


def names(book):
    opened = Store.open(book)
    try:
        with opened.reading() as db:
            return list(db.execute(s.party.select().with_only_columns(s.party.c.name)).scalars())
    finally:
        opened.close()


@pytest.mark.parametrize(
    "command", ["open", "demo", "screens", "import", "export", "report", "check", "backup", "generate"]
)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        command_line.run([command, "--help"])
    assert ended.value.code == 0
    assert command in capsys.readouterr().out


def test_a_wrong_call_is_told_with_2():
    with pytest.raises(SystemExit) as ended:
        command_line.run(["import", "nonsense", "x.csv"])
    assert ended.value.code == 2


def test_a_rehearsal_in_the_terminal_writes_nothing(book, capsys):
    before = book.read_bytes()
    assert run(book, "import", "parties", CUSTOMERS, "--dry-run") == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert book.read_bytes() == before


def test_what_is_brought_in_can_be_written_out_again(book, tmp_path, capsys):
    assert run(book, "import", "parties", CUSTOMERS) == 0
    found = names(book)
    assert len(found) > 10
    out = tmp_path / "people.csv"
    assert run(book, "export", "parties", out) == 0
    written = out.read_text("utf-8-sig")
    assert all(name in written for name in found)
    assert len(written.splitlines()) == len(found) + 1
    for ending in (".xlsx", ".vcf"):
        assert run(book, "export", "parties", tmp_path / f"people{ending}") == 0


def test_a_column_can_be_matched_by_hand(book, tmp_path):
    file = tmp_path / "odd.csv"
    file.write_text("who,zzz\nLan,Hue\n", "utf-8")
    assert run(book, "import", "parties", file, "--map", "who=name", "--map", "zzz=area") == 0
    assert names(book) == ["Lan"]
    assert run(book, "import", "parties", file, "--map", "nobody=name") == 1


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"%PDF-1.7 not a list"])
def test_a_file_that_is_no_list_is_one_sentence_and_changes_nothing(book, tmp_path, capsys, content):
    file = tmp_path / "odd.csv"
    file.write_bytes(content)
    before = book.read_bytes()
    assert run(book, "import", "parties", file) == 1
    said = capsys.readouterr().err.strip()
    assert said
    assert "Traceback" not in said
    assert book.read_bytes() == before


def test_a_missing_book_is_said_and_not_made(tmp_path, capsys):
    assert run(tmp_path / "gone.salesdesk", "check") == 1
    assert "no book" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_sound_book_is_called_sound(book, capsys):
    assert run(book, "check") == 0
    assert capsys.readouterr().out.count("✓") == 6


def test_the_report_is_for_people_and_for_programs(book, capsys):
    assert run(book, "report", "--period", "2026-05") == 0
    assert "Win rate" in capsys.readouterr().out
    assert run(book, "report", "--period", "2026-05", "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["period"] == ["2026-05-01", "2026-05-31"]
    assert figures["win_rate"]["amount"] is None
    assert run(book, "report", "--period", "soon") == 1
    assert run(book, "report", "--by", "moon") == 1


def test_vietnamese_is_spoken_when_asked(book, capsys):
    assert command_line.run(["--book", str(book), "--lang", "vi", "check"]) == 0
    assert "Tệp" in capsys.readouterr().out


def test_a_backup_is_made_where_it_is_wanted(book, tmp_path, capsys):
    assert run(book, "backup", "--to", tmp_path / "copies") == 0
    assert len(list((tmp_path / "copies").glob("*.sdbk"))) == 1


def test_a_large_book_is_made_and_sound(tmp_path, capsys):
    made = tmp_path / "large.salesdesk"
    assert command_line.run(["generate", str(made), "--rows", "300"]) == 0
    assert run(made, "check") == 0
    assert len(names(made)) == 300


def test_without_a_screen_it_says_so(tmp_path):
    root = Path(command_line.__file__).parent.parent.parent
    plain = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(root), "SALESDESK_HOME": str(tmp_path), "LANG": "C"}
    if not sys.platform.startswith("linux"):
        pytest.skip("every other system has a screen")
    words = [sys.executable, "-m", "salesdesk"]
    done = subprocess.run(words, env=plain, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "no screen" in done.stderr
    assert "Traceback" not in done.stderr
