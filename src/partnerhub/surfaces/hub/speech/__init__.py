"""The languages of the pages: which there are, which a reader is answered in, and what there is to translate."""

WHOLE = ("en", "de", "pt")  # those with every sentence: a test counts what is missing
ONBOARDING = ("en", "de", "pt")  # those with every sentence of the onboarding pages (contract §3.4)
NAMES = {"en": "English", "de": "Deutsch", "pt": "Português (Brasil)"}  # as their readers call them
