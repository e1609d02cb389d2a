"""G25: words that look like a template, a command or a header stay words, wherever they are put in."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from salesdesk.base.fold import nfc
from salesdesk.documents.making import make_paper
from salesdesk.documents.message_commands import add_message
from salesdesk.documents.message_queries import find_message
from salesdesk.documents.message_rules import fill
from salesdesk.documents.papers import Request
from salesdesk.documents.placing import SIZES, placed
from salesdesk.parties.commands import add_party
from salesdesk.sales.quote_commands import add_quote
from salesdesk.sales.rules import LineDraft
from salesdesk.store.database import Store
from tests.faults.campaign import Campaign, Outcome, TryOne

_BRACES = (
    '{x}', '{0}', '{name}', '{shop}', '{x.__class__}', '{name!r}', '{0[a]}', '{{7*7}}', '${7*7}',
    '%(name)s', '%s%n', '#{7*7}', '{', '}', '}}{{', '[[7*7]]', '@{7*7}', '\\{name\\}',
    "{{''.__class__}}", '{{ config }}', '{% raw %}', '{# x #}', '$(touch x)', '`touch x`',
    '<%= 7*7 %>', '{{ x | safe }}',
)  # fmt: skip
_AROUND = ("{}", "Lan {}", "{} & <b>Lan</b>", "Lan\r\nBcc: x@y.test {}")
PAYLOADS = tuple(around.replace("{}", one) for one, around in product(_BRACES, _AROUND))


def cases(which: str, _seed: int) -> Iterable[str]:
    """All payloads, by day and by night."""
    return (f"words {n}" for n in range(len(PAYLOADS))) if which in ("C", "N") else ()


def _wrong(store: Store, text: str) -> Iterator[str]:
    values = {"name": text, "shop": text, "staff": text}
    filled = fill("Dear {name} of {shop}: {staff}.", values)
    word = text.strip()
    if filled != f"Dear {word} of {word}: {word}.":
        yield f"a message reads {filled!r}"
    kept = add_message(store, name="M", body=f"Hello {text}")
    with store.reading() as db:
        message = find_message(db, kept)
    if message is None or " ".join(text.split()) not in " ".join(message.body.split()):
        yield "a message was not kept as it was written"
    line = " ".join(text.split())
    party = add_party(store, name=text)
    label = store.can_undo() or ""
    if line not in " ".join(label.split()):
        yield f"undo is called {label!r}"
    quote = add_quote(store, party_id=party, lines=[LineDraft(words=line, unit_price=1_000)])
    paper = make_paper(store, Request("quote", quote, "en"))
    for size in SIZES.values():
        said = " ".join(html.unescape(placed(paper, size)).split())
        if said.count(nfc(line)) < 2:
            yield f"a paper of size {size.key} does not say it"


@contextmanager
def begin(folder: Path) -> Iterator[TryOne]:
    """A book; everything a case writes is taken back."""
    shop = {"shop_name": "Shop", "currency": "USD", "language": "en", "owner": "Hannah"}
    store = Store.create(folder / "shop.salesdesk", **shop)

    def try_one(case: str) -> Outcome:
        text = PAYLOADS[int(case.split()[1])]
        try:
            wrong = "; ".join(_wrong(store, text))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is being looked for
            wrong = f"{type(error).__name__}: {error}"
        while store.undo():
            pass
        return Outcome(case, hit=True, wrong=f"{text!r}: {wrong}"[:250] if wrong else "")

    try:
        yield try_one
    finally:
        store.close()


CAMPAIGNS = (Campaign("G25", "Words that look like templates and commands", cases, begin),)
