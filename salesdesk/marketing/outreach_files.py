"""A campaign's people written to a file: for a mailing with each person's own text, or as contacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.base.listing import ListQuery
from salesdesk.base.task import Task
from salesdesk.documents.message_rules import fill
from salesdesk.exchange.export_csv import write_csv
from salesdesk.exchange.export_vcard import Contact, write_vcards
from salesdesk.exchange.export_xlsx import write_xlsx
from salesdesk.marketing.audience_commands import mark_reached
from salesdesk.marketing.outreach_queries import Addressee, Outreach, own_words, shop_words
from salesdesk.store.database import Store

ENDINGS = (".csv", ".xlsx", ".vcf")


def write_waiting(store: Store, outreach: Outreach, body: str, path: Path, language: str, task: Task) -> int:
    """Write everybody who waits to be reached to a file, then mark them as reached; gives how many.

    The ending chooses the format: .csv and .xlsx with each person's own text, .vcf as contacts. Nobody is
    marked when the file cannot be written. Raises `UserError` for another ending, for a file that cannot
    be written and when nobody waits, `Cancelled` when stopped.
    """
    if path.suffix.lower() not in ENDINGS:
        raise UserError(_("Choose a name that ends in .xlsx, .csv or .vcf."))
    with store.reading() as db:
        rows = outreach.rows(db, outreach.ids(db, ListQuery("waiting"), None))
        people = sorted(rows.values(), key=lambda person: person.name)
        words = own_words(db, people, outreach.campaign_id, store.setting("language", "en"))
    if not people:
        raise UserError(_("Nobody is waiting to be reached this way."))
    common = shop_words(store, language)
    texts = {person.id: fill(body, {**common, **words[person.id]}) for person in people}
    _write(path, people, texts, task)
    mark_reached(store, outreach.campaign_id, list(texts), channel=outreach.channel, bodies=texts)
    return len(people)


def _write(path: Path, people: Sequence[Addressee], texts: dict[int, str], task: Task) -> None:
    if path.suffix.lower() == ".vcf":
        write_vcards(path, map(_card, people), task, len(people))
        return
    columns = [_("Name"), _("Form of address"), _("Phone"), _("E-mail"), _("Address"), _("Message")]
    if path.suffix.lower() == ".csv":
        write_csv(path, columns, _lines(people, texts), task, len(people))
    else:
        write_xlsx(path, columns, _lines(people, texts), task=task, total=len(people))


def _lines(people: Sequence[Addressee], texts: dict[int, str]) -> Iterator[list[object]]:
    for person in people:
        yield [
            person.name, person.form_of_address, person.phone, person.email, person.address,
            texts[person.id],
        ]  # fmt: skip


def _card(person: Addressee) -> Contact:
    phones = [person.phone] if person.phone else []
    emails = [person.email] if person.email else []
    return Contact(person.name, phones, emails, person.address, uid=str(person.id))
