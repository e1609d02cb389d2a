"""Files in and out for the fields of any feature: readers, writers, mapping, rehearsal, duplicates."""
