"""Settings, keys, staff."""

from salesdesk.app.screen_list.stage import Screen, run

SCREENS = (
    Screen("settings", run("today", "app.settings"), True),
    Screen("keys", run("today", "app.keys"), True),
    Screen("staff", run("today", "app.staff"), True),
)
