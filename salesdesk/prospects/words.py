"""What the screens say about a person: the facts, the stages (no Qt here)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from salesdesk.base import choices
from salesdesk.base.fields import Field, Kind, by_key
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.parties.fields import CONSENTS, PARTY_FIELDS
from salesdesk.prospects.row_words import source_words
from salesdesk.ui.formats import format_value

if TYPE_CHECKING:
    from salesdesk.parties.queries import PartyCard

STAGES = (N_("New"), N_("Contacted"), N_("Qualified"), N_("Quoted"), N_("Customer"))
_STATE_TONES = {"prospect": "sales", "contact": "neutral", "lapsed": "warn"}
# A source is free text in files; at the desk it is chosen, and a word of a file stays among the choices.
SOURCE = Field("source", N_("Source"), Kind.CHOICE, choices=choices.SOURCES)
EDITED = tuple(SOURCE if field.key == "source" else field for field in PARTY_FIELDS if field.editable)
FIELDS = by_key((*PARTY_FIELDS, SOURCE))
_ABOVE = ("name", "phone", "address", "kind", "hot", "state", "prospect_stage")
_FIRST = ("needs", "deal", "source", "notes", "consent", "staff_id")
# What is told by another fact, or is no fact to be typed.
_TOLD = ("source_detail", "referred_by_id", "consent_on", "prospect_on")
_LAST = tuple(f.key for f in PARTY_FIELDS if f.key not in (*_ABOVE, *_FIRST, *_TOLD))


class Fact(NamedTuple):
    """A fact as it stands in the column: ``key`` of its `Field`; ``opens``: (kind, id) its words lead to."""

    key: str
    label: str
    words: str
    opens: tuple[str, int] | None = None


def stage_place(card: PartyCard) -> int:
    """Where a party stands among `STAGES`; -1 when it is none of them (a contact, not a fit)."""
    if card.state in choices.CUSTOMER_STATES:
        return 4
    if card.state != "prospect" or card.prospect_stage == "disqualified":
        return -1
    if card.quoted:
        return 3
    return {"working": 1, "qualified": 2}.get(card.prospect_stage or "new", 0)


def state_badges(card: PartyCard, language: str, currency: str) -> list[tuple[str, str, str]]:
    """The badges beside the name: words, tone, icon."""
    out: list[tuple[str, str, str]] = []
    if card.hot:
        out.append((_("Hot"), "service", "flame"))
    state = choices.label(choices.PARTY_STATES, card.state)
    out.append((state, _STATE_TONES.get(card.state, "accent"), ""))
    if card.state == "prospect" and card.prospect_stage in ("disqualified", "nurture"):
        out.append((choices.label(choices.PROSPECT_STAGES, card.prospect_stage), "warn", ""))
    if card.owed > 0:
        out.append(
            (_("{money} due").format(money=format_money(card.owed, currency, language)), "warn", "banknote")
        )
    if card.open_cases:
        out.append((_("Open case"), "service", "wrench"))
    if card.in_bin:
        out.append((_("In the Bin"), "danger", "trash-2"))
    return out


def list_facts(card: PartyCard, language: str, currency: str) -> list[Fact]:
    """The facts of a party that are known, in the order of the column."""
    return [fact for fact in _facts(card, language, currency) if fact.words]


def unknown_facts(card: PartyCard) -> list[Field]:
    """The facts that nobody has told yet, which can be added."""
    keys = (*(k for k in _FIRST if k != "deal"), "referred_by_id", *_LAST)
    fields = [FIELDS[key] for key in keys if FIELDS[key].editable]
    return [field for field in fields if card.facts[field.key] in (None, "")]


def _facts(card: PartyCard, language: str, currency: str) -> Iterator[Fact]:
    special: dict[str, Callable[[PartyCard, str, str], Fact]] = {
        "deal": _deal_fact,
        "source": _source_fact,
        "consent": _consent_fact,
    }
    for key in (*_FIRST, *_LAST):
        if key in special:
            yield special[key](card, language, currency)
        else:
            field = FIELDS[key]
            yield Fact(key, _(field.label), _plain(field, card, language, currency), _leads_to(key, card))


def _plain(field: Field, card: PartyCard, language: str, currency: str) -> str:
    value: Any = card.facts[field.key]
    if value in (None, ""):
        return ""
    if field.kind is Kind.REFERENCE:
        return {"staff_id": card.staff, "organisation_id": card.organisation}.get(field.key, "")
    if field.kind is Kind.LONG_TEXT:
        return str(value)
    return format_value(field, value, language, currency)


def _leads_to(key: str, card: PartyCard) -> tuple[str, int] | None:
    if key == "organisation_id" and card.facts[key]:
        return "party", card.facts[key]
    return None


def _deal_fact(card: PartyCard, language: str, currency: str) -> Fact:
    deals = card.deals
    if not deals.number or deals.deal_id is None:
        return Fact("deal", "", "")
    if not deals.amount:
        words = _("No amount yet · {share}% likely").format(share=deals.likelihood)
        return Fact("deal", _("Deal value"), words, ("deal", deals.deal_id))
    money = format_money(deals.amount, currency, language)
    words = _("{money} · {share}% likely").format(money=money, share=deals.likelihood)
    return Fact("deal", _("Deal value"), words, ("deal", deals.deal_id))


def _source_fact(card: PartyCard, *_format: str) -> Fact:
    label, source = _(FIELDS["source"].label), source_words(card.facts["source"])
    if card.referred_by:
        words = _("{source}: {name}").format(source=source or _("Referral"), name=card.referred_by)
        return Fact("source", label, words, ("party", card.facts["referred_by_id"]))
    if card.campaign:
        words = _("{source}: {name}").format(source=source or _("Campaign"), name=card.campaign)
        return Fact("source", label, words, ("campaign", card.facts["campaign_id"]))
    detail = card.facts["source_detail"]
    return Fact(
        "source", label, _("{source}, {detail}").format(source=source, detail=detail) if detail else source
    )


def _consent_fact(card: PartyCard, language: str, _currency: str) -> Fact:
    words = choices.label(CONSENTS, card.facts["consent"]) if card.facts["consent"] else ""
    on = card.facts["consent_on"]
    if words and on is not None:
        words = _("{answer} · {day}").format(answer=words, day=format_day(on, language, "short"))
    return Fact("consent", _(FIELDS["consent"].label), words)
