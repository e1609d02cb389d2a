"""Remembering that the shop's book lies elsewhere than usual, for the window and the command line alike."""

from pathlib import Path

from salesdesk.base import paths
from salesdesk.base.atomic import write_text


def remember(book: Path) -> None:
    """From now on the shop's book is this one. Raises `OSError` when that cannot be noted."""
    pointer = paths.pointer()
    if book.absolute() == paths.usual_file().absolute():
        pointer.unlink(missing_ok=True)
        return
    pointer.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_text(pointer, str(book.absolute()))


def is_elsewhere() -> bool:
    """Whether somebody chose another place for the book."""
    return paths.pointer().exists()
