"""People and what is known of them."""

from salesdesk.app.screen_list.stage import Screen, Stage, record, run, tab
from salesdesk.store import schema as s


def _record_history(stage: Stage) -> None:
    stage.open_record("party", stage.some(s.party))
    stage.run("prospects.history")


SCREENS = (
    Screen("prospects", tab("prospects")),
    Screen("person", record("party", s.party, s.party.c.state != "prospect")),
    Screen(
        "new-prospect",
        run("prospects", "prospects.new"),
        True,
        fill=lambda stage: stage.type_into_dialog("Mai"),
    ),
    Screen("record-history", _record_history, True),
    Screen("bin", run("prospects", "prospects.bin"), True),
)
