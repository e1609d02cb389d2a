"""Salesdesk: prospects, sales, after-sales service and marketing of a small shop, offline, in one file."""

__version__ = "0.1.0"
