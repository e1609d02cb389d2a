"""Everything the after-sales department can be asked to do, in one place for the features above it."""

from salesdesk.service.case_commands import (
    edit_case,
    log_contact,
    open_case,
    set_status,
)
from salesdesk.service.closing_commands import (
    ask_for_score,
    bin_case,
    rate_case,
    reopen_case,
    resolve_case,
)
from salesdesk.service.item_commands import (
    add_owned_item,
    edit_owned_item,
    record_maintenance,
    remove_owned_item,
    replace_owned_item,
    take_on,
)
from salesdesk.service.knowledge_commands import (
    add_checklist_item,
    article_helped,
    copy_checklist,
    edit_article,
    remove_article,
    remove_checklist_item,
    tick_checklist_item,
    write_article,
)
from salesdesk.service.timer_commands import (
    add_time,
    drop_time,
    pause_timer,
    remove_time,
    start_timer,
)

__all__ = [
    "add_checklist_item",
    "add_owned_item",
    "add_time",
    "article_helped",
    "ask_for_score",
    "bin_case",
    "copy_checklist",
    "drop_time",
    "edit_article",
    "edit_case",
    "edit_owned_item",
    "log_contact",
    "open_case",
    "pause_timer",
    "rate_case",
    "record_maintenance",
    "remove_article",
    "remove_checklist_item",
    "remove_owned_item",
    "remove_time",
    "reopen_case",
    "replace_owned_item",
    "resolve_case",
    "set_status",
    "start_timer",
    "take_on",
    "tick_checklist_item",
    "write_article",
]
