"""Meta's error codes (contract messaging-and-meta B.7), each read in this one place.

`status`: HTTP, as Graph sends it. `passing`: the same call may succeed later. `before`: the code that the On-Premises
API had for the same thing, which callers of `/v1/…` know.
"""

from typing import NamedTuple


class Meaning(NamedTuple):
    status: int
    title: str
    passing: bool = False
    before: int = 0


GENERIC = 1000  # in the On-Premises API
UNKNOWN = Meaning(400, "Generic error", before=GENERIC)
PERMISSIONS = range(200, 300)
BY_CODE: dict[int, Meaning] = {
    0: Meaning(401, "AuthException", before=1005),
    1: Meaning(400, "API Unknown", passing=True, before=1014),
    2: Meaning(503, "API Service", passing=True, before=1011),
    3: Meaning(500, "API Method", before=1005),
    4: Meaning(400, "API Too Many Calls", passing=True, before=1015),
    10: Meaning(403, "Permission Denied", before=1005),
    33: Meaning(400, "Parameter value is not valid", before=1006),
    100: Meaning(400, "Invalid parameter", before=1009),
    190: Meaning(401, "Access token has expired", before=1005),
    368: Meaning(403, "Temporarily blocked for policies violations", before=1005),
    613: Meaning(429, "Calls to this API have exceeded the rate limit", passing=True, before=1015),
    80007: Meaning(400, "Rate limit issues", passing=True, before=1015),
    130429: Meaning(400, "Rate limit hit", passing=True, before=429),
    130472: Meaning(400, "User's number is part of an experiment", before=472),
    130497: Meaning(403, "Business account is restricted from messaging users in this country", before=1005),
    131000: Meaning(500, "Something went wrong", passing=True, before=1014),
    131005: Meaning(403, "Access denied", before=1005),
    131008: Meaning(400, "Required parameter is missing", before=1008),
    131009: Meaning(400, "Parameter value is not valid", before=1009),
    131016: Meaning(500, "Service unavailable", passing=True, before=1016),
    131021: Meaning(400, "Recipient cannot be sender", before=1012),
    131026: Meaning(400, "Message undeliverable", before=1026),
    131030: Meaning(400, "Recipient phone number not in allowed list", before=1013),
    131031: Meaning(403, "Account has been locked", before=1031),
    131037: Meaning(400, "The provided number needs display name approval before a message can be sent", before=1005),
    131042: Meaning(400, "Business eligibility payment issue", before=402),
    131044: Meaning(400, "Business eligibility payment issue for calls", before=402),
    131045: Meaning(500, "Incorrect certificate", before=1045),
    131047: Meaning(400, "Re-engagement message", before=470),
    131048: Meaning(400, "Spam rate limit hit", passing=True, before=471),
    131049: Meaning(400, "Meta chose not to deliver", before=471),
    131050: Meaning(400, "User stopped marketing messages", before=471),
    131051: Meaning(400, "Unsupported message type", before=1009),
    131052: Meaning(400, "Media download error", before=1014),
    131053: Meaning(400, "Media upload error", before=1014),
    131055: Meaning(400, "Method not allowed", before=1005),
    131056: Meaning(400, "Pair rate limit hit", passing=True, before=429),
    131057: Meaning(500, "Account in maintenance mode", passing=True, before=1011),
    131062: Meaning(400, "Business-scoped user ids are not supported here", before=1009),
    131063: Meaning(400, "Marketing templates are disabled on Cloud API", before=1005),
    131064: Meaning(400, "Messaging limit reached", before=471),
    132000: Meaning(400, "Template param count mismatch", before=2000),
    132001: Meaning(404, "Template does not exist", before=2001),
    132005: Meaning(400, "Template hydrated text too long", before=2005),
    132007: Meaning(400, "Template format character policy violated", before=2007),
    132008: Meaning(400, "Template parameter value is not valid", before=2008),
    132012: Meaning(400, "Template parameter format mismatch", before=2012),
    132015: Meaning(400, "Template is paused", before=2015),
    132016: Meaning(400, "Template is disabled", before=2016),
    132068: Meaning(400, "Flow is in blocked state"),
    132069: Meaning(400, "Flow is in throttled state", passing=True),
    133000: Meaning(500, "Incomplete deregistration"),
    133004: Meaning(503, "Server temporarily unavailable", passing=True, before=1011),
    133005: Meaning(400, "Two-step verification PIN mismatch"),
    133006: Meaning(400, "Phone number re-verification needed"),
    133008: Meaning(400, "Too many two-step verification PIN guesses"),
    133009: Meaning(400, "Two-step verification PIN guessed too fast"),
    133010: Meaning(400, "Phone number not registered", before=1011),
    133015: Meaning(400, "Please wait a few minutes before registering this number", passing=True),
    133016: Meaning(400, "Account register/deregister rate limit exceeded"),
    134011: Meaning(400, "Terms of service of payments not accepted", before=1005),
    135000: Meaning(400, "Generic user error", before=1009),
    137000: Meaning(400, "Identity hash mismatch", before=480),
}


def meaning(code: int) -> Meaning:
    """What is not in the table has no meaning that we rely on."""
    return BY_CODE.get(code) or (BY_CODE[10] if code in PERMISSIONS else UNKNOWN)
