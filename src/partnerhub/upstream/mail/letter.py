"""What is sent, and why it was not."""

import msgspec


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """Plain text to one e-mail address."""

    recipient: str
    subject: str
    text: str


class MailError(Exception):
    """A letter was not taken. `passing`: it may be another time."""

    def __init__(self, message: str, *, passing: bool) -> None:
        super().__init__(message)
        self.passing = passing
