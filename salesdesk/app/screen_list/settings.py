"""The settings, the keys and the people at the desk."""

from salesdesk.app.screen_list.stage import Act, Screen, Stage, run
from salesdesk.app.settings_page import SettingsPage
from salesdesk.app.settings_sections import SECTIONS
from salesdesk.base import i18n


def _section(key: str) -> Act:
    return lambda stage: stage.window.open_settings(key)


def _found(stage: Stage) -> None:
    stage.window.open_settings("shop")
    page = stage.window.pages.find(SettingsPage)
    if page is not None:
        page.focus_filter()
        page.search.setText("ti" if i18n.language() == "vi" else "te")


SCREENS = (
    *(Screen(f"settings-{section.key}", _section(section.key)) for section in SECTIONS),
    Screen("settings-found", _found),
    Screen("keys", run("today", "app.keys"), True),
    Screen("staff", run("today", "app.staff"), True),
)
