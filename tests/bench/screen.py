"""A screen in memory (Xvfb), and when what stands on it has come to rest."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.goal import SkippedError
from tests.bench.programs import memory, started

SIZE = "1600x1000x24"
QUIET_S, LOOK_S, LIMIT_S = 1.2, 0.02, 60.0
CHANGED = 400
"""So many pixels are a change; a blinking caret is none."""


class Screen:
    """An X server of our own; ``name`` is what DISPLAY is set to."""

    def __init__(self) -> None:
        server = shutil.which("Xvfb")
        if server is None:
            raise SkippedError("Xvfb is not installed")
        self._folder = tempfile.mkdtemp(prefix="salesdesk-screen-")
        read, write = os.pipe()
        self._server = subprocess.Popen(
            [server, "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp",
             "-fbdir", self._folder],
            pass_fds=(write,), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as pipe:
            self.name = f":{pipe.readline().strip()}"

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def picture(self) -> Any:
        """All pixels, as they are written by the server."""
        import numpy

        return numpy.memmap(Path(self._folder) / "Xvfb_screen0", dtype="uint32", mode="r")

    def settled(self, command: Sequence[str], surroundings: Mapping[str, str]) -> dict[str, list[float]]:
        """A program from its start until the screen changes no more, and its memory then."""
        import numpy

        pixels = self.picture()
        last = numpy.array(pixels)
        begin = time.monotonic()
        changed = 0.0
        with started(command, surroundings) as program:
            while time.monotonic() - begin < LIMIT_S:
                time.sleep(LOOK_S)
                at = time.monotonic() - begin
                if int(numpy.count_nonzero(pixels != last)) > CHANGED:
                    changed, last = at, numpy.array(pixels)
                if program.poll() is not None:
                    raise RuntimeError("it ended by itself")
                if changed and at - changed > QUIET_S:
                    break
            if not changed:
                raise RuntimeError("nothing appeared on the screen")
            held = memory(program.pid)
        self._clear(last)
        return {"ms": [changed * 1e3], "rss": [held["rss"]], "anon": [held["anon"]]}

    def _clear(self, before: Any) -> None:
        """Wait until the window has gone from the screen."""
        until = time.monotonic() + 3
        while time.monotonic() < until and bool((self.picture() == before).all()):
            time.sleep(LOOK_S)
