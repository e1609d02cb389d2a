"""Plain Python that everybody may use: words, money, dates, names, errors; no Qt and no SQL."""
