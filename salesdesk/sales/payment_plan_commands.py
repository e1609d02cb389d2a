"""Changing how a quote is to be paid."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.sales.payment_plan import Part, check_parts, write_parts
from salesdesk.sales.records import live_row
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def set_payment_plan(store: Store, quote_id: int, parts: Sequence[Part]) -> None:
    """Plan the payments of a draft; no parts take the plan away. What they leave is the rest.

    Raises `UserError` for a part without name or amount, for parts that come to more than the quote, and
    for a quote that the customer has.
    """
    quote = live_row(store, s.quote, quote_id)
    if quote["status"] != "draft":
        raise UserError(_("The customer has this quote. Change makes its next revision."))
    tidy = [
        part._replace(
            title=nfc(" ".join(part.title.split())), when_words=nfc(" ".join(part.when_words.split()))
        )
        for part in parts
    ]
    check_parts(tidy, quote["total"])
    with store.changing(N_("Payment plan of the quote {number}"), number=quote["number"]) as db:
        write_parts(store, db, quote_id, tidy)
