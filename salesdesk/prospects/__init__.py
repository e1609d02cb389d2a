"""Parties that may become customers: finding, qualifying, handing over and nurturing them."""
