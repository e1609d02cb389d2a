"""Settings: the single letters of commands. They are kept on this computer."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from salesdesk.app.features import FEATURES
from salesdesk.app.preferences import LETTERS
from salesdesk.app.settings_parts import LinesCard, SettingsSection, switch, window_of
from salesdesk.base.i18n import _
from salesdesk.ui import theme
from salesdesk.ui.actions import SAFE_LETTERS, Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import STRETCH, Button, ChoiceBox, InlineError, Label, boxed, column, row

BOX, PLACE = 92, 240


class KeyboardSection(SettingsSection):
    """Letters on or off; a letter for each command, changed or taken away."""

    tables = ()

    def __init__(self, desk: Desk) -> None:
        self.boxes: dict[str, ChoiceBox] = {}
        self.errors: dict[str, InlineError] = {}
        super().__init__(desk)

    def build(self) -> None:
        """The switch, then a card for each tab."""
        window = window_of(self.desk)
        self._map, self._preferences = window.actions_map, window.preferences
        card = self.add_card()
        self.letters = switch(
            _("Single-letter keys"),
            [("on", _("On")), ("off", _("Off"))],
            self._preferences.get(LETTERS),
            self._turn,
        )
        card.add_line(
            _("Single-letter keys"),
            _("They work in lists and records, never while typing. When off, they work only with Alt."),
            self.letters,
        )
        back = Button(_("Reset all letters"), icon="rotate-ccw", on_click=self.reset)
        card.add_line(
            _("Letters of commands"),
            _("Only letters that no Vietnamese typing method rewrites. Kept on this computer."),
            back,
        )
        for feature in FEATURES:
            window.make_tab(feature)  # its commands are known once it was made
        for feature in FEATURES:
            own = [a for a in self._map.all() if a.scope.split(".")[0] == feature.key]
            if any(a.letter or self._map.first_letter(a.key) for a in own):
                self._add_tab(self.add_card(_(feature.label)), own)

    def _add_tab(self, card: LinesCard, actions: list[Action]) -> None:
        spare: list[Action] = []
        for action in actions:
            if action.letter or self._map.first_letter(action.key):
                card.add_whole(self._line(action))
            else:
                spare.append(action)
        more = ChoiceBox([("", _("Choose a command…")), *((a.key, _(a.label)) for a in spare)])
        more.setAccessibleName(_("Give another command a letter"))
        more.setFixedWidth(theme.scaled(PLACE))
        more.chosen.connect(partial(self._add_command, card, more))
        card.add_line(_("Give another command a letter"), "", more)

    def _add_command(self, card: LinesCard, more: ChoiceBox, key: object) -> None:
        action = self._map.find(str(key))
        if action is None or action.key in self.boxes:
            return
        card.body.insertWidget(card.body.count() - 2, self._line(action))
        self.boxes[action.key].setFocus()
        more.set_value("")

    def _line(self, action: Action) -> QWidget:
        letters = [("", _("none")), *((one, one.upper()) for one in sorted(SAFE_LETTERS))]
        box = ChoiceBox(letters, _("Letter of {command}").format(command=_(action.label)))
        box.setFixedWidth(theme.scaled(BOX))
        box.set_value(action.letter)
        box.chosen.connect(partial(self._choose, action.key))
        error = InlineError()
        self.boxes[action.key], self.errors[action.key] = box, error
        words = column(STRETCH, Label(_(action.label), "body", wrap=True), error, STRETCH, spacing=2)
        line = row(words, box, spacing=10, margins=(15, 5, 15, 5))
        line.setStretch(0, 1)
        return boxed(line)

    def _turn(self, value: str) -> None:
        self._preferences.put(LETTERS, value)
        self._map.set_letters(value == "on")

    def _choose(self, key: str, value: object) -> None:
        letter, action = str(value), self._map.find(key)
        if action is None:
            return
        taken = self._map.holder(key, letter) if letter else None
        if taken is not None:
            words = _("{letter} belongs to “{command}”. Take it away there first.")
            self.errors[key].setText(words.format(letter=letter.upper(), command=_(taken.label)))
            self.boxes[key].set_value(action.letter)
            return
        for error in self.errors.values():
            error.setText("")
        self._map.set_letter(key, letter)
        self._preferences.put_own_letters(self._map.own_letters)

    def reset(self) -> None:
        """Every command has the letter again that it came with."""
        self._map.set_own_letters({})
        self._preferences.put_own_letters({})
        for key, box in self.boxes.items():
            box.set_value(self._map.first_letter(key))
            self.errors[key].setText("")
        self.desk.toasts.show_toast(_("All letters are as at first"))
