"""``python -m tests.bench``: every speed goal beside its floor, taken in turn in the same run."""
