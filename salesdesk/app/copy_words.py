"""How copies of the book are spoken of: when, why, how large, how old."""

from datetime import datetime, timedelta, tzinfo

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import format_when
from salesdesk.store.backup import Backup


def long_when(at: datetime, zone: tzinfo, language: str, now: datetime) -> str:
    """An instant as the head of a line: "Today 08:02", "Wed 13 May 18:31"."""
    words = format_when(at, zone, language, now)
    return words[:1].upper() + words[1:]


def reason_words(reason: str) -> tuple[str, str]:
    """Why a copy was made, in words, and the tone of its badge."""
    return {
        "start": (_("daily"), "neutral"),
        "exit": (_("on closing"), "neutral"),
        "import": (_("before import"), "sales"),
        "migration": (_("before update"), "sales"),
        "restore": (_("before restoring"), "warn"),
        "manual": (_("by hand"), "accent"),
    }.get(reason, (reason, "neutral"))


def number(value: int, language: str) -> str:
    """A count with its thousands set apart."""
    return f"{value:,}".replace(",", "." if language == "vi" else ",")


def people_words(copy: Backup, language: str) -> str:
    """What a copy holds, in short."""
    people = ngettext("{n} person", "{n} people", copy.parties).format(n=number(copy.parties, language))
    if copy.open_work < 0:
        return people
    work = ngettext("{n} open deal or case", "{n} open deals and cases", copy.open_work)
    return f"{people} · {work.format(n=number(copy.open_work, language))}"


def size_words(size: int, language: str) -> str:
    """A file's size."""
    text = f"{size / 1_000_000:.1f}"
    return _("{n} MB").format(n=text.replace(".", ",") if language == "vi" else text)


def age_words(age: timedelta) -> str:
    """How old something is: under a day in hours."""
    if age < timedelta(hours=1):
        return _("less than an hour old")
    if age < timedelta(days=1):
        hours = age.seconds // 3600
        return ngettext("{n} hour old", "{n} hours old", hours).format(n=hours)
    return ngettext("{n} day old", "{n} days old", age.days).format(n=age.days)
