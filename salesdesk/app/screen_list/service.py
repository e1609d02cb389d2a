"""Cases, what customers own, ratings."""

from salesdesk.app.screen_list.stage import Screen, on, record, run, tab
from salesdesk.store import schema as s

SCREENS = (
    Screen("service-queue", tab("service", "queue")),
    Screen("case", record("case", s.service_case, s.service_case.c.status == "working")),
    Screen(
        "print-job",
        on("service", "service.print", "case", s.service_case, s.service_case.c.status == "working"),
        True,
    ),
    Screen("owned-items", tab("service", "items")),
    Screen("ratings", tab("service", "ratings")),
    Screen("new-case", run("service", "service.new_case"), True),
)
