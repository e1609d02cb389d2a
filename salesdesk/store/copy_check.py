"""Is a copy still what it was when it was proven? Its bytes, its layout, its pages and links, its counts."""

from pathlib import Path
from typing import Any

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task, silent_task
from salesdesk.store import books, check, copies, revisions
from salesdesk.store.check import Finding
from salesdesk.store.engine import raw_connect
from salesdesk.store.engine_words import plain_words
from salesdesk.store.layouts import StrangeLayoutError, refuse_strange
from salesdesk.store.proof import facts_of


def check_copy(path: Path, task: Task | None = None) -> list[Finding]:
    """Look at a copy thoroughly without changing it, and compare it with the note beside it.

    Nothing in it is run before its layout is known. Raises `StoreError` when it is no book at all.
    """
    task = task or silent_task()
    books.inspect(path)
    task.advance(0, 3)
    note = _note(path)
    out = [_bytes(path, note)]
    task.advance(1, 3)
    try:
        with plain_words(path):
            out += _inside(path, note)
    except StrangeLayoutError:
        return [*out, _strange()]
    except StoreError as error:
        if error.kind != "damaged":
            raise
        return [*out, Finding("file", False, _("The copy is damaged. Choose another one."))]
    task.advance(2, 3)
    if revisions.is_current(path):
        out += [f for f in check.check_book(path) if f.name not in ("file", "links")]
    else:
        out.append(Finding("schema", True, _("The copy is laid out as the older Salesdesk made it.")))
    return out


def _inside(path: Path, note: dict[str, Any] | None) -> list[Finding]:
    connection = raw_connect(path, read_only=True)
    try:
        refuse_strange(connection)
        return [check.integrity(connection), check.links(connection), _counts(connection, note)]
    finally:
        connection.close()


def _note(path: Path) -> dict[str, Any] | None:
    try:
        return copies.note_of(path)
    except (OSError, ValueError):
        return None


def _bytes(path: Path, note: dict[str, Any] | None) -> Finding:
    if note is None:
        return Finding("note", True, _("There is no note beside this copy to compare it with."))
    same = note.get("sha256") == copies.sum_of(path)
    return Finding(
        "note", same, _("To the last byte it is what was proven when it was made.") if same
        else _("It is not what was proven when it was made: something has changed it since."),
    )  # fmt: skip


def _counts(connection: Any, note: dict[str, Any] | None) -> Finding:
    facts = facts_of(connection)
    noted = (note or {}).get("counts")
    records = _("{n} records are in it.").format(n=sum(facts.counts.values()))
    if noted is None:
        return Finding("counts", True, records)
    same = noted == facts.counts and note is not None and note.get("head") == facts.head
    return Finding(
        "counts", same, _("{n} records are in it, as were in the book.").format(n=sum(facts.counts.values()))
        if same else _("It does not hold the records that were in the book."),
    )  # fmt: skip


def _strange() -> Finding:
    words = _("Its layout was changed by another program, so nothing more in it was looked at.")
    return Finding("schema", False, words)
