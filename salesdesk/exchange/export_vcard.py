"""vCard 4.0, which every phone and mail program reads."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from salesdesk.base.atomic import replacing
from salesdesk.base.task import Task
from salesdesk.exchange.export_csv import BATCH

_KINDS = {"organisation": "org", "household": "group"}
_WIDTH = 75  # bytes a line


class Contact(NamedTuple):
    """What goes into a card; only the name is needed. The first phone and e-mail are the preferred ones."""

    name: str
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    address: str = ""
    organisation: str = ""
    title: str = ""
    birthday: date | None = None
    note: str = ""
    url: str = ""
    tags: Sequence[str] = ()
    uid: str = ""
    kind: str = "person"


def write_vcards(path: Path, contacts: Iterable[Contact], task: Task | None = None, total: int = 0) -> int:
    """Write one card a contact; returns how many.

    Raises `UserError` when the file cannot be written and `Cancelled` when stopped; the old file is then
    still there.
    """
    count = 0
    with replacing(path) as aside, aside.open("w", encoding="utf-8", newline="") as f:
        for contact in contacts:
            f.writelines(card_lines(contact))
            count += 1
            if task is not None and count % BATCH == 0:
                task.advance(count, max(total, count))
    return count


def card_lines(contact: Contact) -> Iterator[str]:
    """The folded lines of one card, each with its line end."""
    yield from map(_folded, _lines(contact))


def _lines(c: Contact) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    if c.uid:
        yield f"UID:{_escaped(c.uid)}"
    yield f"KIND:{_KINDS.get(c.kind, 'individual')}"
    yield f"FN:{_escaped(c.name)}"
    for i, phone in enumerate(c.phones):
        yield f"TEL;VALUE=text{';PREF=1' if i == 0 else ''}:{_escaped(phone)}"
    for i, email in enumerate(c.emails):
        yield f"EMAIL{';PREF=1' if i == 0 else ''}:{_escaped(email)}"
    if c.address:
        yield f"ADR:;;{_escaped(c.address)};;;;"
    for name, text in (("ORG", c.organisation), ("TITLE", c.title), ("NOTE", c.note), ("URL", c.url)):
        if text:
            yield f"{name}:{_escaped(text)}"
    if c.birthday:
        yield f"BDAY:{c.birthday:%Y%m%d}"
    if c.tags:
        yield "CATEGORIES:" + ",".join(_escaped(tag) for tag in c.tags)
    yield "END:VCARD"


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line cut into pieces of at most 75 bytes, never inside a letter."""
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _WIDTH:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += width
    return "\r\n".join([*pieces, piece]) + "\r\n"
