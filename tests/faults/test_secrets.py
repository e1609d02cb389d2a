"""What is of the shop stays in the book: no log or settings file holds it, and files are their owner's."""

import base64
import logging
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.app import crash

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parent.parent.parent

CANARIES = {
    "pin": "73916482",
    "customer": "Nguyễn Canary-Ngọc",
    "phone": "0912 777 345",
    "phone as digits": "84912777345",
    "email": "canary.ngoc@example.vn",
    "address": "17 Hẻm Canary, Quận 5",
    "note": "wants the canary-blue one",
    "bank account": "00110022003344",
    "account holder": "CANARY HOLDER LTD",
    "tax id": "0312345987",
    "product": "Canary kettle KX-12",
    "staff": "Canary Colleague",
    "recovery code": "",  # made by the run
}

SESSION = """
    import logging, os, sys
    from pathlib import Path

    from salesdesk.app import crash, launch, start
    from salesdesk.ui import sheet_dialog
    from salesdesk.app.features import FEATURES
    from salesdesk.app.preferences import Preferences
    from salesdesk.app.start import book_window, leave
    from salesdesk.parties.commands import add_party
    from salesdesk.sales.product_commands import add_product
    from salesdesk.staff.commands import add_staff
    from salesdesk.staff.pin_commands import make_recovery_code, set_pin, set_pin_length
    from salesdesk.store.database import Store
    exec(sys.argv[2])
    os.umask(0o077)
    home = Path(sys.argv[1])
    app = launch.application()
    crash.start_log()
    crash.install()
    sheet_dialog.show_error = lambda *_a: None
    shop = {"shop_name": "Shop", "currency": "VND", "language": "vi", "owner": "Owner"}
    store = Store.create(home / "shop.salesdesk", **shop)
    c = CANARIES
    code = make_recovery_code(store)
    set_pin_length(store, 8)
    set_pin(store, store.staff_id, c["pin"])
    party = add_party(store, name=c["customer"], phone=c["phone"], email=c["email"], address=c["address"],
                      tax_code=c["tax id"], notes=c["note"])
    add_product(store, name=c["product"], price=1000)
    add_staff(store, name=c["staff"], roles="sales")
    store.set_setting("paper_account", c["bank account"])
    store.set_setting("paper_holder", c["account holder"])
    window = book_window(store, Preferences())
    window.show()
    for feature in FEATURES:
        window.open_tab(feature.key)
        app.processEvents()
        window.jobs.wait_all(20)

    def fail(*held):
        words = " ".join(map(str, held))
        try:
            raise ValueError(words)
        except ValueError as inner:
            raise KeyError(words) from inner

    everything = (*c.values(), code)
    window.jobs.run("Import " + c["customer"], lambda task: fail(*everything))
    window.jobs.wait_all(20)
    app.processEvents()
    for _turn in range(3):
        try:
            fail(*everything)
        except KeyError as error:
            sys.excepthook(type(error), error, error.__traceback__)
            logging.getLogger("salesdesk.somewhere").error("Could not do it: %s", everything, exc_info=True)
            logging.getLogger("salesdesk.somewhere").warning("Row {}".format(3))
    window.close()
    app.processEvents()
    logging.shutdown()
    print("CODE", code)
    print("DONE")
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a session with canaries in it, and with bugs that show them, left its files."""
    home = tmp_path_factory.mktemp("home")
    environment = {
        **os.environ,
        "SALESDESK_HOME": str(home / "shop"),
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "QT_QPA_PLATFORM": "offscreen",
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")},
        "LOCALAPPDATA": str(home),
        "APPDATA": str(home),
    }
    for folder in ("tmp", "shop"):
        (home / folder).mkdir(mode=0o700)
    given = f"CANARIES = {CANARIES!r}"
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SESSION), str(home / "shop"), given],
        capture_output=True, text=True, timeout=120, check=False, cwd=ROOT, env=environment,
    )  # fmt: skip
    assert "DONE" in done.stdout, done.stdout + done.stderr
    code = done.stdout.split("CODE ")[1].splitlines()[0]
    (home / "code.txt").write_text(code)
    return home


def _files(home: Path) -> Iterator[Path]:
    return (p for p in home.rglob("*") if p.is_file() and p.name != "code.txt")


def written(words: str) -> list[bytes]:
    """The ways in which words may stand in a file."""
    plain = words.encode()
    turns = [base64.b64encode(b"\\0" * n + plain)[4 if n else 0 : -4] for n in range(3)]
    return [plain, words.encode("utf-16-le"), plain.hex().encode(), *turns]


def test_only_the_book_and_its_copies_hold_what_is_of_the_shop(home: Path) -> None:
    secrets = [words for words in CANARIES.values() if words] + [(home / "code.txt").read_text()]
    kept = {".salesdesk", ".sdbk"}
    told = [
        (path.relative_to(home).as_posix(), words)
        for path in _files(home)
        if not kept & set(path.suffixes) and not path.name.startswith("shop.salesdesk")
        for words in secrets
        if any(form in path.read_bytes() for form in written(words))
    ]
    assert told == []
    assert any(b"Canary" in p.read_bytes() for p in _files(home) if p.suffix == ".salesdesk"), "no teeth"
    # A PIN and a recovery code are nowhere as they are, not even in the book.
    for path in _files(home):
        for words in (CANARIES["pin"], (home / "code.txt").read_text()):
            assert words.encode() not in path.read_bytes(), path


def test_the_log_says_kind_and_place_of_what_went_wrong(home: Path) -> None:
    log = (home / "shop" / "logs" / "salesdesk.log").read_text("utf-8")
    assert "KeyError" in log
    assert "ValueError" in log, "what it came from is said too"
    assert "<string>" in log
    assert "A job failed: …" in log
    assert "Could not do it: …" in log
    assert "SQLite 3." in log
    assert str(ROOT) not in log, "where the program lies may hold a person's name"


@pytest.mark.skipif(os.name != "posix", reason="rights are lists of users elsewhere")
def test_every_file_and_folder_is_its_owners_only(home: Path) -> None:
    made = [p for p in home.rglob("*") if p.name not in {"code.txt", "tmp", "shop"}]
    names = {p.suffix or p.name for p in made}
    assert {".salesdesk", ".sdbk", ".json", ".log"} <= names, names
    open_ones = [
        f"{p.relative_to(home)} {p.stat().st_mode & 0o777:o}" for p in made if p.stat().st_mode & 0o077
    ]
    assert open_ones == []


@pytest.mark.skipif(os.name != "posix", reason="rights are lists of users elsewhere")
def test_the_program_starts_with_the_door_shut(tmp_path: Path) -> None:
    program = (
        "import os, sys\nfrom salesdesk.app import command_line\nfrom salesdesk import __main__\n"
        "command_line.run = lambda _a: os.umask(0)\nsys.exit(__main__.main())"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, cwd=ROOT, timeout=60)
    assert done.returncode == 0o077


def test_a_log_line_keeps_numbers_and_our_own_words() -> None:
    line = crash.RedactingFormatter()
    record = logging.LogRecord(
        "salesdesk.x", logging.ERROR, "x.py", 1, "%s took %d of %s", (crash.OwnWords("It"), 3, "Lan"), None
    )
    assert line.format(record).endswith("It took 3 of …")
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "%(who)s", ({"who": "Lan"},), None)
    assert line.format(record).endswith("…")
