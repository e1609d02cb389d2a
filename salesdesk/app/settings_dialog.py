"""Settings: what this computer shows, and what the shop is called. Everything is saved at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from salesdesk.app.preferences import LANGUAGE, LETTERS, TEXT_SIZE, THEME, Preference, Preferences
from salesdesk.base import i18n
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store.database import Store
from salesdesk.ui import theme
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Divider, FormField, Label, Segmented, SegmentItem, row


class SettingsDialog(Sheet):
    """``looks_changed`` is True afterwards when the window must be made anew."""

    letters_chosen = Signal(bool)

    def __init__(self, parent: QWidget, store: Store, preferences: Preferences) -> None:
        super().__init__(parent, _("Settings"), 560, icon="settings")
        self._store, self._preferences = store, preferences
        self.looks_changed = False
        self.body.addWidget(Label(_("On this computer"), "section"))
        self._add(_("Language"), LANGUAGE, [("en", "English"), ("vi", "Tiếng Việt")], i18n.language())
        colours = [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        self._add(_("Colours"), THEME, colours, preferences.get(THEME))
        sizes = [(s, _("{n} %").format(n=s)) for s in TEXT_SIZE.choices]
        self._add(_("Text size"), TEXT_SIZE, sizes, preferences.get(TEXT_SIZE))
        self._add(
            _("Single-letter keys"), LETTERS, [("on", _("On")), ("off", _("Off"))], preferences.get(LETTERS)
        )
        self.body.addWidget(Divider())
        self.body.addWidget(Label(_("The shop"), "section"))
        self.shop = QLineEdit(store.setting("shop_name"))
        self.shop.editingFinished.connect(self._rename)
        self.body.addWidget(FormField(_("Name of the shop"), self.shop))
        facts = _("Money is kept in {currency}; days begin at midnight in {zone}.").format(
            currency=store.currency, zone=store.setting("zone", "UTC")
        )
        self.body.addWidget(Label(facts, "caption", "ink2", wrap=True))
        where = Label(
            _("Book: {path}").format(path=store.path), "caption", "ink3", elide="middle", selectable=True
        )
        self.body.addWidget(where)
        self.set_note(_("Saved at once"))
        self.set_primary(_("Close"), icon="")

    def _add(self, words: str, preference: Preference, choices: list[tuple[str, str]], current: str) -> None:
        choice = Segmented([SegmentItem(key, text) for key, text in choices], current, name=words)
        choice.chosen.connect(lambda key: self._choose(preference, key))
        self.body.addLayout(row(Label(words, "body", "ink2"), STRETCH, choice))

    def _choose(self, preference: Preference, value: str) -> None:
        self._preferences.put(preference, value)
        if preference is LETTERS:
            self.letters_chosen.emit(value == "on")
            return
        # The words and colours of this very dialog change too, so it is made anew with the window.
        self._rename()
        self.looks_changed = True
        self.accept()

    def _rename(self) -> None:
        name = self.shop.text().strip()
        if name and name != self._store.setting("shop_name"):
            try:
                self._store.set_setting("shop_name", name)
            except StoreError as error:
                self.show_error(error.message)


def apply(preferences: Preferences, store: Store | None) -> None:
    """Put the remembered language, colours and text size into force."""
    chosen = preferences.get(LANGUAGE) or (store.setting("language") if store else "")
    if chosen:
        i18n.set_language(chosen)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, preferences.get(THEME), preferences.text_scale)
