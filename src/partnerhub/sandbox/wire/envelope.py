"""Graph's errors: one envelope, its codes and their HTTP statuses (contract B.7)."""

from typing import Any

from partnerhub.kit.ids import random_id

# code: (HTTP status, title)
CODES: dict[int, tuple[int, str]] = {
    1: (400, "An unknown error occurred"),
    2: (503, "Service temporarily unavailable"),
    4: (400, "Application request limit reached"),
    10: (403, "Application does not have permission for this action"),
    100: (400, "Invalid parameter"),
    104: (401, "An access token is required to request this resource."),
    190: (401, "Invalid OAuth access token - Cannot parse access token"),
    200: (403, "You do not have the necessary permissions required to perform this action."),
    368: (403, "Temporarily blocked for policies violations"),
    613: (429, "Calls to this api have exceeded the rate limit."),
    2200: (400, "Callback verification failed"),
    2500: (400, "Unknown path components"),
    80007: (400, "Rate limit issues"),
    130429: (400, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    130497: (403, "Business account is restricted from messaging users in this country."),
    131000: (500, "Something went wrong"),
    131005: (403, "Access denied"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (500, "Service unavailable"),
    131020: (400, "Invalid group"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131031: (403, "Account has been locked"),
    131037: (400, "The WhatsApp provided number needs display name approval before message can be sent."),
    131047: (400, "Re-engagement message"),
    131048: (400, "Spam rate limit hit"),
    131049: (400, "This message was not delivered to maintain healthy ecosystem engagement."),
    131042: (400, "Business eligibility payment issue"),
    131050: (400, "User has stopped marketing messages from this business"),
    131051: (400, "Unsupported message type"),
    131052: (400, "Media download error"),
    131053: (400, "Media upload error"),
    131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
    131055: (400, "Method not allowed"),
    131057: (500, "Account in maintenance mode"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Translated text too long"),
    132007: (400, "Character policy violated"),
    132012: (400, "Parameter format does not match format in the created template"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    132018: (400, "There's an issue with the parameters in your template"),
    132068: (400, "Flow is blocked"),
    132069: (400, "Flow is throttled"),
    133005: (400, "Two step verification PIN mismatch"),
    133006: (400, "Phone number re-verification needed"),
    133008: (400, "Too many two step verification PIN guesses"),
    133010: (400, "Account not registered"),
    133016: (400, "Account register/deregister rate limit exceeded"),
    136024: (400, "Request code error"),
    136025: (400, "Verify code error"),
    138000: (400, "Calling is not enabled"),
    138001: (400, "Receiver uncallable"),
    138003: (400, "Duplicate call"),
    138004: (400, "Error while connecting the call"),
    138012: (400, "Limit of business-initiated calls reached"),
    138009: (400, "Limit of call permission requests reached"),
    138006: (400, "No approved call permission from the recipient"),
    139100: (400, "Failed to block/unblock some users"),
    131201: (400, "Request partially succeeded"),
    131212: (400, "Participant is not in the group"),
    131213: (400, "Join request does not exist"),
    200007: (400, "Template insights are not enabled for this account."),
    147001: (400, "Username is not available"),
}
TRANSIENT = frozenset({2, 131000})
UNNUMBERED = frozenset({1, 104, 190, 2500})  # messages that Graph prints without "(#code)"


class GraphError(Exception):
    """An error as Graph tells it; `details` go to error_data, `title` replaces the code's own."""

    def __init__(
        self,
        code: int,
        details: str | None = None,
        *,
        title: str | None = None,
        subcode: int | None = None,
        user: tuple[str, str] | None = None,
        kind: str = "OAuthException",
    ) -> None:
        """`user`: title and text for a person."""
        self.http, own_title = CODES[code]
        self.code, self.details, self.subcode, self.user, self.kind = code, details, subcode, user, kind
        text = title or own_title
        self.message = text if code in UNNUMBERED or subcode is not None else f"(#{code}) {text}"
        super().__init__(self.message)

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.details is not None:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.code in TRANSIENT:
            error["is_transient"] = True
        if self.user is not None:
            error["error_user_title"], error["error_user_msg"] = self.user
        error["fbtrace_id"] = trace_id()
        return {"error": error}

    def status_error(self) -> dict[str, Any]:
        """The same inside a `failed` status."""
        return {
            "code": self.code,
            "title": CODES[self.code][1],
            "message": CODES[self.code][1],
            "error_data": {"details": self.details or CODES[self.code][1]},
            "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
        }


class Exhausted(GraphError):
    """The calls of an hour about a WABA are used up."""

    def __init__(self, code: int, waba_id: str, details: str) -> None:
        super().__init__(code, details)
        self.waba_id = waba_id


class PartlyDone(GraphError):
    """An error whose answer also tells what was done."""

    def __init__(self, code: int, done: dict[str, Any]) -> None:
        super().__init__(code)
        self.done = done

    def body(self) -> dict[str, Any]:
        return {**self.done, **super().body()}


def trace_id() -> str:
    return "A" + random_id(22)


def no_such_object(method: str, given: str) -> GraphError:
    """Missing and not visible to this token are the same answer."""
    return GraphError(
        100,
        title=f"Unsupported {method.lower()} request. Object with ID '{given}' does not exist, cannot be loaded due to missing "
        "permissions, or does not support this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api",
        subcode=33,
        kind="GraphMethodException",
    )


def missing(name: str) -> GraphError:
    return GraphError(100, title=f"The parameter {name} is required.")
