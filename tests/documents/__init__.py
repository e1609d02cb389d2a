"""Papers and ready-made messages."""
