"""The published figures of public data sets, beside what this program makes of the same files.

``python -m tests.figures`` imports the files and prints both; the data lie in ``../shared/data`` or where
``SALESDESK_FIGURES_DATA`` says.
"""
