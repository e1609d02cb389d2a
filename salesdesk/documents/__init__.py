"""Printed things: slips, quotes, letters, labels, and the payment codes on them."""
