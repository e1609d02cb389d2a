"""``salesdesk backup``, ``restore`` and ``check``: each says what was proven, line by line."""

from pathlib import Path

from salesdesk.app.copy_words import counted_kinds, difference, lost_words
from salesdesk.app.terminal import DONE, FAILED, say
from salesdesk.base import i18n
from salesdesk.base.i18n import _
from salesdesk.store import books, copies, copy_check, damage
from salesdesk.store import check as book_check
from salesdesk.store import restore as restoring
from salesdesk.store.backup import KEEP, make_backup
from salesdesk.store.check import Finding
from salesdesk.store.copies import Backup


def back_up(book: Path, folder: Path | None) -> int:
    """Make a proven copy and say what was proven of it."""
    books.inspect(book)  # a file of another program is not even opened for writing
    made = make_backup(book, "manual", folder, KEEP)
    say(_("Copied and checked: {path} ({n} people).").format(path=made.path, n=made.parties))
    for words in proven_of(made):
        say("✓ " + words)
    if made.restored_at is None:
        say(_("Not put back in trial this time: of a book this large that is done once a day."))
    if made.short_of_room:
        say(_("Fewer copies stay than you wish, because the disk has little room. The newest ones are safe."))
    return DONE


def proven_of(made: Backup) -> list[str]:
    """What was proven of a copy before it counted, in sentences."""
    note = copies.note_of(made.path)
    counts = note["counts"]
    out = [
        _("Read anew from the disk: every page is whole and every record finds those it belongs to."),
        _("It is laid out as Salesdesk made it."),
        _("{n} records in {tables} tables, as many as were in the book at that moment.").format(
            n=sum(counts.values()), tables=len(counts)
        ),
        _("Its sum is noted beside it: {sum}").format(sum=note["sha256"]),
    ]
    if made.restored_at is not None:
        out.append(_("Put back in trial in a place of its own: it came out as it was."))
    return out


def check(book: Path, copy: Path | None) -> int:
    """Look at the book, or at a copy; 1 when something is wrong."""
    if copy is None:
        findings = book_check.check_book(book)
        if all(finding.ok for finding in findings):
            damage.clear(book)
    else:
        findings = copy_check.check_copy(copy)
    return _tell(findings)


def _tell(findings: list[Finding]) -> int:
    for finding in findings:
        say(("✓ " if finding.ok else "✗ ") + finding.words)
    return DONE if all(f.ok for f in findings) else FAILED


def restore(book: Path, copy: Path, *, preview: bool, only_records: bool) -> int:
    """Put a copy in the place of the book, or only show what is in it."""
    if preview:
        return _preview(book, copy)
    if not restoring.opens(book):
        aside = restoring.recover(book, copy, only_records=only_records)
        _say_restored(copy, only_records)
        if aside is not None:
            say(_("The book that could not be opened is kept as {path}.").format(path=aside))
        return DONE
    before = restoring.restore(book, copy, only_records=only_records)
    _say_restored(copy, only_records)
    say(_("The book as it was before is kept: salesdesk restore {path}").format(path=before.path))
    return DONE


def _say_restored(copy: Path, only_records: bool) -> None:
    say(_("Restored {file}.").format(file=copy.name))
    if only_records:
        say(_("Only its records were taken, into a new book; its history was left behind."))
        return
    say("✓ " + _("It is laid out as Salesdesk made it."))
    say("✓ " + _("Every page is whole and every record finds those it belongs to."))


def _preview(book: Path, copy: Path) -> int:
    inside = restoring.look_into(copy)
    today = restoring.look_into(book) if restoring.opens(book) else None
    language = i18n.language()
    for key, words in counted_kinds():
        then = getattr(inside, key)
        line = f"{words:<34}{then:>9}"
        if today is not None:
            now = getattr(today, key)
            line += f"{now:>9}  {difference(then, now, language)}"
        say(line)
    if today is not None:
        say(lost_words(inside, today, language))
    say(_("Nothing was changed."))
    return DONE
