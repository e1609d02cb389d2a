"""Changing the ready-made messages."""

from __future__ import annotations

from typing import Any

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.documents.message_queries import ReadyMessage, find_message, list_messages
from salesdesk.documents.message_rules import EXAMPLES, LONGEST_BODY, LONGEST_NAME
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

_EDITED = {"name", "body", "purpose", "channel"}


@command
def add_message(store: Store, *, name: str, body: str, purpose: str = "marketing", channel: str = "") -> int:
    """Keep a text for use again, last of its purpose; returns its id.

    Words in braces that are not known are kept as they are. Raises `UserError` (field "name" or "body")
    without a text, or for one that is far too long; without a name it is called by its first words.
    """
    facts = _checked({"name": name, "body": body, "purpose": purpose, "channel": channel})
    with store.changing(N_("Add the message “{name}”"), name=facts["name"]) as db:
        last = max((message.position for message in list_messages(db, facts["purpose"])), default=-1)
        return store.insert(db, s.ready_message, position=last + 1, **facts)


@command
def edit_message(store: Store, message_id: int, *, version: int | None = None, **facts: str) -> int:
    """Change a message's ``name``, ``body``, ``purpose`` or ``channel``; returns its id.

    Raises `UserError` as `add_message`, and when somebody changed it since ``version``.
    """
    if strange := set(facts) - _EDITED:
        raise TypeError(f"a message has no {', '.join(sorted(strange))}")
    old = _message(store, message_id)
    whole = _checked({**{key: getattr(old, key) for key in _EDITED}, **facts})
    with store.changing(N_("Change the message “{name}”"), name=whole["name"]) as db:
        store.update(db, s.ready_message, message_id, version=version, **whole)
    return message_id


@command
def remove_message(store: Store, message_id: int) -> int:
    """Put a message into the Bin; returns its id."""
    with store.changing(N_("Remove the message “{name}”"), name=_message(store, message_id).name) as db:
        store.remove(db, s.ready_message, message_id)
    return message_id


@command
def move_message(store: Store, message_id: int, place: int) -> int:
    """Put a message at a place (0 is the first) among those of its purpose; returns its id."""
    moved = _message(store, message_id)
    with store.changing(N_("Move the message “{name}”"), name=moved.name) as db:
        rest = [message for message in list_messages(db, moved.purpose) if message.id != message_id]
        at = max(0, min(place, len(rest)))
        for position, message in enumerate([*rest[:at], moved, *rest[at:]]):
            if message.position != position:
                store.update(db, s.ready_message, message.id, position=position)
    return message_id


@command
def add_examples(store: Store, purpose: str = "") -> int:
    """Add the messages that come with the program, in the language on show; returns how many.

    One whose name is there already is left out.
    """
    wanted = [example for example in EXAMPLES if purpose in ("", example.purpose)]
    added = 0
    with store.changing(N_("Add example messages")) as db:
        known = {(message.purpose, message.name) for message in list_messages(db)}
        for example in wanted:
            if (example.purpose, _(example.name)) not in known:
                add_message(
                    store,
                    name=_(example.name),
                    body=_(example.body),
                    purpose=example.purpose,
                    channel=example.channel,
                )
                added += 1
    return added


def _message(store: Store, message_id: int) -> ReadyMessage:
    with store.reading() as db:
        message = find_message(db, message_id)
    if message is None:
        raise UserError(_("This message is no longer there."))
    return message


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    body = nfc(facts["body"]).strip()
    if not body:
        raise UserError(_("Write what the message says."), "body")
    if len(body) > LONGEST_BODY:
        raise UserError(_("This is too long for a message. Shorten it."), "body")
    name = nfc(" ".join(facts["name"].split())) or " ".join(body.split()[:5])[:LONGEST_NAME]
    if len(name) > LONGEST_NAME:
        raise UserError(_("The name is too long to be found by. Shorten it."), "name")
    if facts["purpose"] not in choices.values(choices.PURPOSES):
        raise ValueError(f"no purpose: {facts['purpose']}")
    return {**facts, "name": name, "body": body, "channel": facts["channel"].strip()}
