"""Nouns and verbs of the field, without HTTP. Top rooms know those below; see .importlinter for the order."""
