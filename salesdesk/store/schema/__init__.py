"""All records of the business in one schema: the classes, and their tables in lower case.

Queries and commands use the tables (``from salesdesk.store import schema as s``; ``s.party.c.name``):
lists select columns, never entities. Split by subject: people, selling, caring, reaching, shop.
"""

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

from salesdesk.store.schema.caring import Article, Case, ChecklistItem, TimeEntry
from salesdesk.store.schema.columns import Record, index_references
from salesdesk.store.schema.people import ContactPoint, Interaction, Party, StaffMember, StaffPin, Task
from salesdesk.store.schema.reaching import (
    Agreement,
    Campaign,
    CampaignChannel,
    CampaignCost,
    CampaignMember,
    CampaignNote,
    MarkedEvent,
    OfferCode,
    Response,
    Segment,
    Target,
)
from salesdesk.store.schema.selling import (
    CareStep,
    Deal,
    Objection,
    OwnedItem,
    Payment,
    PlannedPayment,
    Product,
    Quote,
    QuoteLine,
    Sale,
    SaleLine,
    StageMove,
)
from salesdesk.store.schema.shop import NumberSeries, ReadyMessage, SavedView, Setting

RECORDS: tuple[type[Record], ...] = (
    Setting, SavedView, NumberSeries, ReadyMessage,
    StaffMember, StaffPin, Party, ContactPoint, Interaction, Task,
    Product, CareStep, Deal, StageMove, Objection, Quote, QuoteLine, PlannedPayment,
    Sale, SaleLine, Payment, OwnedItem,
    Case, TimeEntry, ChecklistItem, Article,
    Segment, Campaign, CampaignChannel, CampaignCost, CampaignNote, CampaignMember, OfferCode, Response,
    Target, Agreement, MarkedEvent,
)  # fmt: skip


def table_of(record: type[Record]) -> Table:
    """The table of a record class."""
    table: Table = record.__table__  # type: ignore[attr-defined]
    return table


metadata: MetaData = SQLModel.metadata
TABLES: dict[str, Table] = {table_of(r).name: table_of(r) for r in RECORDS}

setting, saved_view, number_series = table_of(Setting), table_of(SavedView), table_of(NumberSeries)
ready_message, staff_pin = table_of(ReadyMessage), table_of(StaffPin)
staff_member, party, contact_point = table_of(StaffMember), table_of(Party), table_of(ContactPoint)
interaction, task = table_of(Interaction), table_of(Task)
product, care_step = table_of(Product), table_of(CareStep)
deal, stage_move, objection = table_of(Deal), table_of(StageMove), table_of(Objection)
quote, quote_line = table_of(Quote), table_of(QuoteLine)
planned_payment = table_of(PlannedPayment)
sale, sale_line, payment = table_of(Sale), table_of(SaleLine), table_of(Payment)
owned_item = table_of(OwnedItem)
service_case, time_entry = table_of(Case), table_of(TimeEntry)
checklist_item, article = table_of(ChecklistItem), table_of(Article)
segment, campaign, campaign_channel = table_of(Segment), table_of(Campaign), table_of(CampaignChannel)
campaign_cost, campaign_note = table_of(CampaignCost), table_of(CampaignNote)
campaign_member, offer_code, response = table_of(CampaignMember), table_of(OfferCode), table_of(Response)
target, agreement, marked_event = table_of(Target), table_of(Agreement), table_of(MarkedEvent)

for _table in TABLES.values():
    index_references(_table)
