"""Everything that can be brought in from a file, by the word the command line and the import page use."""

from salesdesk.base.i18n import N_
from salesdesk.exchange.import_offers import Offer
from salesdesk.marketing.importing import CAMPAIGN_PROSPECT_IMPORT
from salesdesk.parties.importing import PARTY_IMPORT
from salesdesk.sales.importing import DEAL_IMPORT, PRODUCT_IMPORT, SALE_IMPORT, TARGET_IMPORT
from salesdesk.service.importing import CASE_IMPORT
from salesdesk.staff.importing import STAFF_IMPORT

IMPORTS = (
    Offer("parties", N_("Customers and prospects"), "users-round", PARTY_IMPORT),
    Offer("prospects", N_("Prospects from a campaign"), "megaphone", CAMPAIGN_PROSPECT_IMPORT),
    Offer("products", N_("Products"), "package", PRODUCT_IMPORT),
    Offer("deals", N_("Deals"), "handshake", DEAL_IMPORT),
    Offer("sales", N_("Sales"), "file-text", SALE_IMPORT),
    Offer("cases", N_("Service cases"), "wrench", CASE_IMPORT),
    Offer("staff", N_("People at the desk"), "users", STAFF_IMPORT),
    Offer("targets", N_("Targets"), "chart-line", TARGET_IMPORT),
)
BY_KEY = {offer.key: offer for offer in IMPORTS}
