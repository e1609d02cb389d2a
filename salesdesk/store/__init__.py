"""The one door to the shop file: schema, transactions, journal, search, migration, backup."""
