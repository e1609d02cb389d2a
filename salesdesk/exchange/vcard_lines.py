"""The lines of vCards (.vcf) of versions 2.1, 3.0 and 4.0, as phones and mail programs write them.

Works on bytes: a letter may be split where a line is folded, every line may have an encoding of its own,
and in Shift-JIS the second half of a letter may look like a backslash. Pictures and sounds are passed over.
"""

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from salesdesk.base.fold import nfc
from salesdesk.exchange import encodings
from salesdesk.exchange.encodings import Encoding

_BEGIN = re.compile(rb"\s*(?:[\w-]+\.)?BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*(?:[\w-]+\.)?END\s*:\s*VCARD\s*", re.IGNORECASE)
_SKIPPED = re.compile(
    rb"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|AGENT|X-[\w-]*(?:PHOTO|IMAGE)[\w-]*)[;:]", re.IGNORECASE
)
_QUOTED_PRINTABLE = re.compile(rb"^[^:]*\bQUOTED-PRINTABLE\b[^:]*:", re.IGNORECASE)
_OLD_ESCAPES = re.compile(r"\\([;:,\\])")
_ESCAPES = re.compile(r"\\(.)", re.DOTALL)
MAX_CARD = 200_000  # bytes without pictures; the rest of a longer card is passed over
_LONGEST_EDGE = 200  # a line that begins or ends a card is short
_MOST_FOLDED, _MOST_LINES = 5_000, 20_000


@dataclass
class Property:
    """One line of a card: ``TEL;TYPE=CELL;PREF=1:+84 912…``."""

    name: str
    types: frozenset[str]
    value: str
    pref: int = 101  # 1 comes first; 101 is not preferred at all


@dataclass
class Card:
    """The properties of one card, values still escaped. ``whole`` is False when the file broke off."""

    version: str = "2.1"
    properties: list[Property] = field(default_factory=list)
    whole: bool = True

    def all(self, name: str) -> list[Property]:
        """The properties of a name, preferred ones first."""
        return sorted((p for p in self.properties if p.name == name), key=lambda p: p.pref)

    def text(self, p: Property) -> str:
        """A property's value as plain text. In version 2.1 a backslash is a backslash."""
        return p.value.strip() if self.version == "2.1" else _unescape(p.value).strip()

    def parts(self, p: Property) -> list[str]:
        """The parts of a value such as N, ADR and ORG, which semicolons separate."""
        pieces, piece, escaped = [], "", False
        for c in p.value:
            if c == ";" and not escaped:
                pieces.append(piece)
                piece = ""
            else:
                piece += c
            escaped = c == "\\" and not escaped
        turn = _unescape if self.version != "2.1" else lambda text: _OLD_ESCAPES.sub(r"\1", text)
        return [turn(text).strip() for text in [*pieces, piece]]


def _unescape(text: str) -> str:
    return _ESCAPES.sub(lambda m: "\n" if m[1] in "nN" else m[1], text)


def read_cards(lines: Iterable[bytes], encoding: Encoding) -> Iterator[Card]:
    """The cards of a file, one after another; a card inside a card is a card of its own."""
    open_cards: list[list[bytes]] = []
    for line in lines:
        edge = len(line) < _LONGEST_EDGE and b"vcard" in line.lower()
        if edge and _BEGIN.fullmatch(line):
            open_cards.append([])
        elif edge and _END.fullmatch(line) and open_cards:
            yield _card(open_cards.pop(), encoding)
        elif open_cards and len(open_cards[-1]) < (_MOST_FOLDED if line[:1] in b" \t" else _MOST_LINES):
            open_cards[-1].append(line.rstrip(b"\r\n"))
    for left in reversed(open_cards):
        card = _card(left, encoding)
        card.whole = False
        yield card


def _card(raw: list[bytes], encoding: Encoding) -> Card:
    card = Card()
    for line in _unfolded(raw):
        found = _property(line, encoding)
        if found is None:
            continue
        if found.name == "VERSION":
            card.version = found.value.strip()
        else:
            card.properties.append(found)
    return card


def _unfolded(raw: list[bytes]) -> Iterator[bytes]:
    line, size, skipping = b"", 0, False
    for piece in raw:
        if piece[:1] in (b" ", b"\t") and (line or skipping):
            line += b"" if skipping else piece[1:]
        elif _QUOTED_PRINTABLE.match(line) and line.endswith(b"="):
            line = line[:-1] + piece
        elif line.endswith(b"\\") and b":" not in piece:
            # An old phone breaks addresses like this.
            line = line[:-1] + b", " + piece
        else:
            if line and size + len(line) < MAX_CARD:
                yield line
                size += len(line)
            skipping = bool(_SKIPPED.match(piece))
            line = b"" if skipping else piece
    if line and size + len(line) < MAX_CARD:
        yield line


def _property(line: bytes, encoding: Encoding) -> Property | None:
    head, colon, value = _cut_at_colon(line)
    if not colon:
        return None
    name, *parameters = _split_parameters(head)
    types: set[str] = set()
    charset, pref, quoted = "", 101, False
    for parameter in parameters:
        key, equals, content = parameter.partition("=")
        key = key.upper()
        if key == "CHARSET":
            charset = content.strip('"')
        elif key == "PREF" and equals:
            pref = int(content) if content.isdigit() else pref
        elif key in ("ENCODING", "QUOTED-PRINTABLE"):
            quoted = quoted or "QUOTED-PRINTABLE" in parameter.upper()
        else:
            types |= {t.strip(' "').upper() for t in (content if equals else parameter).split(",")}
    if "PREF" in types:
        pref = 1
    plain = quopri.decodestring(value) if quoted else value
    return Property(
        name.rpartition(".")[2].upper(), frozenset(types), _decoded(plain, charset, encoding), pref
    )


def _cut_at_colon(line: bytes) -> tuple[str, bool, bytes]:
    quoted = False
    for at, c in enumerate(line):
        if c == 0x22:
            quoted = not quoted
        elif c == 0x3A and not quoted:
            return line[:at].decode("ascii", "replace").strip(), True, line[at + 1 :]
    return "", False, b""


def _split_parameters(head: str) -> list[str]:
    pieces, quoted = [""], False
    for c in head:
        if c == '"':
            quoted = not quoted
        if c == ";" and not quoted:
            pieces.append("")
        else:
            pieces[-1] += c
    return pieces


def _decoded(raw: bytes, charset: str, encoding: Encoding) -> str:
    if raw.isascii():
        return raw.decode("ascii").replace("\x00", "")
    try:
        return nfc(raw.decode(charset or "utf-8"))
    except (LookupError, ValueError):  # no such charset, not even a name for one, or it is in another
        codec = "utf-8" if encoding.codec.startswith("utf") else encoding.codec
        return nfc(encodings.converted(encodings.decode(raw, codec), encoding.key))
