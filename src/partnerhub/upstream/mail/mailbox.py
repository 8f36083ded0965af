"""Mail without a server: into the mailbox that the sandbox shows in the browser, over HTTP as all else that goes there."""

import aiohttp
import msgspec

from partnerhub.upstream.mail.letter import Letter, MailError

TIMEOUT = aiohttp.ClientTimeout(total=20)


class Mailbox(msgspec.Struct, frozen=True, kw_only=True):
    """`url`: where letters are posted."""

    url: str

    async def send(self, letter: Letter) -> None:
        """Raises MailError."""
        try:
            async with (
                aiohttp.ClientSession(timeout=TIMEOUT) as session,
                session.post(self.url, json=msgspec.to_builtins(letter)) as answer,
            ):
                answer.raise_for_status()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise MailError(f"mailbox not reached: {error!r}", passing=True) from error
