"""The command line's one voice, and its exit codes."""

import sys
from typing import TextIO

DONE, FAILED, WRONG_CALL = 0, 1, 2


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a line, whatever letters the terminal knows."""
    out = sys.stdout if stream is None else stream
    if out is None:  # a windowed program on Windows has no standard output
        return
    try:
        out.write(text + "\n")
    except UnicodeEncodeError:
        out.write(text.encode("ascii", "replace").decode() + "\n")
