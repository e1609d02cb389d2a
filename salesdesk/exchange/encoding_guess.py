"""Which encoding a text file has, judged by all of its bytes."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from salesdesk.exchange import encodings, syllables
from salesdesk.exchange.encodings import Encoding

_CHUNK = 1 << 20
_TELLING_LIMIT = 60_000  # bytes of lines beyond ASCII that are looked at
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_WESTERN = ["cp1252", "cp1258", "tcvn3", "vni"]
_SCRIPTS = {
    "shift_jis": re.compile("[\u3040-\u30ff\u4e00-\u9fff\uff66-\uff9d]"),
    "gb18030": re.compile("[\u4e00-\u9fff]"),
    "big5": re.compile("[\u4e00-\u9fff]"),
    "euc_kr": re.compile("[\uac00-\ud7a3]"),
    "cp1251": re.compile("[\u0400-\u04ff]"),
}
_SAME = {"cp932": "shift_jis", "cp949": "euc_kr"}
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_OLD_LETTERS_ONLY = re.compile("[\x00-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]*")
_ENOUGH = 3  # words; fewer prove nothing


@dataclass
class _Scan:
    """What one pass over the bytes found."""

    head: bytes = b""
    utf8: bool = True
    ascii: bool = True
    high_lines: int = 0
    broken_lines: int = 0
    telling: bytes = b""
    longest_line: int = 0
    open_line: int = 0


def guess_encoding(path: Path) -> Encoding:
    """The encoding of a file, from its byte order mark, its rules, or the words that come out.

    Reads the whole file once: what only one line in a hundred shows must not be missed.
    Raises `OSError` when the file cannot be read.
    """
    scan = _scan(path)
    found = _judge(scan)
    found.longest_line = scan.longest_line
    return found


def _judge(scan: _Scan) -> Encoding:
    for bom, key in _BOMS:
        if scan.head.startswith(bom):
            codec = "utf-8-sig" if key == "utf-8" else key
            wide_or_utf8 = scan.telling if key == "utf-8" else scan.head
            return _with_old_letters(Encoding(key, codec, telling=encodings.decode(wide_or_utf8, codec)))
    wide = _without_bom(scan.head)
    if wide:
        return _with_old_letters(Encoding(wide, wide, telling=encodings.decode(scan.head, wide)))
    if scan.ascii:
        return Encoding("utf-8", "utf-8-sig")
    if scan.utf8 or scan.broken_lines * 10 <= scan.high_lines:
        damaged = not scan.utf8
        telling = scan.telling.decode("utf-8", "replace")
        return _with_old_letters(Encoding("utf-8", "utf-8-sig", not damaged, damaged, telling))
    return _eight_bit(scan.telling)


def with_key(path: Path, key: str) -> Encoding:
    """The encoding that a person chose. Old letters are looked for in whatever the bytes are."""
    guessed = guess_encoding(path)
    if key in encodings.OLD_LETTERS:
        codec = guessed.codec if guessed.codec.startswith("utf") else "cp1252"
        telling = guessed.telling or encodings.decode(guessed.raw, codec)
        return Encoding(key, codec, True, False, telling, guessed.raw, [guessed.key, *guessed.alternatives])
    codec = encodings.codec_of(key)
    telling = encodings.decode(guessed.raw, codec) if guessed.raw else guessed.telling
    damaged = "\ufffd" in telling or guessed.damaged
    return Encoding(key, codec, True, damaged, telling, guessed.raw, [guessed.key, *guessed.alternatives])


def guess_letters(text: str) -> tuple[str, bool]:
    """Which old letters a decoded text holds ("" for none), and whether that is beyond doubt."""
    words = syllables.telling_words(text)
    if not words or not _OLD_LETTERS_ONLY.fullmatch(text):
        return "", True
    as_it_stands = syllables.share_vietnamese(text)
    best, share = "", 0.0
    for key in encodings.OLD_LETTERS:
        turned = encodings.converted(text, key)
        # What was garbled has its length in UTF-8; made right, far fewer words may stay beyond ASCII.
        found = syllables.share_vietnamese(turned) if turned != text else 0.0
        if found > share:
            best, share = key, found
    if share < 0.8 or share <= as_it_stands:
        return "", True
    return best, len(set(words)) >= _ENOUGH


def _scan(path: Path) -> _Scan:
    found = _Scan()
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    rest = b""
    with path.open("rb") as f:
        while chunk := f.read(_CHUNK):
            found.head = found.head or chunk[:65_536]
            _measure(chunk, found)
            _check_utf8(chunk, found, decoder)
            if chunk.isascii() and not rest:
                continue
            found.ascii = False
            whole, _newline, rest = (rest + chunk).rpartition(b"\n")
            _collect(whole, found)
            rest = rest[-_TELLING_LIMIT:]
    _check_utf8(b"", found, decoder, last=True)
    _collect(rest, found)
    return found


def _measure(chunk: bytes, found: _Scan) -> None:
    """Only lines longer than a piece of the file are worth measuring: those that never end."""
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    found.open_line = len(chunk) - last - 1 if last >= 0 else found.open_line + len(chunk)
    found.longest_line = max(found.longest_line, found.open_line)


def _check_utf8(
    chunk: bytes, found: _Scan, decoder: codecs.IncrementalDecoder, *, last: bool = False
) -> None:
    if not found.utf8:
        return
    try:
        decoder.decode(chunk, last)
    except UnicodeDecodeError:
        found.utf8 = False


def _collect(lines: bytes, found: _Scan) -> None:
    if (found.utf8 and len(found.telling) >= _TELLING_LIMIT) or lines.isascii():
        return
    for line in lines.splitlines(keepends=True):
        if line.isascii():
            continue
        found.high_lines += 1
        if len(found.telling) < _TELLING_LIMIT:
            found.telling += line[:4000] + b"\n"
        if not found.utf8:
            found.broken_lines += not _is_utf8(line)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _without_bom(head: bytes) -> str:
    # Latin text in UTF-16 has a zero in every second byte, in whatever language: digits, commas, line ends.
    even, odd = head[::2].count(0), head[1::2].count(0)
    pairs = max(1, len(head) // 2)
    if odd > 0.3 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.3 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return ""


def _with_old_letters(encoding: Encoding) -> Encoding:
    key, sure = guess_letters(encoding.telling)
    if key:
        encoding.alternatives = [encoding.key, *(k for k in encodings.OLD_LETTERS if k != key)]
        encoding.key, encoding.sure = key, encoding.sure and sure
    elif encoding.telling and _OLD_LETTERS_ONLY.fullmatch(encoding.telling):
        encoding.alternatives = list(encodings.OLD_LETTERS)
    return encoding


def _eight_bit(raw: bytes) -> Encoding:
    runs = _HIGH_RUNS.findall(raw)
    if sum(map(len, runs)) >= 2 * len(runs):
        foreign = _foreign(raw)
        if foreign:
            codec = encodings.codec_of(foreign)
            others = [*_SCRIPTS, *_WESTERN]
            return Encoding(
                foreign, codec, telling=encodings.decode(raw, codec), raw=raw, alternatives=others
            )
    western = encodings.decode(raw, "cp1252")
    key, sure = guess_letters(western)
    as_1258 = syllables.share_vietnamese(encodings.converted(encodings.decode(raw, "cp1258"), "cp1258"))
    if as_1258 >= 0.8 and as_1258 > syllables.share_vietnamese(encodings.converted(western, key)):
        key, sure = "cp1258", len(set(syllables.telling_words(western))) >= _ENOUGH
    if not key:
        key, sure = _latin(raw, western)
    codec = "cp1252" if key in encodings.OLD_LETTERS else key
    telling = encodings.decode(raw, codec)
    return Encoding(key, codec, sure, False, telling, raw, [*_WESTERN, "cp1250", *_SCRIPTS])


def _latin(raw: bytes, western: str) -> tuple[str, bool]:
    words = set(syllables.telling_words(western))
    in_letters = sum(map(str.isalpha, words))
    central = set(syllables.telling_words(encodings.decode(raw, "cp1250")))
    if in_letters < 0.9 * len(words) and sum(map(str.isalpha, central)) > in_letters:
        return "cp1250", False
    return "cp1252", in_letters >= max(_ENOUGH, 0.9 * len(words))


def _foreign(raw: bytes) -> str:
    # Loading it takes longer than reading most files, and few files need it.
    from charset_normalizer import from_bytes

    for match in from_bytes(raw, cp_isolation=["cp932", "gb18030", "big5", "cp949", "cp1251"]):
        key = _SAME.get(match.encoding, match.encoding)
        script = _SCRIPTS.get(key)
        if script and script.search(str(match)):
            return key
    return ""
