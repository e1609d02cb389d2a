"""A file is written whole or not at all; on Windows a virus scanner is waited for, and nothing else."""

import errno
import os
import time
from pathlib import Path

import pytest

from salesdesk.base import atomic
from salesdesk.base.errors import UserError


class HeldError(OSError):
    """What Windows says while somebody else looks at the file."""

    def __init__(self, code: int) -> None:
        super().__init__(errno.EACCES, "in use")
        self.winerror = code


@pytest.fixture
def naps(monkeypatch):
    """How long was waited, without waiting."""
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    return slept


def _refuse(monkeypatch, times, code):
    """Let the next ``times`` replacements fail with a Windows code."""
    left = [times]
    real = Path.replace

    def replace(self, target):
        if left[0] > 0:
            left[0] -= 1
            raise HeldError(code)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("times", range(21))
def test_a_file_that_is_let_go_within_2_5_seconds_is_saved(tmp_path, monkeypatch, naps, code, times):
    target = tmp_path / "list.csv"
    target.write_text("old")
    _refuse(monkeypatch, times, code)
    if times <= 6:
        with atomic.replacing(target) as aside:
            aside.write_text("new")
        assert target.read_text() == "new"
    else:
        with pytest.raises(UserError, match="could not be written"), atomic.replacing(target) as aside:
            aside.write_text("new")
        assert target.read_text() == "old"
        assert sum(naps) == pytest.approx(2.55)
    assert [p.name for p in tmp_path.iterdir()] == ["list.csv"]


OTHER = (OSError(errno.ENOSPC, "full"), PermissionError(errno.EACCES, "no"), HeldError(1))


@pytest.mark.parametrize("error", OTHER)
def test_other_trouble_is_said_at_once_and_the_old_file_stays(tmp_path, monkeypatch, naps, error):
    target = tmp_path / "list.csv"
    target.write_text("old")

    def replace(*_):
        raise error

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match=error.strerror):
        atomic.write_text(target, "new")
    assert target.read_text() == "old"
    assert naps == []
    assert [p.name for p in tmp_path.iterdir()] == ["list.csv"]


def test_the_words_reach_the_disk_before_the_name_and_the_name_before_it_counts(tmp_path, monkeypatch):
    acts = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda h: (acts.append("sync"), fsync(h))[1])
    monkeypatch.setattr(Path, "replace", lambda s, t: (acts.append("name"), replace(s, t))[1])
    atomic.write_text(tmp_path / "note.json", "{}")
    assert acts == (["sync", "name", "sync"] if os.name == "posix" else ["sync", "name"])


def test_a_sync_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "note.json"
    target.write_text("old")

    def broken(_handle):
        raise OSError(errno.EIO, "the drive")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="drive"):
        atomic.write_text(target, "new")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["note.json"]


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_only_the_owner_may_read_it(tmp_path):
    before = os.umask(0)
    try:
        atomic.write_text(tmp_path / "note.json", "{}")
    finally:
        os.umask(before)
    assert (tmp_path / "note.json").stat().st_mode & 0o777 == 0o600
