"""Walks through every screen of ``salesdesk screens`` and has each looked at by a function, not a camera."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from salesdesk.app import artist, screens

Look = Callable[[QWidget], Sequence[str]]
Size = tuple[int, int]


class Album:
    """What `screens.render` is given in place of a picture: it is "saved" by being looked at.

    A page is also looked at in a window drawn to each of ``further`` sizes; a dialog has one size.
    """

    def __init__(self, looks: Sequence[Look], further: Sequence[Size] = ()) -> None:
        self._looks, self._further = looks, further
        self.faults: dict[str, list[str]] = {}
        self.seen: list[str] = []

    def picture(self, window: QMainWindow) -> "_Page":
        """The topmost thing on the screen now."""
        return _Page(self, QApplication.activeModalWidget() or window)

    def look(self, page: QWidget, name: str) -> None:
        """Note what is wrong with a page."""
        self.seen.append(name)
        self._look(page, name)
        if not self._further or not isinstance(page, QMainWindow):
            return
        before = page.size()
        for width, height in self._further:
            page.resize(width, height)
            artist.settle(milliseconds=0)
            self._look(page, f"{name} drawn to {width}x{height}")
        page.resize(before)
        artist.settle(milliseconds=0)

    def _look(self, page: QWidget, name: str) -> None:
        found = [fault for look in self._looks for fault in look(page)]
        if found:
            self.faults[name] = sorted(set(found))


class _Page:
    def __init__(self, album: Album, page: QWidget) -> None:
        self._album, self._page = album, page

    def save(self, path: str) -> bool:
        self._album.look(self._page, Path(path).stem)
        return True


def walk(
    monkeypatch: pytest.MonkeyPatch, folder: Path, looks: Sequence[Look], *, sizes: Sequence[str],
    language: str, only: str = "", further: Sequence[Size] = (),
) -> Album:  # fmt: skip
    """Show every screen at the given sizes and look at it; every one must be shown."""
    album = Album(looks, further)
    monkeypatch.setattr(artist, "picture", album.picture)
    code = screens.render(folder, sizes=sizes, languages=[language], themes=["light"], only=only)
    assert code == 0, "some screens could not be shown; the reason is in the captured output"
    assert album.seen
    return album


def report(album: Album) -> str:
    """The faults by screen, for the message of a failing test; the same fault is said once."""
    by_fault: dict[str, list[str]] = {}
    for name, faults in album.faults.items():
        for fault in faults:
            by_fault.setdefault(fault, []).append(name)
    lines = [
        f"{fault}\n    on {', '.join(names[:4])}{' …' * (len(names) > 4)}"
        for fault, names in by_fault.items()
    ]
    return "\n".join(["", *sorted(lines), f"{len(lines)} faults on {len(album.faults)} screens"])
