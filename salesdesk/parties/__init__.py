"""People and organisations, from stranger to regular customer, with everything that happened to them."""
