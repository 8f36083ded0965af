"""Mail by SMTP, in a thread: the standard library's client waits."""

import asyncio
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Literal

import msgspec

from partnerhub.upstream.mail.letter import Letter, MailError

Security = Literal["starttls", "tls", "none"]
TIMEOUT = 20.0  # seconds, for each step
FOR_GOOD = 500  # SMTP codes from here on: trying again changes nothing


class Smtp(msgspec.Struct, frozen=True, kw_only=True):
    """A server that takes our mail. Without `user` nobody logs in."""

    host: str
    port: int
    security: Security
    user: str
    password: str
    sender: str

    async def send(self, letter: Letter) -> None:
        """Raises MailError."""
        try:
            async with asyncio.timeout(60):
                await asyncio.to_thread(self._send, _message(letter, self.sender))
        except smtplib.SMTPRecipientsRefused as error:
            code = min(code for code, _ in error.recipients.values())
            raise MailError(f"recipient refused with {code}", passing=code < FOR_GOOD) from error
        except smtplib.SMTPResponseException as error:
            raise MailError(f"refused with {error.smtp_code}", passing=True) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(f"not reached: {error!r}", passing=True) from error

    def _send(self, message: EmailMessage) -> None:
        server = self._connected()
        try:
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)
            with suppress(OSError, smtplib.SMTPException):  # the letter is taken, whatever is said to a good-bye
                server.quit()
        finally:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=ssl.create_default_context())
        server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        if self.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        return server


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.recipient
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or None)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message
