"""The after-sales department: cases, owned items, care plans, satisfaction and articles."""
