"""Tests, in the same folders as what they test; a test is a sentence."""
