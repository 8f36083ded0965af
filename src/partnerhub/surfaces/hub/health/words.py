"""What Meta's words for accounts, numbers and ratings mean, and the texts that a partner sends to a client."""

from typing import Literal

from partnerhub.kit.words import t

Said = tuple[Literal["wait", "bad"], str, str]  # how bad it is, why, and what to do

ACCOUNT = {
    "bsp_removed": (
        t("Meta gives no access to this account any more."),
        t("Ask the client to connect it again, by this link."),
    ),
    "account_banned": (
        t("Meta has disabled this account for breaking its rules."),
        t("The client can ask Meta for a review in Business Support Home."),
    ),
    "account_restriction": (
        t("Meta restricts what this account may send, for a time."),
        t("Stop what Meta has named; the client sees it in Business Support Home."),
    ),
    "account_violation": (
        t("Meta has found a breach of its rules."),
        t("The client sees which one in Business Support Home, and can ask for a review."),
    ),
}
NUMBER: dict[str, Said] = {
    "BANNED": ("bad", t("Meta has banned the number."), t("The client can ask for a review in WhatsApp Manager.")),
    "DISCONNECTED": (
        "bad",
        t("The number is disconnected."),
        t("The client goes through the setup again, by this link."),
    ),
    "OFFLINE": ("bad", t("The number is offline."), t("The client goes through the setup again, by this link.")),
    "DELETED": ("bad", t("The number was deleted at Meta."), t("The client adds it again, by this link.")),
    "MIGRATED": ("bad", t("The number was moved to another provider."), t("Cancel it here, or ask the client why.")),
    "RESTRICTED": (
        "bad",
        t("The number has used up its limit."),
        t("It sends again when the limit's 24 hours are over."),
    ),
    "FLAGGED": (
        "wait",
        t("Meta has flagged the number: its quality was low."),
        t("Better messages for seven days lift it."),
    ),
    "RATE_LIMITED": ("wait", t("The number sends faster than it may."), t("Send more slowly.")),
}
SENDS: dict[str, Said] = {
    "BLOCKED": (
        "bad",
        t("Meta blocks messages of this number."),
        t("The client sees more in WhatsApp Manager, and can ask for a review."),
    ),
    "LIMITED": ("wait", t("Meta limits messages of this number."), t("The client sees more in WhatsApp Manager.")),
}
QUALITY: dict[str, Said] = {
    "RED": (
        "bad",
        t("Low: many customers block or report the number."),
        t("Send less marketing, to people who asked for it; pause the templates that they report."),
    ),
    "YELLOW": (
        "wait",
        t("Medium: some customers block or report the number."),
        t("Look at what was sent in the last seven days, and to whom."),
    ),
}

SHARE = t("To let us send messages for {number}, please share the API key permission with us: {link}")
AGAIN = t("The setup of {number} on WhatsApp stopped. Please go through it again: {link}")
CONNECT = t("Meta gives us no access to {number} any more. Please connect it again: {link}")
LOOK = t("Meta reports a problem with {number}. Please look into WhatsApp Manager, or connect the number again: {link}")
REVIEW = t(
    "Meta limits the WhatsApp account of {number}. Please see why, and ask for a review:"
    " https://business.facebook.com/business-support-home"
)
PAY = t("The funds for messages from {number} are used up. Please log in and add funds.")
CARE = t("Customers block or report messages from {number}. Please send less, and only to people who asked for it.")
VERIFY = t(
    "Please verify your business with Meta, so that {number} may reach more people:"
    " https://business.facebook.com/settings/security"
)
