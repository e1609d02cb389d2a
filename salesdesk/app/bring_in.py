"""``salesdesk import``: the same reading, matching and rehearsal as the import page, in the terminal."""

import argparse
import dataclasses
import sys
from pathlib import Path

from sqlalchemy import func, select

from salesdesk.app.importers import BY_KEY
from salesdesk.app.terminal import DONE, FAILED, say
from salesdesk.base.errors import UserError
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.exchange.copying_first import copy_first
from salesdesk.exchange.importer import Importer
from salesdesk.exchange.mapping import Mapping, guess, problems
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import Choices, Rehearsal, apply, rehearse
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.opening import open_book

SHOWN = 10


def run(book: Path, chosen: argparse.Namespace) -> int:
    """Bring in a file; with ``--dry-run`` only say what would happen."""
    store = open_book(book)
    try:
        return _bring_in(store, chosen)
    finally:
        store.close()


def _bring_in(store: Store, chosen: argparse.Namespace) -> int:
    importer = _importer(store, chosen)
    table = open_table(chosen.file, encoding=chosen.encoding, sheet=chosen.sheet)
    for warning in table.warnings:
        say(warning, sys.stderr)
    mapping = guess(importer.matchable, table, words=importer.words)
    _match_by_hand(mapping, importer, chosen.map)
    wrong = problems(mapping, importer.matchable)
    if wrong:
        raise UserError(" ".join(wrong))
    _say_matches(mapping)
    # The terminal asks nothing, so what a file names and the book has not is made.
    rehearsal = rehearse(
        table,
        mapping,
        importer,
        store,
        Task(_progress),
        choices=Choices(create=frozenset(importer.references)),
    )
    _say_outcome(rehearsal)
    if chosen.left_out:
        rehearsal.left_out_csv(chosen.left_out)
    if chosen.dry_run:
        say(_("Nothing was written."))
        return DONE
    copy_first(rehearsal, store, Task(_progress))
    result = apply(rehearsal, store, Task(_progress))
    say(
        _("{added} added, {changed} changed, {same} as they were, {left_out} left out.").format(
            added=result.added, changed=result.changed, same=result.same, left_out=result.left_out
        )
    )
    return DONE if result.added or result.changed or result.same else FAILED


def _importer(store: Store, chosen: argparse.Namespace) -> Importer:
    importer = BY_KEY[chosen.kind].importer
    if not chosen.campaign:
        return importer
    with store.reading() as db:
        c = s.campaign.c
        named = func.lower(c.name) == chosen.campaign.lower()
        campaign_id = db.execute(select(c.id).where(named, c.deleted_at.is_(None))).scalar()
    if campaign_id is None:
        raise UserError(_("There is no campaign called “{name}”.").format(name=chosen.campaign))
    return dataclasses.replace(importer, defaults={**importer.defaults, "campaign_id": campaign_id})


def _match_by_hand(mapping: Mapping, importer: Importer, pairs: list[str]) -> None:
    names = {fold(m.name): m.column for m in mapping.columns}
    fields = {f.key for f in importer.matchable}
    for pair in pairs:
        column, _equals, key = pair.partition("=")
        if fold(column.strip()) not in names:
            raise UserError(_("The file has no column “{column}”.").format(column=column))
        if key and key not in fields:
            known = ", ".join(sorted(fields))
            raise UserError(
                _("There is no field “{field}”. Choose one of {known}.").format(field=key, known=known)
            )
        mapping.assign(names[fold(column.strip())], key or None)


def _say_matches(mapping: Mapping) -> None:
    for match in mapping.columns:
        say(f"  {match.name[:38]:<40}→ {match.field_key or '—'}")


def _say_outcome(rehearsal: Rehearsal) -> None:
    counts = rehearsal.counts
    say(
        _("{new} new, {changed} changed, {same} as they are, {left_out} left out.").format(
            new=counts["new"], changed=counts["changed"], same=counts["same"], left_out=counts["left_out"]
        )
    )
    for plan in rehearsal.rows("left_out", SHOWN):
        say(_("  row {number}: {reason}").format(number=plan.number, reason=plan.reason))
    for key, names in rehearsal.unknown.items():
        say(_("  not known ({field}): {names}").format(field=key, names=", ".join(names[:SHOWN])))


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and total:
        sys.stderr.write(f"\r{done * 100 // total:>3} %  ")
        sys.stderr.flush()
