"""Who is to be invited, as it was typed."""

from partnerhub.domain.access.users import LONGEST_NAME
from partnerhub.kit.problems import BadInput
from partnerhub.kit.texts import is_email
from partnerhub.kit.words import t


def email_of(text: str) -> str:
    """Raises BadInput."""
    email = text.strip().lower()
    if not is_email(email):
        raise BadInput(t("Enter an e-mail address, like you@company.com."), field="email")
    return email


def name_of(text: str) -> str:
    """Raises BadInput."""
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadInput(t("Enter a name, at most {most} characters.", most=LONGEST_NAME), field="name")
    return name
