"""Why a signup failed: a code for machines and a sentence for the person, from what Meta or our rules said."""

from datetime import datetime
from typing import ClassVar

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import clients, webhooks
from partnerhub.domain.onboarding.states import Failed, Moving, Shared, Started, Subscribed
from partnerhub.kit.words import t
from partnerhub.upstream.graph import GraphError

TEXTS = {
    "token_exchange_failed": t("WhatsApp did not accept the sign-up. Please connect once more."),
    "code_expired": t("The sign-up took too long to reach us. Please connect once more."),
    "already_used": t("This sign-up was used before. Please connect once more."),
    "token_invalid": t("WhatsApp withdrew the access that was given. Please connect once more."),
    "permission_missing": t(
        "The access to the WhatsApp account is missing. Connect again and leave all permissions on."
    ),
    "no_waba": t("No WhatsApp Business account was shared. Connect again and choose one."),
    "waba_not_shared": t("The WhatsApp Business account was not shared with us. Connect again and choose it."),
    "waba_taken": t("This WhatsApp Business account is connected to another company here. Ask support to move it."),
    "no_number": t("The WhatsApp Business account has no phone number. Connect again and add one."),
    "number_not_found": t("The phone number was not found in the WhatsApp Business account. Please connect once more."),
    "number_taken": t("This phone number is connected to another company here. Ask support to move it."),
    "channel_limit_reached": t("You have as many numbers as your plan allows. Ask your provider for more."),
    "phone_verification_failed": t("The phone number is not verified yet. Connect again and enter the code."),
    "pin_mismatch": (
        t(
            "The number has a two-step verification PIN from elsewhere. Switch it off in WhatsApp Manager, then try again."
        )
    ),
    "too_many_registrations": t("The number was registered too often. WhatsApp allows the next try in up to 72 hours."),
    "registration_failed": t("WhatsApp did not register the phone number. Try again, or ask support."),
    "not_connected": t("WhatsApp has not connected the number yet. Try again in a few minutes."),
    "meta_unavailable": t("WhatsApp did not answer. Please try again in a few minutes."),
    "meta_refused": t("WhatsApp refused the sign-up. Try again, or ask support."),
    "internal": t("Something went wrong on our side. Please try again."),
}
FROM_THE_DIALOG = {  # a new try needs a new code from Meta's dialog
    "token_exchange_failed", "code_expired", "already_used", "token_invalid", "permission_missing", "no_waba",
    "waba_not_shared", "no_number", "number_not_found", "phone_verification_failed",
}  # fmt: skip

CODE_EXPIRED = 36007
CODE_USED = 36009
REGISTRATION = {
    133005: "pin_mismatch",
    133006: "phone_verification_failed",
    133008: "pin_mismatch",
    133016: "too_many_registrations",
}


class Refused(Exception):
    """A signup cannot go on. `code` is one of TEXTS."""

    passing: ClassVar[bool] = False

    def __init__(self, code: str, details: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class NotYet(Refused):
    """A signup cannot go on now, but may in a while."""

    passing = True


def text_of(code: str) -> str:
    """In English: the event carries it. Pages say it in the reader's language."""
    return str(TEXTS.get(code, TEXTS["internal"]))


def refused_by(error: GraphError, before: Moving) -> Refused:
    """What Graph's error means at this step of a signup."""
    details = error.details or error.message
    if error.transient:
        return NotYet("meta_unavailable", details)
    return Refused(_code_of(error, before), details)


def _code_of(error: GraphError, before: Moving) -> str:
    if isinstance(before, Started):
        return {CODE_EXPIRED: "code_expired", CODE_USED: "already_used"}.get(error.subcode, "token_exchange_failed")
    if error.is_missing or isinstance(before, Shared):
        return "waba_not_shared"
    if error.is_token_refused or error.code == 190:  # noqa: PLR2004 - Graph: the token is no good
        return "token_invalid"
    if error.code == 10 or 200 <= error.code < 300:  # noqa: PLR2004 - Graph: permission missing
        return "permission_missing"
    if isinstance(before, Subscribed):
        return REGISTRATION.get(error.code, "registration_failed")
    return "meta_refused"


class _Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`message` is what the person read, `details` what Meta said."""

    id: str
    code: str
    message: str
    details: str = ""
    client: msgspec.Raw


async def tell(db: Db, partner_id: str, client_id: str, signup_id: str, failed: Failed, *, now: datetime) -> None:
    """The partner hears that a client could not connect a number, in the transaction that makes it so."""
    doc = await clients.find_doc(db, partner_id, client_id)
    told = _Told(
        id=signup_id, code=failed.code, message=text_of(failed.code), details=failed.details, client=msgspec.Raw(doc or b"{}")
    )  # fmt: skip
    data = msgspec.json.encode(told)
    await webhooks.publish(db, partner_id, type="onboarding_failed", data=data, client_id=client_id, now=now)
