"""What can be done with the person whose page is shown: behind keys, buttons and the "…" menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMenu

from salesdesk.base import choices
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import (
    accept_hand_over,
    bin_party,
    hand_over,
    move_prospect,
    return_hand_over,
    set_hot,
)
from salesdesk.parties.fields import PARTY_FIELDS, STAMPED_FIELDS
from salesdesk.parties.history_dialog import HistorySheet
from salesdesk.parties.queries import PartyCard, TaskDue, list_open_tasks
from salesdesk.prospects import words
from salesdesk.prospects.days_picker import popup_below
from salesdesk.prospects.merge_dialog import MergeSheet
from salesdesk.prospects.party_dialog import EditPartySheet
from salesdesk.prospects.qualify_dialog import QualifySheet
from salesdesk.prospects.reason_dialog import ReasonSheet
from salesdesk.prospects.talk_panel import TalkCommands
from salesdesk.ui import icons
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Link

SCOPE = "prospects"
# Commands of other features that take the person as their subject, where the window knows them.
CONTRIBUTED = ("sales.new_deal", "sales.new_sale", "sales.payment", "service.new_case")


class PartyCommands(QObject):
    """The commands about the person shown; each does nothing while nobody is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.talk = TalkCommands(desk)
        self.page = self.talk.page
        self.reveal: Callable[[], object] = lambda: None
        """Brings the page into view, for commands that are answered on it."""
        self.page.can_quote = lambda: desk.find_action("sales.quote") is not None
        self.page.quote_wanted.connect(self.quote)
        self.page.menu_wanted.connect(self.fill_menu)
        self.page.stage_wanted.connect(self.move_to)

    @property
    def card(self) -> PartyCard | None:
        """Who is shown."""
        return self.page.card

    def has_person(self, *_subject: object) -> bool:
        """Whether somebody is shown."""
        return self.page.card is not None

    # ------------------------------------------------------------- stage

    def move_to(self, place: int) -> None:
        """Move to a place of `words.STAGES`: by hand, by the checklist, by a quote, by a sale."""
        card = self.card
        if card is None:
            return
        if place < 3 and card.quoted and card.state not in choices.CUSTOMER_STATES:
            # The quote is a fact: the stage follows from it and would only jump back.
            sentence = _("{name} has an open quote. Mark it as refused, or the deal as lost, to move back.")
            self.desk.messages.show_message(sentence.format(name=card.name))
        elif place in (0, 1) and card.state not in choices.CUSTOMER_STATES:
            self.desk.do(move_prospect, card.id, ("new", "working")[place])
        elif place == 2 and card.state not in choices.CUSTOMER_STATES:
            QualifySheet(self.desk, card).run()
        elif place == 3:
            self.contributed("sales.quote")
        elif place == 4:
            self.contributed("sales.new_sale")

    def choose_stage(self) -> None:
        """Show the stages to move to (M)."""
        if self.card is None:
            return
        menu = QMenu(self.page)
        menu.aboutToHide.connect(menu.deleteLater)
        self._fill_stages(menu)
        if self.page.stages.isVisible():
            popup_below(menu, self.page.stages)
        else:
            popup_below(menu, QApplication.focusWidget() or self.desk.window)

    def _fill_stages(self, menu: QMenu) -> None:
        for place, stage in enumerate(words.STAGES):
            line = menu.addAction(_(stage))
            line.setCheckable(True)
            line.setChecked(place == self.page.stages.current())
            line.triggered.connect(lambda _on=False, to=place: self.move_to(to))

    # ------------------------------------------------------------- the whole record

    def quote(self) -> None:
        """Begin a quote (Q)."""
        self.contributed("sales.quote")

    def new_case(self) -> None:
        """Open a case (C)."""
        self.contributed("service.new_case")

    def payment(self) -> None:
        """Record a payment (P)."""
        self.contributed("sales.payment")

    def contributed(self, key: str) -> None:
        """Give a command of another feature about this person."""
        if self.card is not None:
            self.desk.actions.run(key, "party", self.card.id)

    def edit(self) -> None:
        """All facts in one form (F2)."""
        if self.card is not None:
            EditPartySheet(self.desk, self.card).run()

    def qualify(self) -> None:
        """The qualification checklist."""
        if self.card is not None:
            QualifySheet(self.desk, self.card).run()

    def toggle_hot(self) -> None:
        """Hot, or no longer."""
        if self.card is not None:
            self.desk.do(set_hot, self.card.id, not self.card.hot)

    def merge(self) -> None:
        """Make one record of this and another."""
        if self.card is None:
            return
        sheet = MergeSheet(self.desk, self.card)
        if sheet.run() and sheet.kept is not None:
            self.desk.open_record("party", sheet.kept)

    def history(self) -> None:
        """Who changed what."""
        if self.card is not None:
            title = _("History of {name}").format(name=self.card.name)
            HistorySheet(self.desk, "party", self.card.id, (*PARTY_FIELDS, *STAMPED_FIELDS), title).run()

    def remove(self) -> None:
        """Into the Bin (Del)."""
        if self.card is not None:
            self.desk.do(bin_party, self.card.id)

    def go_to_linked(self) -> None:
        """To the first record that hangs on the person (G)."""
        if self.card is None:
            return
        self.reveal()
        self.page.linked.unfold()
        first: Link | None = self.page.linked.first()
        if first is not None:
            first.setFocus()

    # ------------------------------------------------------------- between marketing and sales

    def waiting_hand_over(self) -> TaskDue | None:
        """The hand-over of this person that nobody answered yet."""
        if self.card is None:
            return None
        with self.desk.store.reading() as db:
            return next((t for t in list_open_tasks(db, self.card.id) if t.origin == "hand_over"), None)

    def hand_over(self) -> None:
        """Give the person to sales."""
        if self.card is not None:
            sheet = ReasonSheet(
                self.desk.window, _("Hand over to sales"), _("What sales should know"), _("Hand over")
            )
            if sheet.run():
                self.desk.do(hand_over, self.card.id, note=sheet.text())

    def accept(self) -> None:
        """Take the person over from marketing."""
        waiting = self.waiting_hand_over()
        if waiting is not None:
            self.desk.do(accept_hand_over, waiting.id)

    def give_back(self) -> None:
        """Return the person to marketing, with a reason."""
        waiting = self.waiting_hand_over()
        if waiting is None:
            return
        sheet = ReasonSheet(self.desk.window, _("Return to marketing"), _("Why"), _("Return"), required=True)
        if sheet.run():
            self.desk.do(return_hand_over, waiting.id, reason=sheet.text())

    # ------------------------------------------------------------- menus and keys

    def fill_menu(self, menu: QMenu) -> None:
        """The lines of the "…" menu."""
        menu.clear()
        if self.card is None:
            return
        known = [action for key in CONTRIBUTED if (action := self.desk.find_action(key)) is not None]
        for action in known:
            self._line(menu, _(action.label), action.icon, "", self._giver(action.key))
        if known:
            menu.addSeparator()
        for action in self.menu_actions():
            key = self.desk.actions.shown_key(action)
            self._line(menu, _(action.label), action.icon, key, action.trigger)

    def _giver(self, key: str) -> Callable[[], None]:
        return lambda: self.contributed(key)

    def _line(self, menu: QMenu, label: str, icon: str, key: str, run: Callable[[], object]) -> None:
        line = menu.addAction(label.replace("&", "&&") + (f"\t{key}" if key else ""))
        if icon:
            line.setIcon(icons.icon(icon))
        line.triggered.connect(lambda _on=False: run())

    def menu_actions(self) -> Sequence[Action]:
        """The commands of the "…" menu that make sense for the person shown."""
        if self.card is None:
            return ()
        waiting = self.waiting_hand_over() is not None
        hot = N_("No longer hot") if self.card.hot else N_("Mark as hot")
        qualify, merge, history, hand, accept, give_back = self.further_actions()
        return (
            *(a for a in self.actions() if a.key in ("prospects.plan", "prospects.move", "prospects.edit")),
            qualify,
            self._action("hot", hot, self.toggle_hot, "flame"),
            *((accept, give_back) if waiting else (hand,)),
            merge,
            history,
            *(a for a in self.actions() if a.key == "prospects.remove"),
        )

    def further_actions(self) -> tuple[Action, Action, Action, Action, Action, Action]:
        """The commands without keys; the palette finds them."""
        return (
            self._action("qualify", N_("Qualify…"), self.qualify, "user-check"),
            self._action("merge", N_("Merge with another record…"), self.merge, "merge"),
            self._action("history", N_("History of this record"), self.history, "history"),
            self._action("hand_over", N_("Hand over to sales…"), self.hand_over, "send"),
            self._action("accept", N_("Take over from marketing"), self.accept, "check"),
            self._action("give_back", N_("Return to marketing…"), self.give_back, "undo-2"),
        )

    def _on_page(self, act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            self.reveal()
            act()

        return run

    def _action(
        self, key: str, label: str, run: Callable[[], object], icon: str, *, chord: str = "", letter: str = ""
    ) -> Action:
        return Action(f"prospects.{key}", label, run, icon, chord, letter, SCOPE, self.has_person)

    def actions(self) -> Sequence[Action]:
        """The commands that have keys, for the tab."""
        talk = self.talk
        return (
            self._action("log_call", N_("Log call"), self._on_page(talk.log_call), "phone", letter="l"),
            self._action("note", N_("Write a note"), self._on_page(talk.write_note), "pencil", letter="n"),
            self._action("plan", N_("Next step…"), talk.plan, "calendar-check", letter="t"),
            self._action("quote", N_("Quote"), self.quote, "file-text", letter="q"),
            self._action("case", N_("New case for this person"), self.new_case, "wrench", letter="c"),
            self._action("payment", N_("Record payment"), self.payment, "banknote", letter="p"),
            self._action("tomorrow", N_("Next step tomorrow"), talk.tomorrow, "calendar", letter="h"),
            self._action("move", N_("Move to stage…"), self.choose_stage, "arrow-right", letter="m"),
            self._action("linked", N_("Go to linked records"), self.go_to_linked, "link", letter="g"),
            self._action("edit", N_("Edit all facts"), self.edit, "pencil", chord="F2"),
            self._action("remove", N_("Delete"), self.remove, "trash-2", chord="Del"),
        )
