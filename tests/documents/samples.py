"""A sample call of every command of documents, for the undo law."""

from salesdesk.documents.paper_commands import change_shop_details
from salesdesk.documents.shop_details import ShopDetails
from tests.documents.message_samples import MESSAGE_SAMPLES
from tests.undo_samples import Sample

SAMPLES: dict[str, Sample] = {
    **MESSAGE_SAMPLES,
    "documents.paper_commands.change_shop_details": Sample(
        lambda store, _ids: change_shop_details(store, ShopDetails(address="12 High Street", foot="Thanks"))
    ),
}
