"""The settings, the keys and the people at the desk."""

from salesdesk.app.screen_list.stage import Act, Screen, Stage, run
from salesdesk.app.settings_page import SettingsPage
from salesdesk.app.settings_sections import SECTIONS
from salesdesk.app.support import Part
from salesdesk.app.support_dialog import SupportSheet
from salesdesk.base import i18n
from salesdesk.base.i18n import _


def _section(key: str) -> Act:
    return lambda stage: stage.window.open_settings(key)


def _found(stage: Stage) -> None:
    stage.window.open_settings("shop")
    page = stage.window.pages.find(SettingsPage)
    if page is not None:
        page.focus_filter()
        page.search.setText("ti" if i18n.language() == "vi" else "te")


def _support(stage: Stage) -> None:
    parts = [
        Part(
            "versions",
            _("Versions"),
            "Salesdesk: 1.0\nSQLite: 3.53.4\nPython: 3.13.1\nQt: 6.11.3\nSystem: Windows 11",
        ),
        Part("settings", _("Settings"), "language: vi\ntheme: system\ntext_size: 100\nshop currency: VND"),
        Part("counts", _("Counts and sizes"), "party: 214\nsale: 1208\nstep: 9120\npage_count: 3120"),
        Part("check", _("Check of the book"), "ok    " + _("The file is whole.")),
        Part("log", _("What went wrong lately"), _("Nothing was noted.")),
    ]
    stage.window.open_settings("about")
    SupportSheet(stage.window, parts).open()


SCREENS = (
    *(Screen(f"settings-{section.key}", _section(section.key)) for section in SECTIONS),
    Screen("settings-found", _found),
    Screen("support-file", _support, True),
    Screen("keys", run("today", "app.keys"), True),
    Screen("staff", run("today", "app.staff"), True),
)
