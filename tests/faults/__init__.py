"""What a crash, a power cut, a failing disk or a second window may never do to the book."""
