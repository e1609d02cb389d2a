"""Is a book laid out exactly as Salesdesk of its version makes one? Asked before anything in it may run.

A file can be a sound Salesdesk book to the engine and still carry somebody's trigger, which would act at
the next sale. Its layout is therefore compared, by its fingerprint, with the one every released version had.
"""

from typing import Any

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store.blueprint import fingerprint

KNOWN = {
    1: "1a3646227d5243d6acc28f83727361b17fb6a0820222c1fd5a8370db8143c9f4",
    2: "f41f9bc7b5e3bbe6f5a3d10f12aab8efea982898a19852e396d3a38899a56521",
    3: "540f46c3cb9dcd9c4d3d8941c6f710c6d7dd5116c5eba61f819f78198734e64e",
}
"""The fingerprint of every version of the schema, a line each; a test makes them from the revisions."""


class StrangeLayoutError(StoreError):
    """A file says it is a book but is not laid out as one: only its records may be taken."""


def refuse_strange(connection: Any) -> int:
    """The version of a book that is laid out as that version is; nothing in the file is run by asking.

    Raises `StrangeLayoutError`.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if KNOWN.get(version) != fingerprint(connection):
        raise StrangeLayoutError(
            _(
                "The layout of this copy was changed by another program, so it was not opened. "
                "Your book is as it was. Choose another copy, or take only the records of this one."
            ),
            "schema fingerprint",
        )
    return version
