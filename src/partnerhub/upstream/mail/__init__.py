"""Mail: by SMTP, or, in the demo, into the sandbox's mailbox."""

from partnerhub.upstream.mail.letter import Letter, MailError
from partnerhub.upstream.mail.mailbox import Mailbox
from partnerhub.upstream.mail.smtp import Smtp

__all__ = ["Letter", "MailError", "Mailbox", "Smtp"]
