"""The audience of a campaign: conditions, the live count, saved audiences, and making it the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.money import format_number
from salesdesk.marketing import audience_queries as queries
from salesdesk.marketing.audience_commands import set_audience, use_as_audience, use_segment
from salesdesk.marketing.audience_rules import Rules, to_json
from salesdesk.marketing.condition_view import ConditionList
from salesdesk.marketing.count_view import Counted, LiveCount, left_out_words, people_words
from salesdesk.marketing.segment_dialog import save_segment_sheet
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    Card,
    Emphasis,
    Icon,
    Label,
    Strip,
    announce,
    boxed,
    row,
)


class AudiencePanel(Card):
    """The card in which a campaign's audience is built."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._figure = Emphasis("", "body", "ink2", strong_role="section", strong_color="mktInk")
        super().__init__(_("Audience"), self._figure, parent=parent)
        self._desk = desk
        self._campaign_id = 0
        self._kept: Rules = ()
        self._building = False
        self.conditions = ConditionList(self._options)
        self.conditions.edited.connect(self._edited)
        self._live = LiveCount(desk, self)
        self._live.counted.connect(self._show_count)
        self._left_out = Label("", "caption", "ink2", elide="end")
        self._shield = Icon("shield-check", "accent")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        add = Button(_("Add condition"), "ghost", icon="plus", size="small", on_click=self.conditions.add)
        saved = Button(_("Saved audiences"), "ghost", size="small", menu=self._menu)
        foot = row(add, saved, STRETCH, self._shield, self._left_out, spacing=6)
        foot.setStretchFactor(self._left_out, 0)
        self._strip = Strip("mkt", "users-round")
        self._strip_words = Label("", "body", "mktInk", wrap=True, align=Qt.AlignmentFlag.AlignVCenter)
        self.use_button = Button(_("Use as audience"), "primary", size="small", on_click=self.use)
        self._strip.row.addWidget(self._strip_words, 1)
        self._strip.row.addWidget(self.use_button)
        for item in (self.conditions, boxed(foot), self._strip):
            self.add(item)
        self._strip.hide()

    # ------------------------------------------------------------- what is shown

    def show_campaign(self, campaign_id: int) -> None:
        """Show a campaign's audience; what is just being built in it stays as it is."""
        with self._desk.store.reading() as db:
            _segment_id, _name, rules = queries.campaign_rules(db, campaign_id)
            names = queries.value_names(db, rules)
        self._building = self._building and campaign_id == self._campaign_id
        self._campaign_id, self._kept = campaign_id, rules
        if not self._building and self.conditions.rules() != rules:
            self.conditions.set_rules(rules, names)
        self._live.ask(self.conditions.rules(), campaign_id, at_once=True)

    def _dirty(self) -> bool:
        return to_json(self.conditions.rules()) != to_json(self._kept)

    def _options(self, key: str) -> Sequence[tuple[str, str]]:
        with self._desk.store.reading() as db:
            return queries.options(db, key)

    def _edited(self) -> None:
        self._building = True
        self._live.ask(self.conditions.rules(), self._campaign_id)

    def _show_count(self, counted: Counted) -> None:
        spoken = self._figure.text()
        self._figure.setText(people_words(counted.reach.people, self._desk.language))
        self._left_out.setText(left_out_words(counted.reach.left_out, self._desk.language))
        if spoken and spoken != self._figure.text():
            announce(self, self._figure.text())
        self._show_difference(counted)

    def _show_difference(self, counted: Counted) -> None:
        if counted.difference is None:
            return
        missing, extra = counted.difference
        # Without a condition everybody fits: nobody means that before having said anything.
        nothing_said = not self._kept and not any(row.complete for row in counted.rules)
        self._strip.setVisible(bool(missing or extra) and not nothing_said)
        language = self._desk.language
        come = ngettext("{n} person is not on the list yet.", "{n} people are not on the list yet.", missing)
        go = ngettext("{n} on the list no longer fits.", "{n} on the list no longer fit.", extra)
        said = [
            words.format(n=format_number(n, 0, language)) for n, words in ((missing, come), (extra, go)) if n
        ]
        self._strip_words.setText(" ".join(said))

    # ------------------------------------------------------------- what is done

    def use(self) -> None:
        """Make the list of people what the conditions say."""
        rules = self.conditions.rules()
        store, campaign_id = self._desk.store, self._campaign_id
        self._kept, self._building = rules, False
        self._desk.jobs.run(
            _("Choosing the audience"), lambda _task: use_as_audience(store, campaign_id, rules), self._used
        )

    def _used(self, members: int) -> None:
        words = ngettext("{n} person is on the list", "{n} people are on the list", members)
        shown = words.format(n=format_number(members, 0, self._desk.language))
        self._desk.toasts.show_toast(shown, on_undo=self._desk.undo)
        self._live.ask(self.conditions.rules(), self._campaign_id, at_once=True)

    def _fill_menu(self) -> None:
        self._menu.clear()
        with self._desk.store.reading() as db:
            segments = queries.list_segments(db)
        for segment in segments:
            self._entry(segment.name.replace("&", "&&"), partial(self._take_segment, segment.id))
        if segments:
            self._menu.addSeparator()
        self._entry(_("Save this audience…"), self._save)

    def _entry(self, words: str, run: Callable[[], object]) -> None:
        self._menu.addAction(words).triggered.connect(lambda: run())

    def _take_segment(self, segment_id: int) -> None:
        self._desk.do(use_segment, self._campaign_id, segment_id)
        with self._desk.store.reading() as db:
            _segment_id, _name, rules = queries.campaign_rules(db, self._campaign_id)
            names = queries.value_names(db, rules)
        self._kept = rules
        self.conditions.set_rules(rules, names)
        self._edited()
        self._building = False

    def _save(self) -> None:
        rules = self.conditions.rules()
        segment_id = save_segment_sheet(self._desk, rules).finish()
        if segment_id is not None:
            self._kept, self._building = rules, False
            self._desk.do(use_segment, self._campaign_id, segment_id, quiet=True)

    def keep(self) -> None:
        """Keep the conditions as they stand, without touching the list."""
        if self._campaign_id and self._dirty():
            self._kept, self._building = self.conditions.rules(), False
            self._desk.do(set_audience, self._campaign_id, self._kept)
