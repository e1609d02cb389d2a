"""How copies of the book are spoken of: when, why, how large, how old."""

from datetime import datetime, timedelta, tzinfo

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import format_when
from salesdesk.store.backup import Backup
from salesdesk.store.restore import Contents


def long_when(at: datetime, zone: tzinfo, language: str, now: datetime) -> str:
    """An instant as the head of a line: "Today 08:02", "Wed 13 May 18:31"."""
    words = format_when(at, zone, language, now)
    return words[:1].upper() + words[1:]


def reason_words(reason: str) -> tuple[str, str]:
    """Why a copy was made, in words, and the tone of its badge."""
    return {
        "start": (_("daily"), "neutral"),
        "change": (_("while working"), "neutral"),
        "exit": (_("on closing"), "neutral"),
        "import": (_("before import"), "sales"),
        "bulk": (_("before many changes"), "sales"),
        "migration": (_("before update"), "sales"),
        "restore": (_("before restoring"), "warn"),
        "history": (_("before history was shortened"), "warn"),
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


def counted_kinds() -> list[tuple[str, str]]:
    """The kinds of records that are counted in a copy, and what they are called."""
    return [
        ("people", _("Customers and prospects")), ("deals", _("Deals")), ("sales", _("Sales")),
        ("cases", _("Service cases")), ("events", _("Calls, visits and messages")),
    ]  # fmt: skip


def difference(copy: int, today: int, language: str) -> str:
    """How a count of the copy differs from today's: "12 fewer"."""
    gap = copy - today
    if gap == 0:
        return _("as today")
    shown = number(abs(gap), language)
    return (
        ngettext("{n} fewer", "{n} fewer", -gap).format(n=shown)
        if gap < 0
        else ngettext("{n} more", "{n} more", gap).format(n=shown)
    )


def lost_words(copy: Contents, today: Contents, language: str) -> str:
    """How far one goes back with a copy, and how much of today's book is not in it."""
    fewer = {
        "people": lambda n: ngettext("{n} person", "{n} people", n),
        "deals": lambda n: ngettext("{n} deal", "{n} deals", n),
        "sales": lambda n: ngettext("{n} sale", "{n} sales", n),
        "cases": lambda n: ngettext("{n} case", "{n} cases", n),
        "events": lambda n: ngettext("{n} event", "{n} events", n),
    }
    gaps = {key: getattr(today, key) - getattr(copy, key) for key in fewer}
    lost = ", ".join(fewer[key](n).format(n=number(n, language)) for key, n in gaps.items() if n > 0)
    if copy.newest is None or today.newest is None or copy.newest >= today.newest:
        return _("You lose {lost}.").format(lost=lost) if lost else _("It holds all that today's book holds.")
    gone = today.newest - copy.newest
    if gone < timedelta(hours=1):
        minutes = max(1, gone.seconds // 60)
        back = ngettext("You go back {n} minute", "You go back {n} minutes", minutes).format(n=minutes)
    elif gone < timedelta(days=1):
        hours = gone.seconds // 3600
        back = ngettext("You go back {n} hour", "You go back {n} hours", hours).format(n=hours)
    else:
        back = ngettext("You go back {n} day", "You go back {n} days", gone.days).format(n=gone.days)
    if not lost:
        return _("{back}: what was changed since is not in this copy.").format(back=back)
    return _("{back} and lose {lost}, and what was changed since.").format(back=back, lost=lost)
