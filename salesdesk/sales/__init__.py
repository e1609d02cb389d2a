"""Deals, quotes, sales, payments, products and targets: from the first offer to the money."""
