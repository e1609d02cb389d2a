"""What is for sale, the chances to sell it, the papers, the money, and what customers now own."""

from datetime import date, datetime

from sqlalchemy import Index

from salesdesk.base import choices as c
from salesdesk.store.schema.columns import (
    STRICT,
    Record,
    a_day,
    a_flag,
    a_number,
    a_ref,
    a_text,
    an_instant,
    not_negative,
    one_of,
)


class Product(Record):
    """Goods or a service for sale. Prices are before tax; ``tax_rate`` in hundredths of a percent."""

    __table_args__ = (
        one_of("kind", c.PRODUCT_KINDS),
        *not_negative("price", "cost", "warranty_months", "maintenance_months", "repurchase_days"),
        STRICT,
    )
    code: str | None = a_text(None, index=True)
    name: str = a_text(index=True)
    sort_name: str = a_text()
    kind: str = a_text("goods")
    group_name: str = a_text(index=True)
    unit: str = a_text()
    price: int = a_number()
    promo_price: int | None = a_number(None)
    promo_from: date | None = a_day()
    promo_to: date | None = a_day()
    cost: int = a_number()
    tax_rate: int = a_number()
    warranty_months: int = a_number()
    maintenance_months: int = a_number()
    repurchase_days: int = a_number()
    features: str = a_text()
    benefits: str = a_text()
    goes_with: str = a_text()
    active: bool = a_flag(True)
    search: str = a_text()


class CareStep(Record):
    """One step of the after-sales calendar that a product brings (a care plan is its product's steps)."""

    __tablename__ = "care_step"
    __table_args__ = (
        one_of("kind", c.TASK_KINDS),
        *not_negative("after_days", "after_months", "repeat_months"),
        STRICT,
    )
    product_id: int = a_ref("product")
    kind: str = a_text("follow_up")
    title: str = a_text()
    after_days: int = a_number()
    after_months: int = a_number()
    repeat_months: int = a_number()
    chosen: bool = a_flag(True)


class Deal(Record):
    """A chance to sell. ``likelihood`` in percent, or none for its stage's own."""

    __table_args__ = (
        one_of("stage", c.DEAL_STAGES),
        *not_negative("amount"),
        Index("ix_deal_stage_order", "stage", "board_order"),
        Index("ix_deal_closed", "closed_on", "stage"),
        STRICT,
    )
    party_id: int | None = a_ref("party")
    product_id: int | None = a_ref("product")
    campaign_id: int | None = a_ref("campaign")
    staff_id: int | None = a_ref("staff_member")
    code: str | None = a_text(None, index=True)
    title: str = a_text()
    stage: str = a_text("prospecting")
    stage_at: datetime | None = an_instant()
    amount: int = a_number()
    currency: str = a_text()
    likelihood: int | None = a_number(None)
    source: str = a_text()
    opened_on: date | None = a_day(index=True)
    expected_on: date | None = a_day()
    closed_on: date | None = a_day()
    quoted: bool = a_flag()
    lost_reason: str = a_text()
    lost_note: str = a_text()
    retry_on: date | None = a_day()
    competitor: str = a_text()
    terms: str = a_text()
    notes: str = a_text()
    board_order: int = a_number()
    search: str = a_text()


class StageMove(Record):
    """When a deal came to a stage, and who moved it."""

    __tablename__ = "stage_move"
    __table_args__ = (STRICT,)
    deal_id: int = a_ref("deal")
    stage: str = a_text()
    from_stage: str = a_text()
    at: datetime = an_instant()
    staff_id: int | None = a_ref("staff_member")


class Objection(Record):
    """What a customer objected and what was answered."""

    __table_args__ = (STRICT,)
    deal_id: int = a_ref("deal")
    kind: str = a_text()
    words: str = a_text()
    answer: str = a_text()


class Quote(Record):
    """An offer in writing; frozen when sent, a change makes the next revision."""

    __table_args__ = (one_of("status", c.QUOTE_STATUSES), *not_negative("total"), STRICT)
    party_id: int = a_ref("party")
    deal_id: int | None = a_ref("deal")
    staff_id: int | None = a_ref("staff_member")
    number: str = a_text(index=True)
    revision: int = a_number(1)
    status: str = a_text("draft")
    dated_on: date | None = a_day()
    valid_until: date | None = a_day()
    sent_at: datetime | None = an_instant()
    currency: str = a_text()
    net: int = a_number()
    tax: int = a_number()
    total: int = a_number()
    terms: str = a_text()
    notes: str = a_text()
    search: str = a_text()


class QuoteLine(Record):
    """A line of a quote. ``quantity`` in thousandths; ``discount`` is money off the line, ``discount_rate``
    (hundredths of a percent) how it was typed, 0 for money; ``net`` and ``tax`` are after discount.
    """

    __tablename__ = "quote_line"
    __table_args__ = (*not_negative("quantity", "unit_price"), STRICT)
    quote_id: int = a_ref("quote")
    position: int = a_number()
    product_id: int | None = a_ref("product")
    words: str = a_text()
    quantity: int = a_number(1000)
    unit_price: int = a_number()
    discount: int = a_number()
    discount_rate: int = a_number()
    tax_rate: int = a_number()
    net: int = a_number()
    tax: int = a_number()


class PlannedPayment(Record):
    """A part of a quote's price and when it is to be paid ("deposit, on order"): ``due_on`` is empty
    when the words of ``title`` or ``when_words`` say it."""

    __tablename__ = "planned_payment"
    __table_args__ = (*not_negative("amount"), STRICT)
    quote_id: int = a_ref("quote")
    position: int = a_number()
    title: str = a_text()
    when_words: str = a_text()
    amount: int = a_number()
    due_on: date | None = a_day()


class Sale(Record):
    """A completed sale. ``number`` is given at issue; an issued sale is corrected by a credit note only.

    ``net``, ``tax`` and ``total`` are the sums of the lines, ``cost`` what the goods cost us, ``paid`` the
    sum of payments, ``credited`` the sum of its credit notes: kept here so that what is owed
    (``total - credited - paid``) needs no sum over lines. Money given back is a negative payment of the sale.
    """

    __table_args__ = (
        one_of("status", c.SALE_STATUSES),
        one_of("kind", c.SALE_KINDS),
        *not_negative("net", "tax", "total", "paid", "credited"),
        Index("ix_sale_number", "number", unique=True),
        Index("ix_sale_sold", "sold_on", "status"),
        Index("ix_sale_due", "status", "due_on"),
        STRICT,
    )
    party_id: int | None = a_ref("party")
    deal_id: int | None = a_ref("deal")
    quote_id: int | None = a_ref("quote")
    campaign_id: int | None = a_ref("campaign")
    staff_id: int | None = a_ref("staff_member")
    credit_of_id: int | None = a_ref("sale")
    case_id: int | None = a_ref("service_case")
    number: str | None = a_text(None)
    code: str | None = a_text(None, index=True)
    kind: str = a_text("sale")
    status: str = a_text("draft")
    sold_on: date | None = a_day()
    due_on: date | None = a_day()
    issued_at: datetime | None = an_instant()
    place: str = a_text()
    currency: str = a_text()
    net: int = a_number()
    tax: int = a_number()
    total: int = a_number()
    cost: int = a_number()
    paid: int = a_number()
    credited: int = a_number()
    repeat: bool = a_flag()
    notes: str = a_text()
    search: str = a_text()


class SaleLine(Record):
    """A line of a sale. ``quantity`` in thousandths; ``discount`` is money off the line, ``discount_rate``
    (hundredths of a percent) how it was typed, 0 for money; ``net`` and ``tax`` after discount; ``cost`` of
    the line.
    """

    __tablename__ = "sale_line"
    __table_args__ = (*not_negative("quantity", "unit_price"), STRICT)
    sale_id: int = a_ref("sale")
    position: int = a_number()
    product_id: int | None = a_ref("product")
    words: str = a_text()
    quantity: int = a_number(1000)
    unit_price: int = a_number()
    discount: int = a_number()
    discount_rate: int = a_number()
    tax_rate: int = a_number()
    net: int = a_number()
    tax: int = a_number()
    cost: int = a_number()


class Payment(Record):
    """Money that came in for a sale (or, negative, went back for a credit note)."""

    __table_args__ = (one_of("method", c.PAYMENT_METHODS), STRICT)
    sale_id: int = a_ref("sale")
    party_id: int | None = a_ref("party")
    amount: int = a_number()
    currency: str = a_text()
    paid_on: date | None = a_day(index=True)
    method: str = a_text("cash")
    notes: str = a_text()
    staff_id: int | None = a_ref("staff_member")


class OwnedItem(Record):
    """What a customer bought and we look after; made by the sale line. No stock keeping."""

    __tablename__ = "owned_item"
    __table_args__ = (Index("ix_owned_item_warranty", "warranty_until"), STRICT)
    party_id: int = a_ref("party")
    product_id: int | None = a_ref("product")
    sale_id: int | None = a_ref("sale")
    sale_line_id: int | None = a_ref("sale_line")
    words: str = a_text()
    serial: str = a_text(index=True)
    old_serial: str = a_text()
    bought_on: date | None = a_day()
    warranty_until: date | None = a_day()
    place: str = a_text()
    settings_note: str = a_text()
    last_maintained_on: date | None = a_day()
    next_maintenance_on: date | None = a_day(index=True)
    search: str = a_text()
