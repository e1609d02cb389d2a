"""Campaigns, segments, offer codes and the agreement with sales: how customers hear of the shop."""
