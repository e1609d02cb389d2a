"""The outside of old Office files (.xls): what they hold, and how far their sheets reach.

Such a file is a small file system: sectors chained by a table. Only the names and the positions of cells
are read here; the cells themselves are read by `spreadsheets`.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_BYTES = 100_000_000
_END = 0xFFFFFFFA  # this and above: no sector
_ENTRY = 128
_SMALL = 4096  # shorter streams lie elsewhere; no sheet that matters is so short
# Records that place a value: number, text, formula, true or false, and runs of numbers.
_CELL_RECORDS = frozenset(
    {0x0203, 0x00FD, 0x027E, 0x00BD, 0x0204, 0x0006, 0x0205, 0x00D6, 0x0002, 0x0003, 0x0004, 0x0406}
)
_RUN_OF_NUMBERS = 0x00BD
_NEW_SHEET = frozenset({0x0809, 0x0409, 0x0209, 0x0009})


class OleFile:
    """An old Office file, opened for a look at its contents.

    Raises `ValueError` when it is cut off or damaged.
    """

    def __init__(self, path: Path) -> None:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError("too large")
        self._raw = path.read_bytes()
        if len(self._raw) < 512 or not self._raw.startswith(MAGIC):
            raise ValueError("no header")
        self._size = 1 << struct.unpack_from("<H", self._raw, 30)[0]
        if self._size not in (512, 4096):
            raise ValueError("sector size")
        self._chain = self._read_chain_table()
        self._entries = self._read_entries()

    @property
    def names(self) -> set[str]:
        """The names of the streams inside."""
        return set(self._entries)

    def extents(self) -> Iterator[tuple[int, int]]:
        """The rows and columns that each sheet of a workbook reaches over."""
        rows = columns = 0
        for kind, row, column in self._cells():
            if kind in _NEW_SHEET:
                yield rows, columns
                rows = columns = 0
            else:
                rows, columns = max(rows, row + 1), max(columns, column + 1)
        yield rows, columns

    def _cells(self) -> Iterator[tuple[int, int, int]]:
        start, size = self._entries.get("Workbook") or self._entries.get("Book") or (0, 0)
        if size < _SMALL:
            return
        stream = b"".join(self._sectors(start))[:size]
        at = 0
        while at + 4 <= len(stream):
            kind, length = struct.unpack_from("<HH", stream, at)
            if kind in _NEW_SHEET:
                yield kind, 0, 0
            elif kind in _CELL_RECORDS and length >= 4:
                row, column = struct.unpack_from("<HH", stream, at + 4)
                if kind == _RUN_OF_NUMBERS and at + 4 + length <= len(stream):
                    column = struct.unpack_from("<H", stream, at + 2 + length)[0]
                yield kind, row, column
            at += 4 + length

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._raw[at : at + self._size]

    def _sectors(self, start: int) -> Iterator[bytes]:
        seen = 0
        while start < _END:
            seen += 1
            # A chain that runs in a circle would never end.
            if start >= len(self._chain) or seen > len(self._chain):
                raise ValueError("chain")
            yield self._sector(start)
            start = self._chain[start]

    def _read_chain_table(self) -> list[int]:
        listed = list(struct.unpack_from("<109I", self._raw, 76))
        more, count = struct.unpack_from("<II", self._raw, 68)
        sectors = len(self._raw) // self._size
        for _turn in range(min(count, sectors)):
            sector = self._sector(more)
            if more >= _END or len(sector) < self._size:
                break
            numbers = struct.unpack(f"<{self._size // 4}I", sector)
            listed += numbers[:-1]
            more = numbers[-1]
        chain: list[int] = []
        # No more of the table is read than the file can need, however often it names a piece.
        for number in listed[: sectors * 4 // self._size + 1 + 109]:
            sector = self._sector(number) if number < _END else b""
            if len(sector) == self._size:
                chain += struct.unpack(f"<{self._size // 4}I", sector)
        return chain

    def _read_entries(self) -> dict[str, tuple[int, int]]:
        start = struct.unpack_from("<I", self._raw, 48)[0]
        directory = b"".join(self._sectors(start))
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            if kind == 2 and 2 <= length <= 64:
                name = directory[at : at + length - 2].decode("utf-16-le", "replace")
                found[name] = struct.unpack_from("<II", directory, at + 116)
        return found
