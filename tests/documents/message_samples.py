"""A sample call of every command of ready-made messages."""

from typing import Any

from salesdesk.documents.message_commands import (
    add_examples,
    add_message,
    edit_message,
    move_message,
    remove_message,
)
from salesdesk.store.database import Store
from tests.undo_samples import Sample


def _two(store: Store) -> dict[str, Any]:
    first = add_message(store, name="Hello", body="Hello {name}")
    return {"first": first, "second": add_message(store, name="Bye", body="Good bye {first_name}")}


MESSAGE_SAMPLES: dict[str, Sample] = {
    "documents.message_commands.add_message": Sample(
        lambda store, _ids: add_message(store, name="Hello", body="Hello {name}")
    ),
    "documents.message_commands.edit_message": Sample(
        lambda store, ids: edit_message(store, ids["first"], body="Good day {name}"), _two
    ),
    "documents.message_commands.remove_message": Sample(
        lambda store, ids: remove_message(store, ids["first"]), _two
    ),
    "documents.message_commands.move_message": Sample(
        lambda store, ids: move_message(store, ids["second"], 0), _two
    ),
    "documents.message_commands.add_examples": Sample(lambda store, _ids: add_examples(store, "marketing")),
}
