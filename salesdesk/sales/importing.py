"""What of other programs' files this package can bring in: products, deals, sales by their lines, targets."""

from __future__ import annotations

from salesdesk.sales.deal_importing import DEAL_IMPORT
from salesdesk.sales.product_importing import PRODUCT_IMPORT, TARGET_IMPORT
from salesdesk.sales.sale_importing import SALE_IMPORT

__all__ = ["DEAL_IMPORT", "PRODUCT_IMPORT", "SALE_IMPORT", "TARGET_IMPORT"]
