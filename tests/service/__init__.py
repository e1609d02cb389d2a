"""Tests of the after-sales department."""
