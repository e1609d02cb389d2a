"""What the palette shows for what was typed: people, papers, commands. Qt-free."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from salesdesk.base.choices import PARTY_STATES, label
from salesdesk.base.fold import fold, nfc
from salesdesk.base.i18n import _, pgettext
from salesdesk.base.phones import pretty
from salesdesk.store import schema as s
from salesdesk.store import search

MOST_PEOPLE, MOST_PAPERS, MOST_COMMANDS, MOST_ALONE = 4, 3, 4, 10
LOOKED_AT = 40  # the best by accents are chosen of so many
_ICONS = {
    "party": "users-round", "deal": "handshake", "quote": "file-text", "sale": "file-text", "case": "wrench",
    "product": "package", "campaign": "megaphone", "owned_item": "shield-check", "article": "book-open",
}  # fmt: skip
_COLOURS = {
    "deal": "sales",
    "quote": "sales",
    "sale": "sales",
    "case": "service",
    "owned_item": "service",
    "campaign": "mkt",
}
_USUAL = ("prospects.new", "sales.new_sale", "service.new_case", "app.history")
PEOPLE, PAPERS, COMMANDS = "people", "papers", "commands"


class Command(NamedTuple):
    """A command the palette can offer: its key, words and key chord."""

    key: str
    words: str
    chord: str
    icon: str


class PaletteRow(NamedTuple):
    """A line of the palette. ``kind`` is a record's kind, or "command"; ``target`` its id, or key."""

    group: str
    kind: str
    target: str
    title: str
    subtitle: str
    icon: str
    colour: str
    chord: str = ""


def rows_for(db: Connection, typed: str, commands: Sequence[Command], country: str) -> list[PaletteRow]:
    """The lines for what was typed. "> " asks for commands only, "# " for papers only."""
    text = typed.strip()
    if text.startswith(">"):
        return _commands(commands, text[1:].strip(), MOST_ALONE)
    if text.startswith("#"):
        return _papers(db, text[1:].strip(), MOST_ALONE)
    if not text:
        usual = [c for key in _USUAL for c in commands if c.key == key]
        return _recent(db, country) + _commands(usual, "", len(_USUAL))
    return (
        _people(db, text, country) + _papers(db, text, MOST_PAPERS) + _commands(commands, text, MOST_COMMANDS)
    )


def heading(group: str) -> str:
    """The words over a group of lines."""
    return {
        PEOPLE: pgettext("palette", "People"),
        PAPERS: pgettext("palette", "Papers"),
        COMMANDS: pgettext("palette", "Do"),
    }[group]


def _people(db: Connection, text: str, country: str) -> list[PaletteRow]:
    rows = _party_rows(db, search.find_parties(db, text, LOOKED_AT), country)
    wanted = nfc(text).lower().split()
    # "lan" means Lan before it means Lân, and before Hoàng Lan Anh's phone number.
    rows.sort(key=lambda row: not all(word in row.title.lower().split() for word in wanted))
    return rows[:MOST_PEOPLE]


def _recent(db: Connection, country: str) -> list[PaletteRow]:
    p = s.party.c
    ids = db.execute(
        select(p.id)
        .where(p.deleted_at.is_(None), p.last_contact_on.is_not(None))
        .order_by(p.last_contact_on.desc())
        .limit(5)
    ).scalars()
    return _party_rows(db, list(ids), country)


def _party_rows(db: Connection, ids: Sequence[int], country: str) -> list[PaletteRow]:
    p = s.party.c
    found = {r.id: r for r in db.execute(select(p.id, p.name, p.phone, p.state, p.area).where(p.id.in_(ids)))}
    out = []
    for party_id in ids:
        row = found[party_id]
        known = [label(PARTY_STATES, row.state), pretty(row.phone, country) if row.phone else "", row.area]
        colour = "sales" if row.state == "prospect" else "ink2"
        name = row.name or pretty(row.phone, country)
        out.append(
            PaletteRow(
                PEOPLE,
                "party",
                str(party_id),
                name,
                " · ".join(k for k in known if k),
                _ICONS["party"],
                colour,
            )
        )
    return out


def _papers(db: Connection, text: str, most: int) -> list[PaletteRow]:
    return [
        PaletteRow(
            PAPERS, h.kind, str(h.id), h.title, h.subtitle, _ICONS[h.kind], _COLOURS.get(h.kind, "ink2")
        )
        for h in search.find_papers(db, text, most)
    ]


def _searched(command: Command) -> str:
    """What a command is found by: its words in the person's language, and in English."""
    return fold(f"{_(command.words)} {command.words}")


def _commands(commands: Sequence[Command], text: str, most: int) -> list[PaletteRow]:
    wanted = fold(text).split()
    chosen = [c for c in commands if all(w in _searched(c) for w in wanted)]
    # A command that begins with what was typed comes before one that only holds it.
    chosen.sort(key=lambda c: not fold(_(c.words)).startswith(fold(text)))
    return [
        PaletteRow(COMMANDS, "command", c.key, _(c.words), "", c.icon or "chevron-right", "ink2", c.chord)
        for c in chosen[:most]
    ]
