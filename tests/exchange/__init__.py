"""Tests of reading, matching, rehearsing, importing and writing files."""
