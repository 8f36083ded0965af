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
from partnerhub.kit.words import said, speaking, t, tn, written

MOST = 50  # in one letter; the page has the rest
END = t("You get this because you have a user at PartnerHub. Choose what you are told of:")


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """`url`: the hub's."""

    url: str
    vault: Vault

    async def at_once(
        self, db: Db, partner_id: str, person: Person, notices: Sequence[Notice], *, now: datetime
    ) -> None:
        """One letter for what happened together."""
        with speaking(person.language):
            first = _title(notices[0])
            rest = tn("{first}, and {count} more", "{first}, and {count} more", len(notices) - 1, first=first)
            subject = first if len(notices) == 1 else said(rest)
        await self._post(db, partner_id, person, subject, notices, now)

    async def daily(self, db: Db, partner_id: str, person: Person, notices: Sequence[Notice], *, now: datetime) -> None:
        with speaking(person.language):
            subject = said(
                tn("PartnerHub: 1 notice of the last day", "PartnerHub: {count} notices of the last day", len(notices))
            )
        await self._post(db, partner_id, person, subject, notices, now)

    async def _post(
        self, db: Db, partner_id: str, person: Person, subject: str, notices: Sequence[Notice], now: datetime
    ) -> None:
        page = f"{self.url}/dashboard/{'client' if person.client_id else 'partner'}/notifications"
        with speaking(person.language):
            told = [_paragraph(one, page, person.id) for one in notices[:MOST]]
            if len(notices) > MOST:
                more = said(t("And {count} more:", count=len(notices) - MOST))
                told.append(f"{more}\n{page}?hub={person.id}\n")
            text = "\n".join([*told, f"--\n{said(END)}\n{page}/preferences?hub={person.id}\n"])
        letter = Letter(recipient=person.email, subject=subject, text=text)
        await letters.post(db, partner_id, letter, vault=self.vault, now=now)


def _title(notice: Notice) -> str:
    saying = say(notice.type, notice.facts)
    return said(filled(saying.title, notice.facts)) if saying else notice.type


def _paragraph(notice: Notice, page: str, user_id: str) -> str:
    """The link names the reader's user: who is in another hub is led to the switch."""
    saying = say(notice.type, notice.facts)
    text = said(filled(saying.text, notice.facts)) if saying else ""
    at = written(notice.created_at)
    return "\n".join([_title(notice), *([text] if text else []), at, f"{page}/{notice.id}?hub={user_id}", ""])
