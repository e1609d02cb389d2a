"""Places with trouble for tests: small and read-only drives, files that cannot be changed, another account.

Most of it needs root, as in the continuous run; ``missing()`` says what this computer lacks.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

NOBODY = 65534


@cache
def missing() -> str:
    """Why no drive can be mounted here, "" when it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "needs root on Linux"
    try:
        with drive(1_000_000):
            return ""
    except (OSError, subprocess.CalledProcessError):
        return "needs the right to mount"


@cache
def cannot_freeze() -> str:
    """Why a file cannot be made unchangeable here, "" when it can."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("chattr") is None:
        return "needs root and chattr"
    with tempfile.NamedTemporaryFile() as file:
        if _quiet("chattr", "+i", file.name) != 0:
            return "this file system knows no unchangeable files"
        _quiet("chattr", "-i", file.name)
    return ""


@contextmanager
def drive(size: int) -> Iterator[Path]:
    """A drive of its own with so many bytes, in memory; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="salesdesk-drive-"))
    try:
        mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
        try:
            yield folder
        finally:
            _quiet("umount", "-l", str(folder))
    finally:
        folder.rmdir()


def mount(*words: str) -> None:
    """Call the system's mount. Raises `CalledProcessError`."""
    subprocess.run([shutil.which("mount") or "mount", *words], check=True, capture_output=True)


def make_read_only(folder: Path) -> None:
    """Let a mounted drive be read only from now on."""
    mount("-o", "remount,ro", str(folder))


@contextmanager
def unchangeable(path: Path) -> Iterator[None]:
    """A file that even root may not change."""
    _quiet("chattr", "+i", str(path))
    try:
        yield
    finally:
        _quiet("chattr", "-i", str(path))


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter (that of a test belongs to its own account alone)."""
    folder = Path(tempfile.mkdtemp(prefix="salesdesk-open-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def as_account(uid: int, act: Callable[[], Any], *, gid: int = NOBODY) -> Any:
    """What ``act`` gives (something JSON can say) when another account does it, in a process of its own.

    What it imports must have been imported before: the other account may not be able to read the program.
    """
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)
            os.environ["HOME"] = "/nonexistent"
            os.write(sink, json.dumps(act()).encode())
            code = 0
        except BaseException as error:  # noqa: BLE001 - told to the parent
            os.write(sink, json.dumps({"raised": f"{type(error).__name__}: {error}"}).encode())
        finally:
            os._exit(code)
    os.close(sink)
    with os.fdopen(source, "rb") as file:
        answer = json.loads(file.read() or b"null")
    os.waitpid(child, 0)
    if isinstance(answer, dict) and "raised" in answer:
        raise AssertionError(answer["raised"])
    return answer


def _quiet(*words: str) -> int:
    return subprocess.run(words, check=False, capture_output=True).returncode
