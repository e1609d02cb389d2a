"""Cases, what customers own, ratings."""

from salesdesk.app.screen_list.stage import Act, Screen, Stage, on, record, run, tab
from salesdesk.store import schema as s


def _calendar(view: str) -> Act:
    def show(stage: Stage) -> None:
        stage.tab("service", "calendar").panel("calendar").show_as(view)
        stage.settle(60)

    return show


def _job(stage: Stage) -> None:
    panel = stage.tab("service", "calendar").panel("calendar")
    panel.open_job(stage.some(s.task, s.task.c.kind == "maintenance", s.task.c.due_on.is_not(None)))


SCREENS = (
    Screen("service-queue", tab("service", "queue")),
    Screen("case", record("case", s.service_case, s.service_case.c.status == "working")),
    Screen(
        "print-job",
        on("service", "service.print", "case", s.service_case, s.service_case.c.status == "working"),
        True,
    ),
    Screen("jobs-week", _calendar("week")),
    Screen("jobs-people", _calendar("people")),
    Screen("jobs-month", _calendar("month"), after=_calendar("week")),
    Screen("job", _job, True),
    Screen("new-job", lambda stage: stage.tab("service", "calendar").panel("calendar").add_here(), True),
    Screen("owned-items", tab("service", "items")),
    Screen("ratings", tab("service", "ratings")),
    Screen("complaint", record("case", s.service_case, s.service_case.c.kind == "complaint")),
    Screen("articles", run("service", "service.articles"), True),
    Screen("new-case", run("service", "service.new_case"), True),
)
