"""What a person is told by mail of their second factor: what somebody else may have done."""

from datetime import datetime
from typing import Literal, Protocol

from partnerhub.db.pool import Db
from partnerhub.domain import letters
from partnerhub.domain.letters import Letter
from partnerhub.kit.crypto import Vault
from partnerhub.kit.words import said, speaking, t

TEXT = t("""\
Hello {name},

{what}

If that was not you or somebody of your company, change your password at once, and tell an owner of your company.
""")
WHAT = {
    "on": t("your log-in to PartnerHub now asks for a code of your authenticator."),
    "off": t("your log-in to PartnerHub no longer asks for a code of your authenticator."),
    "used": t("somebody logged in to PartnerHub as you with one of your recovery codes. It cannot be used again."),
}


class Person(Protocol):
    @property
    def email(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def language(self) -> str | None: ...


async def tell(
    db: Db, partner_id: str, person: Person, what: Literal["on", "off", "used"], *, vault: Vault, now: datetime
) -> None:
    with speaking(person.language):
        text = said(t(TEXT, name=person.name, what=WHAT[what]))
        subject = said(t("The second factor of your log-in to PartnerHub"))
    letter = Letter(recipient=person.email, subject=subject, text=text)
    await letters.post(db, partner_id, letter, vault=vault, now=now)
