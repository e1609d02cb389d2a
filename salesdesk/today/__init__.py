"""The start page: one ranked list of what to do now, each row with its reasons."""
