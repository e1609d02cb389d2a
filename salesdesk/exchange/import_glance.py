"""A quick check while the columns are being matched, so that the person sees what would come of them."""

from datetime import date
from typing import TYPE_CHECKING

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.money import format_number
from salesdesk.base.task import Task
from salesdesk.exchange.import_draft import Checked, ImportDraft

if TYPE_CHECKING:
    from salesdesk.exchange.import_match_panel import MatchPanel
    from salesdesk.ui.jobs import Job, Jobs

MOST_ROWS = 20_000
"""Longer files are checked only when the person asks."""


class Glance:
    """Keeps the panel's figures and the states of its columns as the columns are matched now."""

    def __init__(self, jobs: "Jobs", draft: ImportDraft, panel: "MatchPanel", language: str) -> None:
        self._jobs, self._draft, self._panel, self._language = jobs, draft, panel, language
        self._job: Job | None = None
        self._found: tuple[str, Checked] | None = None

    def ask(self) -> None:
        """Check how the columns are matched now; what was asked before is dropped."""
        self.stop()
        draft, key = self._draft, self._draft.key
        if draft.file is None or draft.problems():
            self._panel.glance.show_waiting(_("Match the columns first."))
            return
        if draft.file.table.row_count > MOST_ROWS:
            self._panel.glance.show_waiting(_("A long file: it is counted in the next step."))
            return
        self._panel.glance.show_waiting(_("Counting…"))

        def work(task: Task) -> Checked | None:
            return draft.check(task)

        def done(found: Checked | None) -> None:
            if found is not None and key == self._draft.key:
                self._found = key, found
                self._panel.glance.show_rehearsal(found.rehearsal, self._language)
                self.show_states()

        self._job = self._jobs.run(
            _("Checking the rows"),
            work,
            done,
            lambda error: self._panel.glance.show_waiting(str(error)),
            quiet=True,
        )

    def take(self) -> Checked | None:
        """What was found, if it still holds for how the columns are matched now."""
        if self._found is not None and self._found[0] == self._draft.key:
            return self._found[1]
        return None

    def answer(self, column: int, first: bool) -> None:
        """Take the person's answer to the question about a column."""
        self._draft.answer(column, first)
        self.show_states()
        self.ask()

    def show_states(self) -> None:
        """Say of every column what becomes of it, and what stands in the way of going on."""
        file, found = self._draft.file, self.take()
        questions = file.study.questions if file is not None else []
        asked = {question.column: isinstance(question.first, date) for question in questions}
        made = made_words(found, self._language) if found is not None else {}
        self._panel.show_problems(self._draft.problems(), asked, made)

    def stop(self) -> None:
        """Drop what is under way and what was found."""
        self._found = None
        if self._job is not None and self._job.running:
            self._job.cancel()
        self._job = None


def made_words(found: Checked, language: str) -> dict[str, str]:
    """What a column makes anew, by field: new labels, names that the book does not know."""
    rehearsal = found.rehearsal
    names = {**rehearsal.unknown, **rehearsal.to_create}
    out = {}
    for key, listed in names.items():
        words = ngettext("{n} new name", "{n} new names", len(listed))
        out[key] = words.format(n=format_number(len(listed), 0, language))
    for key, listed in found.labels.items():
        words = ngettext("{n} new label", "{n} new labels", len(listed))
        out[key] = words.format(n=format_number(len(listed), 0, language))
    return out
