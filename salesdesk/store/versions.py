"""Which layout of a book this program writes; known without loading the schema."""

SCHEMA_VERSION = 3
HEAD = "0003"
MIN_READER = 1
