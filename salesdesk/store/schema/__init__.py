"""All records of the business in one schema: the classes, and their tables in lower case.

Queries and commands use the tables (``from salesdesk.store import schema as s``; ``s.party.c.name``):
lists select columns, never entities. Split by subject: people, selling, caring, reaching, shop.
"""

from sqlalchemy import Table

from salesdesk.store.schema.caring import Article, Case, ChecklistItem, TimeEntry
from salesdesk.store.schema.columns import Record, index_references
from salesdesk.store.schema.columns import metadata as metadata
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

TABLES: dict[str, Table] = {r.table.name: r.table for r in RECORDS}

setting, saved_view, number_series = Setting.table, SavedView.table, NumberSeries.table
ready_message, staff_pin = ReadyMessage.table, StaffPin.table
staff_member, party, contact_point = StaffMember.table, Party.table, ContactPoint.table
interaction, task = Interaction.table, Task.table
product, care_step = Product.table, CareStep.table
deal, stage_move, objection = Deal.table, StageMove.table, Objection.table
quote, quote_line = Quote.table, QuoteLine.table
planned_payment = PlannedPayment.table
sale, sale_line, payment = Sale.table, SaleLine.table, Payment.table
owned_item = OwnedItem.table
service_case, time_entry = Case.table, TimeEntry.table
checklist_item, article = ChecklistItem.table, Article.table
segment, campaign, campaign_channel = Segment.table, Campaign.table, CampaignChannel.table
campaign_cost, campaign_note = CampaignCost.table, CampaignNote.table
campaign_member, offer_code, response = CampaignMember.table, OfferCode.table, Response.table
target, agreement, marked_event = Target.table, Agreement.table, MarkedEvent.table

for _table in TABLES.values():
    index_references(_table)
