"""The three kinds of trouble a person may meet, each with words that say what to do."""


class UserError(Exception):
    """What was asked cannot be done as it stands; the message says what the person can do.

    ``field`` is the key of the `Field` beside which the message belongs, where there is one.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StoreError(Exception):
    """The file cannot be read or written: disk full, locked, read-only, newer, damaged, foreign.

    ``message`` says what happened, what is safe and what to do; ``detail`` is for a report. ``kind`` is
    what the ways on hang on: "missing", "damaged", "foreign", "newer", "busy", "full", "read_only", "drive"
    (it does not answer), "denied" (it may not be opened), or "" for anything else.
    """

    def __init__(self, message: str, detail: str = "", kind: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail
        self.kind = kind


class Cancelled(Exception):  # noqa: N818 - not an error: the person asked for it
    """The person stopped the work; nothing of it was kept."""
