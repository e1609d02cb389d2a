"""A server that has everything loaded and gives each job a process of its own in no time.

Run by itself it is that server: it reads a line of JSON for each job, forks, and answers with the child's
number; a further line asks how the child ended. The child is a group of its own, so that all of it is killed.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.jobs import acknowledged, every_job, facts_of

ROOT = Path(__file__).parent.parent.parent
DONE, REFUSED, CRASHED = 0, 1, 2
"""How a job ends by itself: as asked; with a sentence for the person; with a fault of the program's own."""


def needs_fork() -> str:
    """What is missing on a computer whose system cannot copy a running program."""
    return "" if hasattr(os, "fork") else "this system has no fork"


def do_job(name: str, place: Path, seed: int, acks: Path, said: Path) -> int:
    """Do a job in this process: acknowledgements are lines of ``acks``, trouble is written to ``said``."""
    from salesdesk.base.errors import StoreError, UserError

    try:
        every_job()[name].work(
            place, facts_of(place), Random(seed), lambda what: _write(acks, json.dumps(what) + "\n")
        )
    except (StoreError, UserError) as error:
        _write(said, error.message)
        return REFUSED
    except Exception:  # noqa: BLE001 - it is told
        _write(said, traceback.format_exc())
        return CRASHED
    return DONE


def _write(where: Path, words: str) -> None:
    """Add words to a file by a call of its own kind, so that no fault meant for the book strikes it."""
    file = os.open(where, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        os.writev(file, [words.encode()])
    finally:
        os.close(file)


class Forks:
    """The server, as seen by a campaign. To be closed."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.forks"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._read()  # everything is loaded

    def close(self) -> None:
        """End the server."""
        if self._server.stdin:
            self._server.stdin.close()
        self._server.wait()
        if self._server.stdout:
            self._server.stdout.close()

    def start(self, job: str, place: Path, seed: int, who: str = "") -> Running:
        """Begin a job in a process of its own; ``who`` tells apart those at work in one place."""
        acks, said = (place.with_name(f"{place.name}{who}.{kind}") for kind in ("acks", "said"))
        for path in (acks, said):
            path.unlink(missing_ok=True)
        return Running(self, self._ask(job, str(place), seed, str(acks), str(said)), acks, said)

    def _ask(self, *what: Any) -> Any:
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(what) + "\n")
        self._server.stdin.flush()
        return self._read()

    def _read(self) -> Any:
        assert self._server.stdout is not None
        return json.loads(self._server.stdout.readline())

    def ended(self, child: int) -> int:
        """Wait for a child; its code, or below zero the signal that ended it."""
        return int(self._ask(child))


class Running:
    """A job that is being done."""

    def __init__(self, forks: Forks, child: int, acks: Path, said: Path) -> None:
        self._forks, self._child, self._acks, self._said = forks, child, acks, said

    def kill(self) -> None:
        """End it and all that it started, without a chance to tidy up."""
        # Not waited for yet, so its number is still its own.
        os.killpg(self._child, signal.SIGKILL)

    def code(self) -> int:
        """Wait for its end: `DONE`, `REFUSED`, `CRASHED`, or below zero the signal that ended it."""
        return self._forks.ended(self._child)

    def acknowledged(self) -> list[Any]:
        """What it acknowledged."""
        return acknowledged(self._acks)

    def said(self) -> str:
        """The sentence it ended with, or the fault of the program."""
        return self._said.read_text("utf-8") if self._said.exists() else ""


def _serve() -> None:
    every_job()
    _warm_up()
    gc.freeze()
    _answer("ready")
    for line in sys.stdin:
        asked = json.loads(line)
        if len(asked) == 1:
            _answer(os.waitstatus_to_exitcode(os.waitpid(asked[0], 0)[1]))
            continue
        child = os.fork()
        if child == 0:
            _be_the_child(*asked)
        _in_a_group(child)
        _answer(child)


def _be_the_child(name: str, place: str, seed: int, acks: str, said: str) -> None:
    _in_a_group(0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os._exit(do_job(name, Path(place), seed, Path(acks), Path(said)))


def _in_a_group(child: int) -> None:
    # Parent and child both do it, so that it is done whoever runs first.
    try:
        os.setpgid(child, child)
    except (PermissionError, ProcessLookupError):
        return


def _warm_up() -> None:
    """Load what commands load only when they are called, so that no child has to."""
    import salesdesk.app.bring_in
    import salesdesk.store.migrate  # noqa: F401


def _answer(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _serve()
