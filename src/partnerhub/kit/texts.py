"""Texts that people write: on one line, and with nothing in them that cannot be seen."""

import re

# Control characters, and those that join, break, hide or turn round what stands beside them.
UNSEEN = r"\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff"
LINE = f"^[^{UNSEEN}]*$"
# As browsers check what is typed as an e-mail.
EMAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
LONGEST_EMAIL = 254
END = r"$(?!\n)"  # of a pattern in a JSON schema: in Python `$` alone lets a line break follow


def is_line(text: str) -> bool:
    """Whether it may be shown wherever there is room for one line."""
    return re.fullmatch(LINE, text) is not None


def is_email(text: str) -> bool:
    return len(text) <= LONGEST_EMAIL and re.fullmatch(EMAIL, text) is not None
