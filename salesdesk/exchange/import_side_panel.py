"""Beside the rows of an import: how many come to what, unknown names, and what to do with bad rows."""

import dataclasses
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from salesdesk.base.i18n import N_, _
from salesdesk.exchange.rehearsal import Choices, Rehearsal
from salesdesk.ui import theme
from salesdesk.ui.widgets import STRETCH, Button, Card, Icon, Label, ScrollColumn, column, row

OUTCOMES = (
    ("new", N_("New"), "user-plus"),
    ("changed", N_("Changed"), "pencil"),
    ("same", N_("As they are"), "check"),
    ("left_out", N_("Left out"), "triangle-alert"),
)
SHOWN_NAMES = 4


def tick(words: str, on: bool, act: Callable[[bool], object]) -> QHBoxLayout:
    """A box to tick whose words may take several lines."""
    box = QCheckBox()
    box.setAccessibleName(words)
    box.setChecked(on)
    box.setFixedWidth(theme.height("target"))
    box.toggled.connect(act)
    out = row(column(box, STRETCH, spacing=0), Label(words, wrap=True, buddy=box), spacing=6)
    out.setStretch(1, 1)
    return out


class SidePanel(QWidget):
    """``choices_changed`` asks for another rehearsal; ``save_wanted(path)``: a file of what is left out."""

    choices_changed = Signal(object)
    save_wanted = Signal(str)

    def __init__(self, rehearsal: Rehearsal, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.page = ScrollColumn((0, 0, 0, 0), 12)
        self.page.add(_counts_part(rehearsal))
        if rehearsal.unknown or rehearsal.to_create:
            self.page.add(self._names_part(rehearsal))
        if rehearsal.counts.get("left_out"):
            self.page.add(self._left_out_part())
        self.page.body.addStretch(1)
        words = _("Nothing is saved until you press Import. One undo takes it all back.")
        self.setLayout(column(self.page, Label(words, "caption", "ink2", wrap=True), spacing=8))

    def put_first(self, card: QWidget) -> None:
        """Show a card above the others."""
        self.page.body.insertWidget(0, card)
        self.page.verticalScrollBar().setValue(0)

    def _names_part(self, rehearsal: Rehearsal) -> QWidget:
        card = Card(_("Names the book does not know"))
        for key, reference in rehearsal.importer.references.items():
            names = rehearsal.to_create.get(key) or rehearsal.unknown.get(key, [])
            if not names:
                continue
            words = _("{kind}: {names}").format(
                kind=_(reference.label),
                names=", ".join(names[:SHOWN_NAMES]) + ("…" if len(names) > SHOWN_NAMES else ""),
            )
            if reference.create is not None:
                add = _("Add {n} new ({kind})").format(n=len(names), kind=_(reference.label))
                card.add(tick(add, key in self._choices.create, partial(self._set_create, key)))
            card.add(Label(words, "caption", "ink2", wrap=True))
        return card

    def _left_out_part(self) -> QWidget:
        card = Card(_("Rows left out"))
        chosen = self._choices
        card.add(Label(_("Choose a row to correct it."), "caption", "ink2", wrap=True))
        card.add(
            tick(
                _("Leave out only the bad value, keep the row"),
                chosen.skip_bad_values,
                lambda on: self._set(skip_bad_values=on),
            )
        )
        card.add(
            tick(
                _("Take rows with too few cells as they are"),
                chosen.short_rows,
                lambda on: self._set(short_rows=on),
            )
        )
        card.add(
            row(Button(_("Save them to a file"), icon="download", size="small", on_click=self._save), STRETCH)
        )
        return card

    def _set_create(self, key: str, on: bool) -> None:
        self._set(create=self._choices.create | {key} if on else self._choices.create - {key})

    def _set(self, **chosen: object) -> None:
        self._choices = dataclasses.replace(self._choices, **chosen)  # type: ignore[arg-type]
        self.choices_changed.emit(self._choices)

    def _save(self) -> None:
        path = ask_where(self)
        if path:
            self.save_wanted.emit(path)


def ask_where(parent: QWidget) -> str:
    """Where the rows left out are to be saved; "" when the person gave up."""
    path, _kind = QFileDialog.getSaveFileName(
        parent, _("Save the rows left out"), _("left out.csv"), "CSV (*.csv)"
    )
    return path


def _counts_part(rehearsal: Rehearsal) -> QWidget:
    card = Card(_("What will happen"))
    for key, words, icon in OUTCOMES:
        count = Label(f"{rehearsal.counts.get(key, 0):,}", "section")
        count.setFixedWidth(theme.scaled(44))
        card.add(row(Icon(icon, "ink2"), count, Label(_(words), "body", "ink2"), STRETCH, spacing=8))
    return card
