"""Figures: what was sent, delivered and read, by time, country, category and template (B.5)."""
