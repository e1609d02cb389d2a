"""Programs started and watched from outside: ours, the floors, and another program on the same file."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.goal import SkippedError

if TYPE_CHECKING:
    from tests.bench.ground import Ground

ROOT = Path(__file__).parent.parent.parent
FLOOR = Path(__file__).parent / "floor_window.py"
PACKAGES = (
    "PySide6", "shiboken6", "sqlcipher3", "sqlalchemy", "sqlmodel", "pydantic", "pydantic_core", "matplotlib",
    "numpy", "salesdesk",
)  # fmt: skip
LOOK_S, GIVE_UP_S = 0.004, 90.0


def environment(ground: Ground, display: str = "") -> dict[str, str]:
    """What a program is started with: a home of its own, no screen unless ``display``."""
    home = ground.folder / "start-home"
    home.mkdir(exist_ok=True)
    out = dict(os.environ, SALESDESK_HOME=str(home), HOME=str(home), PYTHONPATH=str(ROOT))
    out.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        out[f"XDG_{name}_HOME"] = str(home / name.lower())
    out |= {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}
    return out


def own_command(book: Path) -> list[str]:
    """Ours, on a book."""
    return [sys.executable, "-m", "salesdesk", "open", "--book", str(book)]


def prefer(ground: Ground, **chosen: str) -> None:
    """Preferences of the computer that the started program finds."""
    program = (
        "import sys, json; from salesdesk.app.preferences import Preferences\n"
        "p = Preferences()\n"
        "for key, value in json.loads(sys.argv[1]).items(): p._settings.setValue(key, value)\n"
        "p._settings.sync()"
    )
    command = [sys.executable, "-c", program, json.dumps(chosen)]
    subprocess.run(command, check=True, env=environment(ground), cwd=ROOT)


def memory(number: int) -> dict[str, float]:
    """Resident MiB of a process: all of it, and what is its own."""
    text = Path(f"/proc/{number}/status").read_text("ascii", "replace")
    found = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
    return {"rss": int(found["VmRSS"].split()[0]) / 1024, "anon": int(found["RssAnon"].split()[0]) / 1024}


def run_floor(ground: Ground, stage: str, book: Path, display: str = "") -> dict[str, list[float]]:
    """A stage of `floor_window`: milliseconds from its start until it is painted, and its memory."""
    return ground.once((stage, book, display), lambda: _run_floor(ground, stage, book, display))


def _run_floor(ground: Ground, stage: str, book: Path, display: str) -> dict[str, list[float]]:
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(FLOOR), stage, str(book)], env=environment(ground, display), cwd=ROOT,
        capture_output=True, text=True, timeout=GIVE_UP_S, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-400:])
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return {"ms": [(told["ready"] - begin) * 1e3], "rss": [told["rss"]], "anon": [told["anon"]]}


def run_own(ground: Ground, book: Path, display: str = "", page: str = "") -> dict[str, list[float]]:
    """Ours until it is usable: milliseconds from its start, and its memory then; it is then ended.

    ``page`` only tells starts with different preferences apart.
    """
    return ground.once((book, display, page), lambda: _run_own(ground, book, display))


def _run_own(ground: Ground, book: Path, display: str) -> dict[str, list[float]]:
    stamps = ground.folder / "stamps.txt"
    stamps.unlink(missing_ok=True)
    surroundings = environment(ground, display) | {"SALESDESK_STAMPS": str(stamps)}
    begin = time.monotonic_ns()
    with started(own_command(book), surroundings) as program:
        while (at := _stamp(stamps, "usable")) is None:
            if program.poll() is not None:
                raise RuntimeError(f"it ended by itself with {program.returncode}")
            if time.monotonic_ns() - begin > GIVE_UP_S * 1e9:
                raise RuntimeError("it was never usable")
            time.sleep(LOOK_S)
        held = memory(program.pid)
    forget_marks(book)
    return {"ms": [(at - begin) / 1e6], "rss": [held["rss"]], "anon": [held["anon"]]}


def forget_marks(book: Path) -> None:
    """What a program that was ended leaves beside its book, so that the next one starts as usual."""
    from salesdesk.store.engine import raw_connect

    for mark in book.parent.glob(f".{book.name}.open-*"):
        mark.unlink(missing_ok=True)
    shutil.rmtree(book.parent / "backups", ignore_errors=True)
    connection = raw_connect(book)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()  # the last one takes the log away: with one, the book would be looked through first


def _stamp(path: Path, name: str) -> int | None:
    if not path.exists():
        return None
    lines = (line.split() for line in path.read_text("ascii").splitlines())
    return next((int(found[1]) for found in lines if len(found) > 2 and found[0] == name), None)


@contextmanager
def started(command: Sequence[str], surroundings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A program with its children, ended at the end whatever it does."""
    program = subprocess.Popen(
        list(command), env=dict(surroundings), cwd=ROOT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield program
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def forget_files(*books: Path) -> None:
    """Ask the system to drop the program's files from its memory, as after the computer was turned on."""
    if not hasattr(os, "posix_fadvise"):
        raise SkippedError("this system cannot drop files from its memory")
    folders = [Path(spec.origin).parent for name in PACKAGES if (spec := find_spec(name)) and spec.origin]
    folders += [Path(os.__file__).parent, ROOT / "resources"]
    files = {path for folder in folders for path in folder.rglob("*")}
    for path in (*files, *books):
        if path.is_file() and not path.is_symlink():
            file = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(file)


def other_program() -> str:
    """DB Browser for SQLite. Raises `SkippedError` when it is not installed."""
    found = shutil.which("sqlitebrowser")
    if found is None:
        raise SkippedError("DB Browser for SQLite is not installed (sqlitebrowser)")
    return found
