"""F1: what is on screen, explained offline."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


def open_help(window: "MainWindow") -> None:
    """Show the keys: they are the help there is so far."""
    window.actions_map.run("app.keys")
