"""Settings: the shop itself."""

from PySide6.QtWidgets import QLineEdit

from salesdesk.app.settings_parts import SettingsSection
from salesdesk.base.i18n import _
from salesdesk.store.database import Store
from salesdesk.ui import theme


class ShopSection(SettingsSection):
    """What the shop is called."""

    def build(self) -> None:
        """A line for each fact."""
        card = self.add_card()
        self.name = QLineEdit()
        self.name.setFixedWidth(theme.scaled(280))
        self.name.editingFinished.connect(self._rename)
        card.add_line(_("Name of the shop"), _("Stands in the window's title and on every paper."), self.name)

    def fill(self) -> None:
        """The name as it is now."""
        if not self.name.isModified():
            self.name.setText(self.desk.store.setting("shop_name"))

    def _rename(self) -> None:
        name = " ".join(self.name.text().split())
        self.name.setModified(False)
        if name and name != self.desk.store.setting("shop_name"):
            self.desk.do(Store.set_setting, "shop_name", name)
        self.fill()
