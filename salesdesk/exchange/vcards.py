"""vCards as a table: one row a card, with the columns that a shop uses."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.exchange import encoding_guess, encodings
from salesdesk.exchange.csv_files import LONGEST_LINE, encoding_words, gone
from salesdesk.exchange.encodings import Encoding
from salesdesk.exchange.syllables import is_syllable
from salesdesk.exchange.table import CUT, LETTERS, Cell, Row, Table
from salesdesk.exchange.vcard_lines import Card, read_cards

COLUMNS = (
    N_("Name"), N_("Phone"), N_("Phone 2"), N_("E-mail"), N_("Address"), N_("Company"), N_("Job title"),
    N_("Birthday"), N_("Notes"), N_("Website"), N_("Tags"),
)  # fmt: skip
MAX_BYTES = 200_000_000
_NO_VOICE = frozenset({"FAX", "PAGER", "MODEM", "TLX", "TELEX", "BBS", "TEXTPHONE"})
_MOBILE = frozenset({"CELL", "IPHONE", "MOBILE"})
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_EXTENSION = re.compile(r";ext=(\d+)", re.IGNORECASE)


def open_vcards(path: Path, encoding: str | None) -> Table:
    """Open a file of vCards.

    Raises `UserError` when there is no card in it or it is too large; `OSError` when it cannot be read.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UserError(
            _(
                "“{name}” is too large for a file of contacts. Nothing was changed. "
                "Export fewer contacts at a time."
            ).format(name=path.name)
        )
    found = encoding_guess.with_key(path, encoding) if encoding else encoding_guess.guess_encoding(path)
    if found.longest_line > LONGEST_LINE:
        raise UserError(_no_contacts(path))
    table = Table(path, "vcard", [_(c) for c in COLUMNS], lambda: _rows(path, found),
                  encoding=found.key, encoding_sure=found.sure)  # fmt: skip
    if b"CHARSET=" in found.raw.upper():
        found.sure = table.encoding_sure = True  # its lines say it themselves
    if not any(True for _card in read_cards(_lines(path, found), found)):
        raise UserError(_no_contacts(path))
    if found.telling and not found.codec.startswith("utf"):
        table.encodings = encodings.choices(found)
    table.warnings = encoding_words(found)
    return table


def _no_contacts(path: Path) -> str:
    return _("“{name}” holds no contacts. Nothing was changed. Choose another file.").format(name=path.name)


def _rows(path: Path, encoding: Encoding) -> Iterator[Row]:
    try:
        for number, card in enumerate(read_cards(_lines(path, encoding), encoding), 1):
            cells = card_cells(card)
            fault = "" if card.whole else CUT
            if any("\ufffd" in str(cell) for cell in cells):
                fault = LETTERS
            yield Row(number, cells, fault)
    except OSError as trouble:
        raise UserError(gone(path)) from trouble


def _lines(path: Path, encoding: Encoding) -> Iterator[bytes]:
    with path.open("rb") as f:
        head = f.read(4096)
        f.seek(0)
        if encoding.codec.startswith(("utf-16", "utf-32")):
            yield from encodings.decode(f.read(), encoding.codec).encode("utf-8").splitlines()
        elif b"\r" in head and b"\n" not in head:
            yield from f.read().split(b"\r")
        else:
            yield from (line.removeprefix(b"\xef\xbb\xbf") for line in f)


def card_cells(card: Card) -> list[Cell]:
    """A card as one row: a cell for each of `COLUMNS`."""
    phones = _phones(card)
    emails = _texts(card, "EMAIL")
    organisation = ", ".join(part for p in card.all("ORG")[:1] for part in card.parts(p) if part)
    addresses = _addresses(card)
    others = (*_texts(card, "NICKNAME"), organisation, *emails, *phones)
    name = _name(card) or next(filter(None, others), "")
    notes = [*_texts(card, "NOTE"), *addresses[1:]]
    titles = [*_texts(card, "TITLE"), *_texts(card, "ROLE")]
    tags = ", ".join(_texts(card, "CATEGORIES"))
    birthday = next(iter(_texts(card, "BDAY")), "")
    first, rest = next(iter(phones), ""), "; ".join(phones[1:])
    address, title, url = (next(iter(x), "") for x in (addresses, titles, _texts(card, "URL")))
    joined = "; ".join(emails)
    return [name, first, rest, joined, address, organisation, title, birthday, "\n".join(notes), url, tags]


def _texts(card: Card, name: str) -> list[str]:
    texts = (card.text(p).replace("\r\n", "\n") for p in card.all(name))
    return list(dict.fromkeys(text for text in texts if text))


def _name(card: Card) -> str:
    full = next(iter(_texts(card, "FN")), "")
    if full:
        return " ".join(full.split())
    for p in card.all("N"):
        family, given, middle, prefix, suffix = (card.parts(p) + [""] * 5)[:5]
        words = f"{family} {middle} {given}".split()
        if any(_EAST_ASIAN.search(word) for word in words):
            return f"{family}{given}" if _EAST_ASIAN.search(family) else f"{family} {given}".strip()
        vietnamese = any(not w.isascii() for w in words) and all(map(is_syllable, words))
        order = (prefix, family, middle, given) if vietnamese else (prefix, given, middle, family, suffix)
        if words:
            return " ".join(" ".join(order).split())
    return ""


def _phones(card: Card) -> list[str]:
    found = [p for p in card.all("TEL") if not p.types & _NO_VOICE]
    found.sort(key=lambda p: (p.pref, not p.types & _MOBILE))
    numbers = [_number(card.text(p)) for p in found]
    return list(dict.fromkeys(n for n in numbers if any(c.isdigit() for c in n)))


def _number(text: str) -> str:
    if text.lower().startswith(("sip:", "sips:")):
        return ""
    extension = _EXTENSION.search(text)
    if text.lower().startswith("tel:"):
        text = text[4:].split(";")[0]
    return f"{text} x{extension[1]}" if extension else text


def _addresses(card: Card) -> list[str]:
    found = [_joined(card.parts(p)) for p in card.all("ADR")]
    found += [", ".join(card.text(p).split("\n")) for p in card.all("LABEL")] if not any(found) else []
    return list(dict.fromkeys(" ".join(a.split()) for a in found if a))


def _joined(parts: Iterable[str]) -> str:
    box, room, street, town, region, code, country = ([*parts] + [""] * 7)[:7]
    return ", ".join(p for p in (street, room, box, town, region, code, country) if p)
