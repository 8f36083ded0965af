"""Notices as letters."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import letters
from partnerhub.domain.letters import Letter
from partnerhub.domain.notifications.notice import Notice
from partnerhub.domain.notifications.people_store import Person
from partnerhub.domain.notifications.sayings import say
from partnerhub.domain.notifications.worded import filled
from partnerhub.kit.crypto import Vault

MOST = 50  # in one letter; the page has the rest
END = """\
--
You get this because you have a user at PartnerHub. Choose what you are told of:
{url}/preferences
"""


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """`url`: the hub's."""

    url: str
    vault: Vault

    async def at_once(
        self, db: Db, partner_id: str, person: Person, notices: Sequence[Notice], *, now: datetime
    ) -> None:
        """One letter for what happened together."""
        first = _title(notices[0])
        subject = first if len(notices) == 1 else f"{first}, and {len(notices) - 1} more"
        await self._post(db, partner_id, person, subject, notices, now)

    async def daily(self, db: Db, partner_id: str, person: Person, notices: Sequence[Notice], *, now: datetime) -> None:
        count = f"{len(notices)} notices" if len(notices) > 1 else "1 notice"
        await self._post(db, partner_id, person, f"PartnerHub: {count} of the last day", notices, now)

    async def _post(
        self, db: Db, partner_id: str, person: Person, subject: str, notices: Sequence[Notice], now: datetime
    ) -> None:
        page = f"{self.url}/dashboard/{'client' if person.client_id else 'partner'}/notifications"
        told = [_paragraph(one, page) for one in notices[:MOST]]
        if len(notices) > MOST:
            told.append(f"And {len(notices) - MOST} more:\n{page}\n")
        text = "\n".join([*told, END.format(url=page)])
        letter = Letter(recipient=person.email, subject=subject, text=text)
        await letters.post(db, partner_id, letter, vault=self.vault, now=now)


def _title(notice: Notice) -> str:
    saying = say(notice.type, notice.facts)
    return filled(saying.title, notice.facts) if saying else notice.type


def _paragraph(notice: Notice, page: str) -> str:
    saying = say(notice.type, notice.facts)
    text = filled(saying.text, notice.facts) if saying else ""
    at = notice.created_at.strftime("%Y-%m-%d %H:%M UTC")
    return "\n".join([_title(notice), *([text] if text else []), at, f"{page}/{notice.id}", ""])
