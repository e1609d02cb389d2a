"""PINs: how one is kept, what counts as one, and how long one waits after wrong tries."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import unicodedata
from datetime import datetime, timedelta
from typing import NamedTuple

SHORTEST, LONGEST, USUAL = 4, 8, 4
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=10)
_COST, _BLOCK, _LANES, _BYTES = 2**14, 8, 1, 32
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without I, L, O, 0, 1, which look alike on paper
_CODE_LENGTH = 16


def digits(typed: str) -> str:
    """The digits of what was typed or pasted, also of full-width ones."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed) if c in "0123456789")


def encode(secret: str) -> str:
    """The text that is kept of a PIN or recovery code: length, salt and scrypt of it, never itself."""
    salt = os.urandom(16)
    parts = (str(len(secret)), _text(salt), _text(_derive(secret, salt)))
    return "scrypt$" + "$".join(parts)


def matches(secret: str, kept: str) -> bool:
    """Whether a secret is the one that `encode` made the text of; False for a text that is none."""
    try:
        kind, _length, salt, derived = kept.split("$")
        expected = base64.b64decode(derived)
        found = _derive(secret, base64.b64decode(salt))
    except ValueError:
        return False
    return kind == "scrypt" and hmac.compare_digest(found, expected)


def length_of(kept: str) -> int:
    """How many digits the PIN of a kept text has."""
    try:
        return min(max(int(kept.split("$")[1]), SHORTEST), LONGEST)
    except (IndexError, ValueError):
        return USUAL


def _derive(secret: str, salt: bytes) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=_BYTES)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def new_recovery_code() -> str:
    """A code to write down: four groups of four letters and digits."""
    plain = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in os.urandom(_CODE_LENGTH))
    return "-".join(plain[i : i + 4] for i in range(0, _CODE_LENGTH, 4))


def tidy_code(typed: str) -> str:
    """A recovery code as it was made, whatever spaces, dashes and small letters it was typed with."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    return "-".join(plain[i : i + 4] for i in range(0, len(plain), 4))


class Tries(NamedTuple):
    """Wrong tries in a row, and when the last was. Kept outside of the book, across restarts."""

    wrong: int = 0
    last: datetime | None = None

    @classmethod
    def read(cls, text: str) -> Tries:
        """From its text; no tries for a text that is none."""
        number, _blank, at = text.partition(" ")
        try:
            return cls(int(number), datetime.fromisoformat(at))
        except ValueError:
            return cls()

    def text(self) -> str:
        """What `read` reads."""
        return f"{self.wrong} {self.last.isoformat()}" if self.last is not None else ""

    def after_wrong(self, now: datetime) -> Tries:
        """One more wrong try."""
        return Tries(self.wrong + 1, now)

    def left(self) -> int:
        """How many tries are free of waiting."""
        return max(FREE_TRIES - self.wrong, 0)

    def wait(self, now: datetime) -> int:
        """Seconds until the next try: 30 after five wrong ones, doubled by each further, at most 600.

        A clock that was set back neither shortens nor lengthens the wait beyond that.
        """
        if self.wrong < FREE_TRIES or self.last is None:
            return 0
        longest = min(FIRST_WAIT * 2 ** min(self.wrong - FREE_TRIES, 10), LONGEST_WAIT)
        left = self.last + longest - now
        return int(max(min(left, longest), timedelta()).total_seconds() + 0.999)
