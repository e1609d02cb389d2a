"""Encodings by name: what they are called, and reading a file's lines with any of them."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.exchange import legacy_letters, syllables
from salesdesk.exchange.table import EncodingChoice

_LABELS = {
    "utf-8": N_("Unicode (UTF-8)"),
    "utf-16": N_("Unicode (UTF-16)"),
    "utf-16-le": N_("Unicode (UTF-16)"),
    "utf-16-be": N_("Unicode (UTF-16, big-endian)"),
    "utf-32": N_("Unicode (UTF-32)"),
    "cp1252": N_("Western European (Windows-1252)"),
    "latin-1": N_("Western European (Latin-1)"),
    "cp1258": N_("Vietnamese (Windows-1258)"),
    "tcvn3": N_("Vietnamese TCVN3 (.VnTime)"),
    "vni": N_("Vietnamese VNI (VNI-Times)"),
    "twice": N_("Unicode that was garbled once (á»… for ễ)"),
    "cp1250": N_("Central European (Windows-1250)"),
    "cp1251": N_("Cyrillic (Windows-1251)"),
    "shift_jis": N_("Japanese (Shift-JIS)"),
    "gb18030": N_("Chinese (GB 18030)"),
    "big5": N_("Chinese (Big5)"),
    "euc_kr": N_("Korean (EUC-KR)"),
}
_CODECS = {"utf-8": "utf-8-sig", "shift_jis": "cp932", "euc_kr": "cp949"}
_CELL_ENDS = re.compile(r"[\t,;|\r\n]+")
_LOOKED_AT = 60
_ERRORS = {"cp1252": "salesdesk-latin", "cp1250": "salesdesk-latin"}


def _as_latin(trouble: UnicodeError) -> tuple[str, int]:
    # Windows-1252 leaves five places empty; old files use them all the same.
    if not isinstance(trouble, UnicodeDecodeError):
        raise trouble
    return "".join(map(chr, trouble.object[trouble.start : trouble.end])), trouble.end


codecs.register_error("salesdesk-latin", _as_latin)


def ungarble(text: str) -> str:
    """UTF-8 that a program once took for Windows-1252, made right; other text comes back as it is.

    >>> ungarble("Nguyá»…n")
    'Nguyễn'
    """
    try:
        return b"".join(_western_bytes(c) for c in text).decode("utf-8")
    except UnicodeError:
        return text


def _western_bytes(char: str) -> bytes:
    return bytes([ord(char)]) if ord(char) < 0x100 else char.encode("cp1252")


def _ungarble_words(text: str) -> str:
    return "".join(ungarble(part) for part in text.splitlines(keepends=True))


_LETTERS: dict[str, Callable[[str], str]] = {
    "tcvn3": legacy_letters.from_tcvn3,
    "vni": legacy_letters.from_vni,
    "twice": _ungarble_words,
    "cp1258": nfc,  # it writes base letter and tone apart
}
OLD_LETTERS = ("tcvn3", "vni", "twice")
"""Encodings of the letters, not of the bytes: such text is found in spreadsheets and UTF-8 files too."""


@dataclass
class Encoding:
    """How a file's bytes become text.

    ``key`` is the name that a person chooses, ``codec`` what Python reads the bytes with. ``sure`` is
    False when a person should look. ``damaged``: some bytes fit no letter. ``telling`` is a piece of the
    text with letters beyond ASCII, as the codec alone reads it; ``raw`` the bytes of it. ``longest_line``
    is a size in bytes, exact only for lines that nobody wrote by hand.
    """

    key: str
    codec: str
    sure: bool = True
    damaged: bool = False
    telling: str = ""
    raw: bytes = b""
    alternatives: list[str] = field(default_factory=list)
    longest_line: int = 0

    @property
    def letters(self) -> Callable[[str], str] | None:
        """What turns old letters into Unicode after decoding, where the encoding needs it."""
        return _LETTERS.get(self.key)


def label(key: str) -> str:
    """The name of an encoding for people; a key that is not known is its own name."""
    return _(_LABELS[key]) if key in _LABELS else key


def known(key: str) -> bool:
    """Whether `open_table` can be asked for this encoding."""
    return key in _LABELS


def codec_of(key: str) -> str:
    """Python's name for an encoding."""
    return _CODECS.get(key, key)


def decode(raw: bytes, codec: str) -> str:
    """Bytes as text; what fits no letter becomes U+FFFD."""
    return raw.decode(codec, _ERRORS.get(codec, "replace"))


def converted(text: str, key: str) -> str:
    """Decoded text with old letters turned into Unicode, where the encoding has such."""
    turn = _LETTERS.get(key)
    return turn(text) if turn and not text.isascii() else text


@contextmanager
def open_lines(path: Path, encoding: Encoding) -> Iterator[Iterable[str]]:
    """The lines of a file, line ends kept, read as they are asked for.

    Raises `OSError` when the file cannot be opened.
    """
    errors = _ERRORS.get(encoding.codec, "replace")
    with path.open(encoding=encoding.codec, errors=errors, newline="") as f:
        letters = encoding.letters
        # The plain file object is twice as fast as any generator around it.
        yield f if letters is None else (line if line.isascii() else letters(line) for line in f)


def choices(encoding: Encoding) -> list[EncodingChoice]:
    """The encodings worth offering, each with some of the file's words as they then read."""
    out = []
    for key in dict.fromkeys([encoding.key, *encoding.alternatives]):
        text = encoding.telling
        if key not in OLD_LETTERS and key != encoding.key and encoding.raw:
            text = decode(encoding.raw, codec_of(key))
        text = converted(text, key)
        if "\ufffd" in text and key != encoding.key:
            continue
        words = syllables.telling_words(text)
        out.append(EncodingChoice(key, label(key), " ".join(dict.fromkeys(words[:12]))[:80]))
    return out


def before_after(text: str, key: str, limit: int = 3) -> list[tuple[str, str]]:
    """Pieces of old text as they stand and as they now read, people's names first; empty when none change."""
    pairs: dict[str, str] = {}
    for piece in _CELL_ENDS.split(text):
        before = piece.strip().strip('"')
        after = converted(before, key)
        if before and before != after:
            pairs.setdefault(before[:60], after[:60])
        if len(pairs) == _LOOKED_AT:
            break
    return sorted(pairs.items(), key=lambda pair: not _like_a_name(pair[1]))[:limit]


def _like_a_name(text: str) -> bool:
    return text.istitle() and 2 <= len(text.split()) <= 4
