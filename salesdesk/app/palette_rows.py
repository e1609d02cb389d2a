"""What the palette shows for what was typed: people, papers, commands. Qt-free."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from salesdesk.app.palette_papers import ICONS, paper_rows
from salesdesk.app.palette_row import COMMANDS, PAPERS, PEOPLE, Command, PaletteRow
from salesdesk.base import choices
from salesdesk.base.choices import PARTY_STATES, label
from salesdesk.base.fold import fold, nfc
from salesdesk.base.i18n import N_, _, ngettext, pgettext
from salesdesk.base.phones import pretty
from salesdesk.parties.records import called
from salesdesk.prospects.queries import prospects_by_id
from salesdesk.prospects.row_words import due_words
from salesdesk.prospects.rows import ProspectRow
from salesdesk.store import schema as s
from salesdesk.store import search
from salesdesk.store.prepared import prepared

MOST, MOST_PEOPLE, MOST_PAPERS, MOST_ALONE = 8, 3, 2, 8
_TELLING = 5  # so many letters are hardly the beginning of a name
LOOKED_AT = 40  # the best by accents are chosen of so many
MOST_PAPERS_LOOKED_AT = 200
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_THINGS = ("owned_item", "product")
_USUAL = ("prospects.new", "sales.new_sale", "service.new_case", "app.history")
# What can be done with a record at once, by its kind: the command, its words, its icon, its letter.
_WITH_A_PERSON = (
    ("prospects.log_call", N_("Log call with {name}"), "phone", "L"),
    ("prospects.quote", N_("Quote for {name}"), "file-text", "Q"),
    ("prospects.case", N_("New case for {name}"), "wrench", "C"),
    ("prospects.payment", N_("Record payment of {name}"), "banknote", "P"),
    ("prospects.plan", N_("Next step with {name}"), "calendar-check", "T"),
    ("prospects.note", N_("Note about {name}"), "pencil", "N"),
)
_WITH_A_PAPER = {
    "deal": ("sales.win", "sales.lose", "sales.quote", "sales.next_step", "sales.customer"),
    "quote": ("sales.win", "sales.customer"),
    "sale": ("sales.payment", "sales.credit", "sales.customer"),
    "case": ("service.timer", "service.log", "service.resolve", "service.rate"),
}


class Offer(NamedTuple):
    """What the palette may offer besides records, and how the shop writes: made once when it opens.

    ``recent`` are the (kind, id) looked at last, newest first.
    """

    commands: Sequence[Command] = ()
    recent: Sequence[tuple[str, int]] = ()
    country: str = "US"
    currency: str = "USD"
    language: str = "en"
    today: date = date(2000, 1, 1)


def rows_for(db: Connection, typed: str, offer: Offer) -> list[PaletteRow]:
    """The lines for what was typed. "> " asks for commands only, "# " for papers only."""
    text = typed.strip()
    if text.startswith(">"):
        return _commands(offer.commands, text[1:].strip(), MOST_ALONE)
    if text.startswith("#"):
        return _papers(db, text[1:].strip(), MOST_ALONE, offer)
    if not text:
        usual = [c for key in _USUAL for c in offer.commands if c.key == key]
        recent = _recent(db, offer)[: MOST - len(usual)]
        return recent + _commands(usual, "", len(_USUAL))
    people = _people(db, text, offer)
    papers = _papers(db, text, MOST_PAPERS, offer)
    found = _commands(offer.commands, text, MOST)
    begun = [row for row in found if fold(row.title).startswith(fold(text))]
    if begun and not people:
        return found[: MOST - len(papers)] + papers
    # Nobody is called like that: a command with such a word is meant before a new prospect of that name.
    named = [] if people or papers else [row for row in found if _has_word(row.title, text)]
    rest = [row for row in found if row not in named]
    room = MOST - len(people) - len(papers)
    return people + papers + (named + _suggested(text, people, offer) + rest)[:room]


def actions_of(row: PaletteRow, commands: Sequence[Command]) -> list[PaletteRow]:
    """What Tab shows of a record: open it, and what can be done with it."""
    if row.group == COMMANDS or row.act or row.kind == "new":
        return []
    opened = row._replace(group=COMMANDS, title=_("Open {name}").format(name=row.title), icon="arrow-right")
    if row.kind == "party":
        return [opened, *(_with_person(row, *line) for line in _WITH_A_PERSON)]
    known = {command.key: command for command in commands}
    wanted = [known[key] for key in _WITH_A_PAPER.get(row.kind, ()) if key in known]
    return [opened, *(_with_paper(row, command) for command in wanted)]


def heading(group: str) -> str:
    """The words over a group of lines."""
    return {
        PEOPLE: pgettext("palette", "People"),
        PAPERS: pgettext("palette", "Papers"),
        COMMANDS: pgettext("palette", "Do"),
    }[group]


def _with_person(row: PaletteRow, act: str, words: str, icon: str, letter: str) -> PaletteRow:
    title = _(words).format(name=row.title)
    return PaletteRow(COMMANDS, row.kind, row.target, title, "", icon, "ink2", letter, act)


def _with_paper(row: PaletteRow, command: Command) -> PaletteRow:
    return PaletteRow(
        COMMANDS, row.kind, row.target, _(command.words), row.title, command.icon, "ink2", command.chord,
        command.key,
    )  # fmt: skip


def _suggested(text: str, people: Sequence[PaletteRow], offer: Offer) -> list[PaletteRow]:
    """With the first person that was found: a call and a quote; and whoever was not found can be added."""
    first = [_with_person(people[0], *line) for line in _WITH_A_PERSON[:2]] if people else []
    key = next((c.chord for c in offer.commands if c.key == "app.new"), "")
    words = _("New prospect “{text}”").format(text=text)
    new = PaletteRow(COMMANDS, "new", nfc(text), words, "", "plus", "ink2", key)
    return [*first[:1], new, *first[1:]] if first else [new]


def _people(db: Connection, text: str, offer: Offer) -> list[PaletteRow]:
    ids = search.find_parties(db, text, LOOKED_AT)
    names = {row.id: (row.name or "").lower().split() for row in _names.all(db, ids=ids)}
    wanted = nfc(text).lower().split()
    # "lan" means Lan before it means Lân, and before Hoàng Lan Anh's phone number.
    ids = sorted(names, key=lambda i: (not all(word in names[i] for word in wanted), ids.index(i)))
    return _party_rows(db, ids[:MOST_PEOPLE], offer)


@prepared
def _names() -> Select[Any]:
    p = s.party.c
    return select(p.id, called().label("name")).where(p.id.in_(_IDS), p.deleted_at.is_(None))


def _recent(db: Connection, offer: Offer) -> list[PaletteRow]:
    """What was looked at last, then whom the shop spoke with last."""
    parties = [i for kind, i in offer.recent if kind == "party"]
    papers = paper_rows(db, search.papers_by_id(db, offer.recent), offer)
    p = s.party.c
    spoken = select(p.id).where(p.deleted_at.is_(None), p.last_contact_on.is_not(None))
    lately = db.execute(spoken.order_by(p.last_contact_on.desc()).limit(MOST)).scalars()
    people = _party_rows(db, list(dict.fromkeys([*parties, *lately]))[: MOST - 2], offer)
    return people[: MOST - 4 - min(len(papers), 2)] + papers[:2]


def _party_rows(db: Connection, ids: Collection[int], offer: Offer) -> list[PaletteRow]:
    found = prospects_by_id(db, list(ids))
    live = {row.id: row.area for row in _areas.all(db, ids=list(ids))}
    bought = _bought(db, ids)
    return [_party_row(found[i], live[i], bought.get(i), offer) for i in ids if i in found and i in live]


@prepared
def _areas() -> Select[Any]:
    p = s.party.c
    return select(p.id, p.area).where(p.id.in_(_IDS), p.deleted_at.is_(None))


@prepared
def _first_sales() -> Select[Any]:
    c, o = s.sale.c, s.owned_item.c
    units = select(func.count()).where(o.party_id == c.party_id, o.deleted_at.is_(None)).scalar_subquery()
    return (
        select(c.party_id, func.min(c.sold_on), units)
        .where(c.party_id.in_(_IDS), c.status == "issued", c.deleted_at.is_(None), c.sold_on.is_not(None))
        .group_by(c.party_id)
    )


def _bought(db: Connection, ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """The year of the first sale and how many things they own, of those who bought."""
    return {row[0]: (row[1].year, row[2]) for row in _first_sales.all(db, ids=list(ids))}


def _party_row(row: ProspectRow, area: str, bought: tuple[int, int] | None, offer: Offer) -> PaletteRow:
    phone = pretty(row.phone, offer.country) if row.phone else ""
    facts = [label(PARTY_STATES, row.state), row.interest or phone, area if not row.step_id else ""]
    if bought is not None and row.state in choices.CUSTOMER_STATES:
        year, units = bought
        owned = ngettext("{n} unit", "{n} units", units).format(n=units) if units else area
        facts = [_("Customer since {year}").format(year=year), owned]
    if row.step_id is not None:
        due = due_words(row.step_on, row.step_time, offer.today, offer.language)
        facts.append(_("next step: {when}").format(when=due))
    colour = "ink2" if row.state in choices.CUSTOMER_STATES else "sales"
    words = " · ".join(fact for fact in facts if fact)
    return PaletteRow(PEOPLE, "party", str(row.id), row.name or phone, words, ICONS["party"], colour)


def _papers(db: Connection, text: str, most: int, offer: Offer) -> list[PaletteRow]:
    wanted = nfc(text).lower().split()

    def rank(hit: search.PaperHit) -> tuple[bool, bool]:
        # The papers of Lan come before a water cooler that is "lạnh"; things stand below papers.
        said = f"{hit.title} {hit.subtitle}".lower().split()
        return not all(word in said for word in wanted), hit.kind in _THINGS

    hits = sorted(search.find_papers(db, text, MOST_PAPERS_LOOKED_AT), key=rank)
    return paper_rows(db, hits[:most], offer)


def _has_word(title: str, text: str) -> bool:
    """Whether a word of a command begins with what was typed, when enough is typed to tell."""
    return len(text) >= _TELLING and any(word.startswith(fold(text)) for word in fold(title).split())


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
