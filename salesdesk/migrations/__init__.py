"""Alembic revisions, run in process when a shop file is older than the program; never imported."""
