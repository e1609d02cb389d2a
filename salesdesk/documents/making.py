"""From a record to its paper: quote, sales slip, receipt, job sheet, call list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from salesdesk.base.choices import CASE_KINDS, PAYMENT_METHODS, PRIORITIES
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import sign
from salesdesk.documents import paper_queries as queries
from salesdesk.documents import papers as p
from salesdesk.documents.amount_words import amount_in_words
from salesdesk.documents.payment_codes import PURPOSE_LENGTH, payment_text, spaced_iban, without_marks
from salesdesk.documents.shop_details import ShopDetails, read_details
from salesdesk.documents.voice import Voice
from salesdesk.store import schema as s
from salesdesk.store.database import Store

_GIFT = 10_000


class _Desk(NamedTuple):
    """What every paper is made with."""

    db: Connection
    store: Store
    request: p.Request
    voice: Voice
    shop: ShopDetails


def make_paper(store: Store, request: p.Request) -> p.Paper:
    """The paper of a record. Raises `UserError` when the record is gone."""
    makers: Mapping[str, Callable[[_Desk], p.Paper]] = {
        "quote": _quote,
        "sale": _sale,
        "receipt": _receipt,
        "job": _job,
    }
    shop = read_details(store.setting)
    with store.reading() as db:
        return makers[request.kind](_Desk(db, store, request, Voice(request.language, store.currency), shop))


def make_call_list(store: Store, title: str, rows: Sequence[p.CallRow], language: str) -> p.Paper:
    """A list to call from: ``title`` says which; the rows are printed as they are given."""
    voice = Voice(language, store.currency)
    desk_shop = read_details(store.setting)
    say = voice.say
    return p.Paper(
        "calls",
        language,
        say(N_("Call list")),
        title,
        _shop_block(store, desk_shop, voice),
        facts=[
            p.Fact(say(N_("Date")), voice.day(store.today())),
            p.Fact(say(N_("People on the list")), voice.quantity(len(rows) * 1000)),
        ],
        calls_head=p.CallHead(
            say(N_("No.")), say(N_("Name")), say(N_("Phone")), say(N_("Reason")), say(N_("What was said"))
        ),
        calls=rows,
        page_words=say(N_("Page {page} of {pages}")),
    )


def customer_language(store: Store, kind: str, record_id: int) -> str:
    """The language a paper is in unless another is chosen: the customer's country's, else the shop's."""
    with store.reading() as db:
        country = queries.customer_country(db, kind, record_id)
    if country:
        return "vi" if country.upper() in ("VN", "VNM", "VIỆT NAM", "VIETNAM") else "en"
    return "vi" if store.setting("language", "en") == "vi" else "en"


def _found(row: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if row is None:
        raise UserError(_("This record is no longer there. Undo brings it back."))
    return row


# ---------------------------------------------------------------- the four papers


def _quote(desk: _Desk) -> p.Paper:
    say = desk.voice.say
    quote = _found(queries.record(desk.db, s.quote, desk.request.record_id))
    parts = queries.planned_payments(desk.db, quote["id"])
    goods = queries.goods_of(desk.db, s.quote_line, "quote_id", quote["id"])
    number, due = quote["number"] or "", parts[0]["amount"] if parts else quote["total"]
    revision = say(N_("revision {n}"), n=quote["revision"]) if quote["revision"] > 1 else ""
    what = parts[0]["title"] if parts else say(N_("Quote"))
    return _with_goods(desk, goods, quote)._replace(
        title=say(N_("Quote")),
        number=" · ".join(word for word in (number, revision) if word),
        facts=_facts(
            (say(N_("Date")), desk.voice.day(quote["dated_on"])),
            (say(N_("Valid until")), desk.voice.day(quote["valid_until"])),
            (say(N_("Seller")), queries.staff_name(desk.db, quote["staff_id"])),
        ),
        plan_title=say(N_("Payment plan")),
        plan=_plan(desk.voice, parts, quote["total"]),
        pay=_pay(desk, due, f"{number} {what}"),
        texts=_texts((say(N_("Terms")), quote["terms"]), (say(N_("Notes")), quote["notes"])),
        signatures=_signatures(desk.voice, N_("Customer"), N_("For the shop")),
    )


def _sale(desk: _Desk) -> p.Paper:
    say, voice = desk.voice.say, desk.voice
    sale = _found(queries.record(desk.db, s.sale, desk.request.record_id))
    goods = queries.goods_of(desk.db, s.sale_line, "sale_id", sale["id"])
    number, credit = sale["number"] or sale["code"] or "", sale["kind"] == "credit_note"
    rest = 0 if credit else sale["total"] - sale["credited"] - sale["paid"]
    made = _with_goods(desk, goods, sale)
    more = [] if credit else _owed_sums(voice, sale, rest)
    return made._replace(
        title=say(N_("Credit note") if credit else N_("Sales slip")),
        number=number or say(N_("draft")),
        facts=_facts(
            (say(N_("Date")), voice.day(sale["sold_on"])),
            (say(N_("Rest due")), voice.day(sale["due_on"]) if rest > 0 else ""),
            (say(N_("Seller")), queries.staff_name(desk.db, sale["staff_id"])),
        ),
        sums=[*made.sums, *more],
        pay=_pay(desk, rest, number),
        texts=_texts((say(N_("Notes")), sale["notes"])),
        signatures=_signatures(voice, N_("Buyer"), N_("Seller")),
    )


def _owed_sums(voice: Voice, sale: Mapping[str, Any], rest: int) -> list[p.Sum]:
    sums = []
    if sale["credited"]:
        sums.append(p.Sum(voice.say(N_("Taken back")), voice.money(-sale["credited"])))
    if sale["paid"]:
        sums.append(p.Sum(voice.say(N_("Paid so far")), voice.money(sale["paid"])))
    if rest > 0 and sums:
        sums.append(p.Sum(voice.say(N_("Still to pay")), voice.money(rest), strong=True))
    return sums


def _receipt(desk: _Desk) -> p.Paper:
    say, voice = desk.voice.say, desk.voice
    payment = _found(queries.record(desk.db, s.payment, desk.request.record_id))
    sale = _found(queries.record(desk.db, s.sale, payment["sale_id"]))
    number = sale["number"] or sale["code"] or ""
    rest = max(sale["total"] - sale["credited"] - sale["paid"], 0)
    how = next((c.label for c in PAYMENT_METHODS if c.value == payment["method"]), "")
    goods = queries.goods_of(desk.db, s.sale_line, "sale_id", sale["id"])
    return _blank(desk, payment)._replace(
        title=say(N_("Receipt")),
        number=number,
        facts=_facts(
            (say(N_("Date")), voice.day(payment["paid_on"])),
            (say(N_("Paid by")), say(how)),
            (say(N_("Received by")), queries.staff_name(desk.db, payment["staff_id"])),
        ),
        texts=_texts(
            (say(N_("For")), "\n".join([say(N_("Sale {number}"), number=number), *(g.words for g in goods)])),
            (say(N_("Notes")), payment["notes"]),
        ),
        sums=[
            p.Sum(say(N_("Received")), voice.money(payment["amount"]), strong=True),
            p.Sum(say(N_("Total of the sale")), voice.money(sale["total"] - sale["credited"])),
            p.Sum(say(N_("Still to pay")), voice.money(rest)),
        ],
        in_words=_in_words(voice, payment["amount"]),
        pay=_pay(desk, rest, number),
        signatures=_signatures(voice, N_("Paid by the customer"), N_("Received for the shop")),
    )


def _job(desk: _Desk) -> p.Paper:
    say, voice, db = desk.voice.say, desk.voice, desk.db
    case = _found(queries.record(db, s.service_case, desk.request.record_id))
    item = queries.record(db, s.owned_item, case["owned_item_id"])
    product = queries.record(db, s.product, item["product_id"] if item else case["product_id"])
    kind = next((c.label for c in CASE_KINDS if c.value == case["kind"]), "")
    urgency = next((c.label for c in PRIORITIES if c.value == case["priority"]), "")
    promised = case["promised_at"].astimezone(desk.store.zone) if case["promised_at"] else None
    until = item["warranty_until"] if item else None
    steps = queries.steps_of(db, case["id"])
    return _blank(desk, case)._replace(
        title=say(N_("Job sheet")),
        number=case["number"] or case["code"] or "",
        facts=_facts(
            (say(N_("Opened")), voice.day(case["opened_on"])),
            (say(N_("Promised by")), f"{voice.day(promised.date())} {promised:%H:%M}" if promised else ""),
            (say(N_("Kind")), " · ".join(word for word in (say(kind), say(urgency)) if word)),
            (say(N_("Technician")), queries.staff_name(db, case["staff_id"])),
            (say(N_("Product")), (item and item["words"]) or (product["name"] if product else "")),
            (say(N_("Serial number")), item["serial"] if item else ""),
            (say(N_("Warranty until")), voice.day(until)),
            (say(N_("Place")), item["place"] if item else ""),
        ),
        steps_title=say(N_("Checklist")),
        steps=[p.Step(step["words"], step["result"], step["done_at"] is not None) for step in steps],
        texts=[
            *_texts((say(N_("What is wrong")), f"{case['title']}\n{case['description']}")),
            p.Text(say(N_("What was done")), _lines(case["resolution"]), 0 if case["resolution"] else 4),
            p.Text(say(N_("Parts used")), (), 2),
        ],
        signatures=_signatures(voice, N_("Customer"), N_("Technician")),
    )


# ---------------------------------------------------------------- what they share


def _shop_block(store: Store, shop: ShopDetails, voice: Voice) -> p.Block:
    phone = voice.say(N_("Phone {number}"), number=shop.phone) if shop.phone else ""
    tax = voice.say(N_("Tax code {code}"), code=shop.tax_code) if shop.tax_code else ""
    return p.Block("", store.setting("shop_name"), [line for line in (shop.address, phone, tax) if line])


def _blank(desk: _Desk, row: Mapping[str, Any]) -> p.Paper:
    who = queries.person(desk.db, row["party_id"])
    phone = who["phone"] if who["phone"] != who["name"] else ""
    tax = desk.voice.say(N_("Tax code {code}"), code=who["tax_code"]) if who["tax_code"] else ""
    lines = [line for line in (phone, who["address"] or who["area"], tax) if line]
    customer = p.Block(desk.voice.say(N_("Customer")), who["name"], lines)
    return p.Paper(
        desk.request.kind,
        desk.voice.language,
        "",
        "",
        _shop_block(desk.store, desk.shop, desk.voice),
        customer if who["name"] else None,
        foot=desk.shop.foot,
        page_words=desk.voice.say(N_("Page {page} of {pages}")),
    )


def _with_goods(desk: _Desk, goods: Sequence[queries.Goods], row: Mapping[str, Any]) -> p.Paper:
    voice, say, mark = desk.voice, desk.voice.say, sign(desk.voice.currency)
    head = p.GoodsHead(
        say(N_("No.")),
        say(N_("Goods, services")),
        say(N_("Qty")),
        say(N_("Unit price ({currency})"), currency=mark),
        say(N_("Discount")) if any(g.discount for g in goods) else "",
        say(N_("Tax %")) if any(g.tax_rate for g in goods) else "",
        say(N_("Line amount ({currency})"), currency=mark),
    )
    return _blank(desk, row)._replace(
        goods_head=head,
        tax_word=say(N_("Tax")),
        goods=[_goods(voice, at, line) for at, line in enumerate(goods, 1)],
        sums=_sums(voice, goods, row),
        in_words=_in_words(voice, row["total"]),
    )


def _goods(voice: Voice, at: int, line: queries.Goods) -> p.Goods:
    warranty = voice.say(N_("warranty {n} months"), n=line.warranty_months) if line.warranty_months else ""
    return p.Goods(
        str(at),
        line.words,
        " · ".join(word for word in (line.code, warranty) if word),
        voice.quantity(line.quantity),
        voice.figure(line.unit_price),
        _off(voice, line),
        voice.percent(line.tax_rate) if line.tax_rate else "",
        voice.figure(line.net),
    )


def _off(voice: Voice, line: queries.Goods) -> str:
    if line.discount_rate == _GIFT:
        return voice.say(N_("gift"))
    if line.discount_rate:
        return voice.percent(line.discount_rate)
    return voice.figure(line.discount) if line.discount else ""


def _sums(voice: Voice, goods: Sequence[queries.Goods], row: Mapping[str, Any]) -> list[p.Sum]:
    discount = sum(g.discount for g in goods)
    taxes: dict[int, int] = {}
    for line in goods:
        if line.tax:
            taxes[line.tax_rate] = taxes.get(line.tax_rate, 0) + line.tax
    sums = []
    if discount or taxes:
        sums.append(p.Sum(voice.say(N_("Subtotal")), voice.money(row["net"] + discount)))
    if discount:
        sums.append(p.Sum(voice.say(N_("Discount")), voice.money(-discount)))
    for rate, tax in sorted(taxes.items()):
        sums.append(p.Sum(voice.say(N_("Tax {rate}"), rate=voice.percent(rate)), voice.money(tax)))
    return [*sums, p.Sum(voice.say(N_("Total")), voice.money(row["total"]), strong=True)]


def _in_words(voice: Voice, amount: int) -> p.Fact:
    return p.Fact(voice.say(N_("In words")), amount_in_words(amount, voice.currency, voice.language))


def _plan(voice: Voice, parts: Sequence[Mapping[str, Any]], total: int) -> list[p.Part]:
    rest = total - sum(part["amount"] for part in parts)
    left = [p.Part(voice.say(N_("Rest")), "", voice.money(rest))] if parts and rest > 0 else []
    planned = [
        p.Part(
            part["title"],
            " · ".join(word for word in (part["when_words"], voice.day(part["due_on"])) if word),
            voice.money(part["amount"]),
        )
        for part in parts
    ]
    return planned + left


def _pay(desk: _Desk, due: int, purpose: str) -> p.Pay | None:
    if due <= 0 or not desk.request.with_account:
        return None
    voice, say = desk.voice, desk.voice.say
    account = desk.shop.to_pay_into(voice.currency)
    number = spaced_iban(account.iban) if account.iban else account.number
    if not number:
        return None
    code = payment_text(account, due, voice.currency, purpose) or ""
    lines = _facts(
        (say(N_("Bank")), account.bank),
        (say(N_("IBAN") if account.iban else N_("Account")), number),
        (say(N_("BIC")), account.bic),
        (say(N_("Account holder")), account.holder),
        (say(N_("To pay")), voice.money(due)),
        (say(N_("Reference")), without_marks(purpose)[:PURPOSE_LENGTH].strip()),
    )
    scan = say(N_("Scan with the bank's app")) if code else ""
    return p.Pay(say(N_("Pay by bank transfer")), lines, code, scan)


def _facts(*pairs: tuple[str, str | None]) -> list[p.Fact]:
    return [p.Fact(label, words) for label, words in pairs if words]


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _texts(*pairs: tuple[str, str | None]) -> list[p.Text]:
    return [p.Text(title, _lines(text)) for title, text in pairs if _lines(text)]


def _signatures(voice: Voice, *who: str) -> list[p.Fact]:
    return [p.Fact(voice.say(one), voice.say(N_("signature and full name"))) for one in who]
