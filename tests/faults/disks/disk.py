"""A disk that may lose power: what was written to it in order, and what is left of it after a cut.

Until a file is synced, each of its writes may have reached the disk, or not, or by part (whole sectors); the
names in a folder change in order, but the last of these changes may be missing until the folder is synced.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any, NamedTuple

SECTOR = 512
DROPPED, TORN = 0.4, 0.15
"""How likely a write that was not synced is missing, or there by part."""


class Op(NamedTuple):
    """One thing done to the disk. ``kind``: make, write, cut, sync, delete, rename, folder, told.

    ``file`` is a file's number (its names may change), ``name`` a path, ``at`` a place in the file or its new
    size, ``what`` the bytes; for "told" what was acknowledged just then; for "rename" the new path.
    """

    kind: str
    file: int = 0
    name: str = ""
    at: int = 0
    what: Any = b""


class Disk:
    """Files as they were at first, all of them safe, and everything done to them since."""

    def __init__(self) -> None:
        self.ops: list[Op] = []
        self._first: dict[int, bytes] = {}
        self._first_names: dict[str, int] = {}
        self.names: dict[str, int] = {}
        self._count = 0

    def begin(self, place: Path) -> None:
        """Take the files of a folder as they are now for safe."""
        for path in sorted(place.rglob("*")):
            if path.is_file() and not path.name.endswith("-shm"):
                number = self._number()
                self._first[number] = path.read_bytes()
                self._first_names[str(path)] = self.names[str(path)] = number

    def _number(self) -> int:
        self._count += 1
        return self._count

    def open(self, name: str) -> int:
        """A file's number; it is made when it is not there."""
        if name not in self.names:
            self.names[name] = self._number()
            self.ops.append(Op("make", self.names[name], name))
        return self.names[name]

    def write(self, file: int, at: int, what: bytes) -> None:
        """Write bytes at a place of a file."""
        self.ops.append(Op("write", file, at=at, what=bytes(what)))

    def cut(self, file: int, size: int) -> None:
        """Give a file a new size."""
        self.ops.append(Op("cut", file, at=size))

    def sync(self, file: int) -> None:
        """Everything written to a file so far is safe."""
        self.ops.append(Op("sync", file))

    def delete(self, name: str) -> None:
        """Take a name out of its folder."""
        if self.names.pop(name, None) is not None:
            self.ops.append(Op("delete", name=name))

    def rename(self, name: str, new: str) -> None:
        """Give a file another name; what had that name before is gone."""
        if name in self.names:
            self.names[new] = self.names.pop(name)
            self.ops.append(Op("rename", name=name, what=new))

    def sync_folder(self) -> None:
        """Every name is safe."""
        self.ops.append(Op("folder"))

    def tell(self, what: Any) -> None:
        """Something was acknowledged just now."""
        self.ops.append(Op("told", what=what))

    def after_a_cut(self, at: int, rng: Random) -> tuple[dict[str, bytes], list[Any]]:
        """What the files hold when the power fails before operation ``at``, and what was told until then."""
        state = _State(dict(self._first_names), {n: bytearray(b) for n, b in self._first.items()})
        for op in self.ops[:at]:
            state.do(op)
        state.lose(rng)
        names, files = state.names, state.files
        return {name: bytes(files.get(number, b"")) for name, number in names.items()}, state.told


class _State:
    """What is safe on the disk, and what is only on its way."""

    def __init__(self, names: dict[str, int], files: dict[int, bytearray]) -> None:
        self.names, self.files = names, files
        self.told: list[Any] = []
        self._folder: list[Op] = []
        self._waiting: list[Op] = []

    def do(self, op: Op) -> None:
        if op.kind == "told":
            self.told.append(op.what)
        elif op.kind == "folder":
            self._settle(len(self._folder))
        elif op.kind == "sync":
            for done in self._waiting:
                if done.file == op.file:
                    _apply(self.files, done)
            self._waiting = [w for w in self._waiting if w.file != op.file]
        else:
            (self._waiting if op.kind in ("write", "cut") else self._folder).append(op)

    def _settle(self, count: int) -> None:
        for change in self._folder[:count]:
            _change(self.names, change)
        self._folder = []

    def lose(self, rng: Random) -> None:
        self._settle(rng.randint(0, len(self._folder)))
        for op in self._waiting:
            luck = rng.random()
            if luck >= DROPPED:
                _apply(self.files, _torn(op, rng) if luck < DROPPED + TORN else op)


def _torn(op: Op, rng: Random) -> Op:
    if op.kind != "write" or len(op.what) <= SECTOR:
        return op
    return op._replace(what=op.what[: SECTOR * rng.randint(1, len(op.what) // SECTOR)])


def _apply(files: dict[int, bytearray], op: Op) -> None:
    held = files.setdefault(op.file, bytearray())
    end = op.at + len(op.what)
    if op.kind == "cut":
        del held[op.at :]
        held.extend(bytes(op.at - len(held)))
        return
    if len(held) < end:
        held.extend(bytes(end - len(held)))
    held[op.at : end] = op.what


def _change(names: dict[str, int], op: Op) -> None:
    if op.kind == "make":
        names[op.name] = op.file
    elif op.kind == "delete":
        names.pop(op.name, None)
    elif op.name in names:
        names[str(op.what)] = names.pop(op.name)


class Watcher:
    """Is told of every operation of an engine before it is done; it may raise instead of letting it pass."""

    def read(self, name: str) -> None:
        """A file is read."""

    def opened(self, name: str) -> None:
        """A file is opened, and made when it is not there."""

    def write(self, name: str, at: int, what: bytes) -> None:
        """Bytes are written."""

    def cut(self, name: str, size: int) -> None:
        """A file gets a new size."""

    def sync(self, name: str) -> None:
        """A file is synced."""

    def delete(self, name: str, sync: bool) -> None:
        """A file is deleted, and perhaps its folder synced."""


class Noting(Watcher):
    """Notes down on a `Disk` what an engine does; names that end with ``main`` are no journals."""

    def __init__(self, disk: Disk, main: str) -> None:
        self._disk, self._main = disk, main
        self._new: set[str] = set()

    def opened(self, name: str) -> None:
        self._disk.open(name)
        self._new.add(name)

    def write(self, name: str, at: int, what: bytes) -> None:
        self._disk.write(self._disk.open(name), at, what)

    def cut(self, name: str, size: int) -> None:
        self._disk.cut(self._disk.open(name), size)

    def sync(self, name: str) -> None:
        self._disk.sync(self._disk.open(name))
        # As the engine does on POSIX: the first sync of a journal makes its name safe too.
        if name in self._new and not name.endswith(self._main):
            self._disk.sync_folder()
        self._new.discard(name)

    def delete(self, name: str, sync: bool) -> None:
        self._disk.delete(name)
        if sync:
            self._disk.sync_folder()
