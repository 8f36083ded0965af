"""What people read, in their language: sentences are written in English where they are used, and said in the reader's."""

from partnerhub.kit.words.languages import ENGLISH, first_of, speak, speaking, spoken
from partnerhub.kit.words.names import country_name, language_name, named_countries
from partnerhub.kit.words.numbers import dated, decimal, money, whole, written
from partnerhub.kit.words.sentences import Sentence, said, t, tn

__all__ = [
    "ENGLISH", "Sentence", "country_name", "dated", "decimal", "first_of", "language_name", "money", "named_countries",
    "said", "speak", "speaking", "spoken", "t", "tn", "whole", "written",
]  # fmt: skip
