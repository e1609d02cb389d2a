"""What stands on a paper, as plain words in the paper's own language; the templates only place it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["quote", "sale", "receipt", "job", "calls"]


class Request(NamedTuple):
    """Which paper is wanted: its kind and record, its language, and whether with account and code."""

    kind: Kind
    record_id: int
    language: str
    with_account: bool = True


class Block(NamedTuple):
    """A name and the lines below it: the shop, or the customer."""

    label: str
    name: str
    lines: Sequence[str] = ()


class Fact(NamedTuple):
    """A label and its words."""

    label: str
    words: str


class Goods(NamedTuple):
    """A line of what is sold, all as words; ``share`` and ``tax`` are "" where there is none."""

    place: str
    words: str
    note: str
    quantity: str
    price: str
    discount: str
    tax: str
    amount: str


class GoodsHead(NamedTuple):
    """The heads of the goods table; ``discount`` and ``tax`` are "" when no line has one."""

    place: str
    words: str
    quantity: str
    price: str
    discount: str
    tax: str
    amount: str


class Sum(NamedTuple):
    """A figure at the foot."""

    label: str
    amount: str
    strong: bool = False


class Part(NamedTuple):
    """A planned payment: what for, when, how much."""

    title: str
    when: str
    amount: str


class Pay(NamedTuple):
    """How to pay: the account as words, and the text of the code ("" for none)."""

    title: str
    lines: Sequence[Fact]
    code: str
    scan: str


class Step(NamedTuple):
    """A line of a checklist."""

    words: str
    result: str
    done: bool


class CallRow(NamedTuple):
    """Whom to call."""

    name: str
    phone: str
    reason: str


class CallHead(NamedTuple):
    """The heads of a call list; ``done`` is the column to write into."""

    place: str
    name: str
    phone: str
    reason: str
    done: str


class Text(NamedTuple):
    """A titled piece of text; ``blank`` lines are left to be written on by hand."""

    title: str
    lines: Sequence[str] = ()
    blank: int = 0


class Paper(NamedTuple):
    """A paper ready to be placed. What it does not have is empty or None."""

    kind: Kind
    language: str
    title: str
    number: str
    shop: Block
    customer: Block | None = None
    facts: Sequence[Fact] = ()
    goods_head: GoodsHead | None = None
    goods: Sequence[Goods] = ()
    tax_word: str = ""
    sums: Sequence[Sum] = ()
    in_words: Fact | None = None
    plan_title: str = ""
    plan: Sequence[Part] = ()
    pay: Pay | None = None
    steps_title: str = ""
    steps: Sequence[Step] = ()
    texts: Sequence[Text] = ()
    calls_head: CallHead | None = None
    calls: Sequence[CallRow] = ()
    signatures: Sequence[Fact] = ()
    foot: str = ""
    page_words: str = ""
    """"Page {page} of {pages}" in the paper's language."""

    @property
    def file_name(self) -> str:
        """A name for its file, without folder and ending."""
        name = f"{self.title} {self.number}".strip()
        return "".join("-" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in name).strip(" .")[:120]
