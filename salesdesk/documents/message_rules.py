"""Ready-made messages that need no book: the words in braces that stand for a person's or the shop's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _

LONGEST_NAME = 80
LONGEST_BODY = 4_000


class Placeholder(NamedTuple):
    """A word in braces: how it is stored, how it may be typed in Vietnamese, and what it stands for."""

    key: str
    vietnamese: str
    label: str


PLACEHOLDERS = (
    Placeholder("name", "tên", N_("Name")),
    Placeholder("first_name", "tên gọi", N_("First name")),
    Placeholder("form_of_address", "xưng hô", N_("Form of address")),
    Placeholder("product", "sản phẩm", N_("Product")),
    Placeholder("shop", "tiệm", N_("Shop")),
    Placeholder("shop_phone", "số tiệm", N_("Shop’s phone")),
    Placeholder("staff", "nhân viên", N_("Who writes")),
    Placeholder("date", "ngày", N_("Today’s date")),
    Placeholder("offer_code", "mã", N_("Offer code")),
    Placeholder("amount", "số tiền", N_("Amount")),
    Placeholder("number", "số phiếu", N_("Number of the paper")),
)
KEYS = frozenset(p.key for p in PLACEHOLDERS)
_BY_WORD = {word: p.key for p in PLACEHOLDERS for word in (p.key, p.vietnamese)}
_BRACED = re.compile(r"\{([^{}\n]*)\}")
# With the blank before it, so that an empty value leaves no doubled blank behind.
_WITH_BLANK = re.compile(r"(?P<blank> ?)\{(?P<word>[^{}\n]*)\}")


def key_of(word: str) -> str:
    """The placeholder a word between braces means, "" for one that is not known."""
    return _BY_WORD.get(nfc(" ".join(word.split())).lower(), "")


def used(body: str) -> list[str]:
    """The keys of the placeholders in a text, each once, in their order."""
    keys = (key_of(word) for word in _BRACED.findall(body))
    return list(dict.fromkeys(key for key in keys if key))


def unknown(body: str) -> list[str]:
    """What of a text's braces means nothing: unknown words with their braces, and lone braces."""
    found = [f"{{{word}}}" for word in _BRACED.findall(body) if not key_of(word)]
    rest = _BRACED.sub("", body)
    found += [brace for brace in "{}" if brace in rest]
    return list(dict.fromkeys(found))


def remark(body: str) -> str:
    """One sentence about what `unknown` finds, to stand beside the field; "" when all is known."""
    lost = unknown(body)
    if not lost:
        return ""
    return _("{words} stays as it is written: no such word in braces is known.").format(words=", ".join(lost))


def unfilled(body: str, values: Mapping[str, str]) -> list[str]:
    """The labels of the placeholders in a text for which there is no word among ``values``."""
    lacking = [key for key in used(body) if not values.get(key, "").strip()]
    return [_(p.label) for p in PLACEHOLDERS if p.key in lacking]


def fill(body: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced.

    ``values`` are words by key. A key that is not among them stays in its braces, as does anything
    unknown; an empty word goes with the blank before it. Never raises.
    """

    def put(match: re.Match[str]) -> str:
        key = key_of(match["word"])
        if key not in values:
            return match[0]
        word = values[key].strip()
        return match["blank"] + word if word else ""

    return "\n".join(line.strip(" ") for line in _WITH_BLANK.sub(put, body).split("\n"))


def first_name(name: str, language: str) -> str:
    """What a person is called: a Vietnamese name ends with it, any other begins with it."""
    parts = name.split()
    if not parts:
        return ""
    return parts[-1] if language == "vi" else parts[0]


class Example(NamedTuple):
    """A message that comes with the program."""

    purpose: str
    channel: str
    name: str
    body: str


EXAMPLES = (
    Example(
        "marketing",
        "message",
        N_("Offer to customers"),
        N_(
            "Hello {first_name}, {shop} here. This month we have an offer for owners of {product}. "
            "Say the code {offer_code} when you call or come by. {staff}"
        ),
    ),
    Example(
        "marketing",
        "message",
        N_("We miss you"),
        N_(
            "Hello {first_name}, it has been a while. How is {product} doing? Just answer if we "
            "can help. {shop}"
        ),
    ),
    Example(
        "marketing",
        "phone",
        N_("Words for a call"),
        N_(
            "Good day {form_of_address} {name}, this is {staff} of {shop}. Have you got a minute "
            "for an offer?"
        ),
    ),
    Example(
        "sales",
        "message",
        N_("The quote is ready"),
        N_(
            "Hello {first_name}, your quote {number} over {amount} is ready. Any question, just "
            "call. {staff}, {shop}"
        ),
    ),
    Example(
        "sales",
        "message",
        N_("Reminder of a payment"),
        N_(
            "Hello {first_name}, {amount} of sale {number} is still open. Could you look at it? "
            "Thank you. {shop}"
        ),
    ),
    Example(
        "service",
        "message",
        N_("We are coming"),
        N_("Hello {first_name}, we come by today, {date}, about {product}. We call before. {staff}, {shop}"),
    ),
    Example(
        "service",
        "message",
        N_("Is all well?"),
        N_(
            "Hello {first_name}, is {product} running well now? A number from 1 to 5 is enough. "
            "Thank you. {shop}"
        ),
    ),
)
