"""Who is to be invited, as it was typed."""

import re

from partnerhub.domain.access.users import EMAIL, LONGEST_EMAIL, LONGEST_NAME
from partnerhub.kit.problems import BadInput


def email_of(text: str) -> str:
    """Raises BadInput."""
    email = text.strip().lower()
    if len(email) > LONGEST_EMAIL or not re.fullmatch(EMAIL, email):
        raise BadInput("Enter an e-mail address, like you@company.com.", field="email")
    return email


def name_of(text: str) -> str:
    """Raises BadInput."""
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadInput(f"Enter a name, at most {LONGEST_NAME} characters.", field="name")
    return name
