"""Where things lie: the shop's book, logs and caches on this computer, and our own resources."""

import os
import sys
from pathlib import Path

APP_NAME = "Salesdesk"
_POINTER = "book-place.txt"
"""Beside where the book usually lies: where it lies instead."""


def resources() -> Path:
    """The folder of icons, fonts, words and samples: in the bundle, in the package, or in the checkout."""
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [
        Path(__file__).parent.parent / "resources",
        Path(__file__).parent.parent.parent / "resources",
    ]
    if bundle:
        candidates.insert(0, Path(bundle) / "resources")
    return next((c for c in candidates if c.is_dir()), candidates[-1])


def shop_folder() -> Path:
    """The folder of the live book: local to this computer, never one that roams or is synced.

    ``SALESDESK_HOME`` overrides it. Windows: %LOCALAPPDATA%, macOS: Application Support, else XDG.
    """
    override = os.environ.get("SALESDESK_HOME")
    if override:
        return Path(override)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / APP_NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / APP_NAME
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / APP_NAME.lower()


def shop_file() -> Path:
    """The live book: in the shop's folder, or where `pointer` says."""
    try:
        kept = pointer().read_text("utf-8").strip()
    except (OSError, UnicodeError):
        kept = ""
    return Path(kept) if kept else usual_file()


def pointer() -> Path:
    """The small file that says where the book lies when it is not in the shop's folder."""
    return shop_folder() / _POINTER


def usual_file() -> Path:
    """Where the live book lies unless somebody wished otherwise."""
    return shop_folder() / "shop.salesdesk"


def local_folders() -> list[Path]:
    """Folders of this computer in which a book may live, best first."""
    home = Path.home()
    return [shop_folder(), home / ".local" / "share" / APP_NAME.lower(), home / f".{APP_NAME.lower()}"]


def backup_folder(book: Path | None = None) -> Path:
    """Where copies of a book are kept: beside it."""
    return (book.parent if book else shop_folder()) / "backups"


def log_folder() -> Path:
    """Where the program writes what went wrong; never any customer's words."""
    return shop_folder() / "logs"


def cache_folder() -> Path:
    """What may be thrown away and is made again (matplotlib's list of fonts)."""
    if sys.platform == "win32":
        base = (
            Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / APP_NAME / "cache"
        )
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches" / APP_NAME
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))) / APP_NAME.lower()
    return base
