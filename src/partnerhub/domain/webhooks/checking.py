"""Looking for what is wrong with a signature that a receiver could not confirm, in plain words."""

import hmac
from collections.abc import Sequence

import msgspec

from partnerhub.domain.webhooks.signing import Signer
from partnerhub.kit.words import t

STANDARD = "v1,"


class Checked(msgspec.Struct, frozen=True):
    right: bool
    words: str


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a person copied. `signature`: of either header; `event_id` and `timestamp` are signed with Standard Webhooks' only."""

    body: str
    signature: str
    event_id: str = ""
    timestamp: str = ""


def check(given: Given, secrets: Sequence[str]) -> Checked:
    """`secrets`: those that are good now, the newest first."""
    signature = given.signature.strip()
    if not (given.body and signature):
        return Checked(False, t("Paste the body and the header's value."))
    if signature.startswith(STANDARD) and not given.timestamp.strip().isdigit():
        return Checked(
            False, t("This is a webhook-signature: it is of webhook-id and webhook-timestamp, too. Paste them.")
        )
    for number, secret in enumerate(secrets):
        for words, body in _bodies(given.body):
            if _fits(Signer(secret), body, signature, given):
                return Checked(not words, words or _of_secret(number))
    return Checked(False, _why_not(signature))


def _bodies(pasted: str) -> list[tuple[str, bytes]]:
    """A form's text has other line breaks than were pasted. With words: a body that fits, but is not what was signed."""
    text = pasted.replace("\r\n", "\n")
    own = [("", text.encode()), ("", text.rstrip("\n").encode()), ("", pasted.encode())]
    try:
        compact = msgspec.json.encode(msgspec.json.decode(text))
    except msgspec.DecodeError:
        return own
    return [*own, (REWRITTEN, compact)]


REWRITTEN = t(
    "The signature is of the same JSON, written in another way. Your server has decoded the body and encoded it again:"
    " check the signature over the bytes that came, before you decode them."
)


def _fits(signer: Signer, body: bytes, signature: str, given: Given) -> bool:
    if signature.startswith(STANDARD):
        signed = b"%s.%s.%s" % (given.event_id.strip().encode(), given.timestamp.strip().encode(), body)
        return any(hmac.compare_digest(signer.standard(signed).encode(), one.encode()) for one in signature.split())
    plain = signature.removeprefix("sha256=").lower()
    return hmac.compare_digest(signer.plain(body).encode(), plain.encode())


def _of_secret(number: int) -> str:
    if number:
        return t("The signature is right: it was made with the platform secret before this one, which is still good.")
    return t("The signature is right: it was made with your platform secret, over this very body.")


def _why_not(signature: str) -> str:
    if not signature.startswith(STANDARD) and not _is_hex(signature.removeprefix("sha256=")):
        return t(
            "This is no signature: x-360dialog-signature is 64 hexadecimal digits, webhook-signature begins with v1."
        )
    return t(
        "The signature does not fit. It is of another body, or was made with another secret: has the platform secret been"
        " replaced? Copy the body as it came, with every space."
    )


def _is_hex(text: str) -> bool:
    return len(text) == 64 and all(one in "0123456789abcdefABCDEF" for one in text)  # noqa: PLR2004
