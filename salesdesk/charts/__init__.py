"""The panel that lays sales beside service, and every other figure with the records behind it."""
