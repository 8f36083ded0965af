"""Tools that know nothing of the field: ids, clock, crypto, URLs, problems, processes."""
