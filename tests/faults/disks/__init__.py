"""Disks of our own: what an engine does to its files, seen, refused, or lost in a power cut."""
