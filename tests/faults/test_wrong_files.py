"""G13: some forty things that are no book: one plain sentence each, nothing touched, nothing waited for."""

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.app import command_line
from salesdesk.base.errors import StoreError
from salesdesk.store import books
from salesdesk.store.engine import raw_connect, sqlite
from salesdesk.store.opening import open_book

pytestmark = pytest.mark.faults

HEADS = {
    "pdf": b"%PDF-1.7\n\x00\x01", "png": b"\x89PNG\r\n\x1a\n\0\0", "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "gif": b"GIF89a\0\1", "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "gz": b"\x1f\x8b\x08\0",
    "rar": b"Rar!\x1a\7\0", "7z": b"7z\xbc\xaf\x27\x1c\0\0", "wav": b"RIFF\0\0\0\0WAVE",
    "mp3": b"ID3\x03\0\0", "exe": b"MZ\x90\0",
    "elf": b"\x7fELF\2\1", "bmp": b"BM\0\0\0\0", "ogg": b"OggS\0\2", "utf16": "Tên".encode("utf-16"),
}  # fmt: skip
TEXTS = {
    "txt": "Ghi chú của tiệm\n", "csv": "Tên;Điện thoại\nLan;0912", "json": '{"a": 1}',
    "html": "<!doctype html>",
    "vcf": "BEGIN:VCARD\r\n", "xml": "<?xml version='1.0'?>", "bom": "\ufeffTên",
    "sql": "CREATE TABLE x(a);",
    "log-text": "SQLite format 3 is what this is about", "blank": "   \n\n",
}  # fmt: skip
FOREIGN, DAMAGED, MISSING = "foreign", "damaged", "missing"
Made = tuple[Path, str]


def _bytes(content: bytes, kind: str) -> Callable[[Path, Path], str]:
    def make(path: Path, _book: Path) -> str:
        path.write_bytes(content)
        return kind

    return make


def _folder(path: Path, _book: Path) -> str:
    path.mkdir()
    return FOREIGN


def _zip(path: Path, _book: Path) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "x" * 3000)
    return FOREIGN


def _others(path: Path, _book: Path) -> str:
    connection = raw_connect(path, create=True)
    connection.execute("CREATE TABLE bookmark(id INTEGER PRIMARY KEY, url TEXT)")
    connection.close()
    return FOREIGN


def _others_with_an_id(path: Path, book: Path) -> str:
    _others(path, book)
    connection = raw_connect(path)
    connection.execute("PRAGMA application_id = 252006673")
    connection.close()
    return FOREIGN


def _others_with_meta(path: Path, _book: Path) -> str:
    connection = raw_connect(path, create=True)
    connection.execute("CREATE TABLE meta(key TEXT, value TEXT)")
    connection.execute("INSERT INTO meta VALUES ('version', '7')")
    connection.close()
    return FOREIGN


def _only_a_log(path: Path, _book: Path) -> str:
    Path(f"{path}-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(5_000))
    return MISSING


def _pipe(path: Path, _book: Path) -> str:
    os.mkfifo(path)
    return FOREIGN


def _loop(path: Path, _book: Path) -> str:
    path.symlink_to(path.with_name("other"))
    path.with_name("other").symlink_to(path)
    return FOREIGN


def _link_to_nothing(path: Path, _book: Path) -> str:
    path.symlink_to(path.with_name("nothing"))
    return MISSING


def _link_to_a_folder(path: Path, _book: Path) -> str:
    path.symlink_to(path.parent)
    return FOREIGN


def _device(path: Path, _book: Path) -> str:
    path.symlink_to("/dev/zero")
    return FOREIGN


def _huge(path: Path, _book: Path) -> str:
    with path.open("wb") as file:
        file.truncate(2 << 30)
    return DAMAGED


def _huge_with_a_head(path: Path, book: Path) -> str:
    shutil.copy(book, path)
    with path.open("rb+") as file:
        file.write(b"SQLite format 3\0" + bytes(4_000))
        file.truncate(2 << 30)
    return DAMAGED


def _encrypted(path: Path, _book: Path) -> str:
    connection = sqlite.connect(str(path))
    connection.execute("PRAGMA key = 'secret'")
    connection.execute("CREATE TABLE t(a)")
    connection.commit()
    connection.close()
    return DAMAGED


def _cut(length: int) -> Callable[[Path, Path], str]:
    def make(path: Path, book: Path) -> str:
        path.write_bytes(book.read_bytes()[:length])
        return DAMAGED

    return make


def _no_head(path: Path, book: Path) -> str:
    path.write_bytes(b"Not a database!!" + book.read_bytes()[16:])
    return DAMAGED


def _nothing(_path: Path, _book: Path) -> str:
    return MISSING


def _socket(path: Path, _book: Path) -> str:
    import socket

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))  # its name may be no longer than 108 letters
    return FOREIGN


KINDS: dict[str, Callable[[Path, Path], str]] = {
    **{f"head {name}": _bytes(head + bytes(500), FOREIGN) for name, head in HEADS.items()},
    **{f"text {name}": _bytes(text.encode(), FOREIGN) for name, text in TEXTS.items()},
    "empty": _bytes(b"", DAMAGED), "zeros": _bytes(bytes(9_000), DAMAGED),
    "noise": _bytes(bytes(range(256)) * 40, DAMAGED), "magic alone": _bytes(b"SQLite format 3\0", DAMAGED),
    "folder": _folder, "zip": _zip, "another program's": _others, "another program's id": _others_with_an_id,
    "another program's meta": _others_with_meta, "only a log": _only_a_log, "pipe": _pipe, "link loop": _loop,
    "link to nothing": _link_to_nothing, "link to a folder": _link_to_a_folder, "device": _device,
    "2 GB of nothing": _huge, "2 GB behind a head": _huge_with_a_head, "encrypted": _encrypted,
    "cut in the head": _cut(90), "cut in a page": _cut(5_000), "head scribbled": _no_head,
    "nothing": _nothing, "socket": _socket,
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book, closed."""
    path = tmp_path_factory.mktemp("whole") / "shop.salesdesk"
    books.create(path)
    return path


def _picture(folder: Path) -> dict[str, tuple[int, int, int]]:
    seen = {p.name: p.lstat() for p in folder.iterdir()}
    return {name: (s.st_mode, s.st_size, s.st_mtime_ns) for name, s in seen.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_book_is_said_in_one_sentence_and_left_alone(
    kind: str, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "shop.salesdesk"
    expected = KINDS[kind](path, whole)
    before = _picture(tmp_path)
    with pytest.raises(StoreError) as refused:
        open_book(path)
    assert refused.value.kind == expected, refused.value.message
    for command in ("check", "backup", "report"):
        assert command_line.run([command, "--book", str(path)]) == 1
        said = capsys.readouterr()
        assert said.err.count("\n") == 1, said.err
        assert said.err.endswith(".\n"), said.err
        assert "Traceback" not in said.err
    assert _picture(tmp_path) == before


def test_there_are_some_forty_kinds() -> None:
    assert len(KINDS) >= 40
