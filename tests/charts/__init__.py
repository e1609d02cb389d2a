"""Tests of the panel and of the figures behind it."""
