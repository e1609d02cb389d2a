"""What every screen is given: the store, the news of changes, the workers, and the ways to other screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtWidgets import QApplication

from salesdesk.base import i18n
from salesdesk.base.changes import Changes
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.ui.actions import Action, ActionMap
from salesdesk.ui.hub import Hub
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.sheet_dialog import Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from salesdesk.store.database import Store
    from salesdesk.ui.editors import FormPlace

T = TypeVar("T")
LARGE = 64 << 20
"""A book of so many bytes holds some ten thousand people."""
Finder = Callable[[str], Sequence[tuple[int, str, str]]]


class Toaster(Protocol):
    """The message at the bottom left."""

    def show_toast(self, text: str, *, on_undo: Callable[[], object] | None = None) -> None:
        """Say what was done, with its undo."""


class Messages(Protocol):
    """The bar at the top of the page."""

    def show_message(self, title: str, text: str = "") -> None:
        """Say what went wrong, what is safe and what to do."""


@dataclass
class Desk:
    """Passed to every tab, page and dialog; made once for a window.

    ``open_record(kind, id)`` shows a record wherever its kind is shown and says whether it could;
    ``open_tab(key)`` shows a tab; ``window`` is the parent of dialogs. ``find`` are the type-to-find
    functions of references by kind, which features contribute.
    """

    store: Store
    hub: Hub
    jobs: Jobs
    actions: ActionMap
    window: QWidget
    toasts: Toaster
    messages: Messages
    open_record: Callable[[str, int], bool]
    open_tab: Callable[[str], None]
    sizes: Callable[[str], dict[str, int]] = lambda _key: {}
    remember_sizes: Callable[[str], Callable[[dict[str, int]], None]] = lambda _key: lambda _sizes: None
    note: Callable[[str], str] = lambda _key: ""
    """A small text this computer keeps under a name, "" when there is none."""
    keep_note: Callable[[str, str], object] = lambda _key, _text: None
    find: dict[str, Finder] = field(default_factory=dict)
    may: Callable[[str], bool] = lambda _right: True
    """Whether whoever is at the desk has a right of `staff.rights`, for hiding what they cannot do."""
    typed: str = ""
    """What was typed in a sheet that gives way to another one; that one takes it."""

    _asked: dict[str, int] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of formats."""
        return i18n.language()

    @property
    def currency(self) -> str:
        """The shop's currency."""
        return self.store.currency

    def find_action(self, key: str) -> Action | None:
        """A command that some feature contributes ("sales.quote")."""
        return self.actions.find(key)

    def run_action(self, key: str) -> bool:
        """Give a command by its key; False when it is not known or not allowed now."""
        return self.actions.run(key)

    def do(
        self,
        command: Callable[..., Any],
        *args: Any,
        failed: Callable[[UserError], object] | None = None,
        quiet: bool = False,
        **words: Any,
    ) -> Any:
        """Run ``command(store, *args, **words)``; show the undo toast, or why it could not be done.

        Gives the command's answer, or None when it failed. ``failed`` takes a `UserError` to show it
        beside a field, and the file's own trouble as one without a field; without it the page's bar or the
        sheet that is open shows why.
        """
        heard: list[Changes] = []
        forget = self.store.subscribe(heard.append)
        try:
            answer = command(self.store, *args, **words)
        except UserError as error:
            if failed is not None:
                failed(error)
            else:
                self.messages.show_message(error.message)
            return None
        except StoreError as error:
            if failed is not None:
                failed(UserError(error.message))  # the form stays as it is, whatever the reason
            else:
                self.say_trouble(error)
            return None
        finally:
            forget()
        done = next((c for c in heard if c.kind == "do" and c.label), None)
        if done is not None and not quiet:
            self.toasts.show_toast(done.label, on_undo=self.undo)
        return answer

    def say_trouble(self, error: StoreError) -> None:
        """Say the file's own trouble where the person looks: in the sheet that is open, which keeps what
        was typed, or else over the page."""
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, Sheet):
            sheet.show_error(error.message)
        else:
            self.messages.show_message(error.message)

    def read_soon(
        self,
        key: str,
        read: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], None] = lambda _error: None,
    ) -> None:
        """``done(read())``: at once in a small book, from a worker in a large one, where reading takes long.

        Of several readings under one key only the newest is told. One that fails on a worker tells
        ``failed``; counts say nothing, for the list beside them says why.
        """
        if not _is_large(self.store.path):
            done(read())
            return
        number = self._asked[key] = self._asked.get(key, 0) + 1

        screen = getattr(done, "__self__", None)

        def take(found: T) -> None:
            # That it holds the screen lets `Jobs` drop the answer for one that is gone.
            if self._asked[key] == number and screen is getattr(done, "__self__", None):
                done(found)

        self.jobs.run(_("Counting"), lambda _task: read(), take, failed, quiet=True)

    def undo(self) -> bool:
        """Take back the person's last step and say so."""
        return self._walk(
            self.store.undo, self.store.can_undo, _("Undone: {step}"), _("There is nothing to undo")
        )

    def redo(self) -> bool:
        """Bring back the step taken back last and say so."""
        return self._walk(
            self.store.redo, self.store.can_redo, _("Done again: {step}"), _("There is nothing to redo")
        )

    def _walk(
        self, act: Callable[[], bool], label: Callable[[], str | None], done: str, nothing: str
    ) -> bool:
        step = label()
        if step is None:
            self.toasts.show_toast(nothing)
            return False
        try:
            act()
        except (UserError, StoreError) as error:
            self.messages.show_message(error.message)
            return False
        self.toasts.show_toast(done.format(step=step))
        return True

    def say_unread(self, error: Exception) -> None:
        """A list could not be read: say why over the page; what was shown before stays."""
        self.messages.show_message(getattr(error, "message", "") or _("The list could not be read."))

    def take_typed(self) -> str:
        """What was typed in the sheet before, once."""
        typed, self.typed = self.typed, ""
        return typed

    def place(self) -> FormPlace:
        """Where forms stand: the language, money, day and records of the shop."""
        from salesdesk.ui.editors import FormPlace

        store = self.store
        return FormPlace(self.language, store.currency, store.country, store.today(), store.zone, self.find)

    def finders(self) -> Mapping[str, Finder]:
        """The type-to-find functions by kind of record."""
        return self.find


def _is_large(book: Path) -> bool:
    try:
        return book.stat().st_size > LARGE
    except OSError:
        return False
