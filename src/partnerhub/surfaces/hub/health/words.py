"""What Meta's words for accounts, numbers and ratings mean, and the texts that a partner sends to a client."""

from typing import Literal

Said = tuple[Literal["wait", "bad"], str, str]  # how bad it is, why, and what to do

ACCOUNT = {
    "bsp_removed": (
        "Meta gives no access to this account any more.",
        "Ask the client to connect it again, by this link.",
    ),
    "account_banned": (
        "Meta has disabled this account for breaking its rules.",
        "The client can ask Meta for a review in Business Support Home.",
    ),
    "account_restriction": (
        "Meta restricts what this account may send, for a time.",
        "Stop what Meta has named; the client sees it in Business Support Home.",
    ),
    "account_violation": (
        "Meta has found a breach of its rules.",
        "The client sees which one in Business Support Home, and can ask for a review.",
    ),
}
NUMBER: dict[str, Said] = {
    "BANNED": ("bad", "Meta has banned the number.", "The client can ask for a review in WhatsApp Manager."),
    "DISCONNECTED": ("bad", "The number is disconnected.", "The client goes through the setup again, by this link."),
    "OFFLINE": ("bad", "The number is offline.", "The client goes through the setup again, by this link."),
    "DELETED": ("bad", "The number was deleted at Meta.", "The client adds it again, by this link."),
    "MIGRATED": ("bad", "The number was moved to another provider.", "Cancel it here, or ask the client why."),
    "RESTRICTED": ("bad", "The number has used up its limit.", "It sends again when the limit's 24 hours are over."),
    "FLAGGED": ("wait", "Meta has flagged the number: its quality was low.", "Better messages for seven days lift it."),
    "RATE_LIMITED": ("wait", "The number sends faster than it may.", "Send more slowly."),
}
QUALITY: dict[str, Said] = {
    "RED": (
        "bad",
        "Low: many customers block or report the number.",
        "Send less marketing, to people who asked for it; pause the templates that they report.",
    ),
    "YELLOW": (
        "wait",
        "Medium: some customers block or report the number.",
        "Look at what was sent in the last seven days, and to whom.",
    ),
}

SHARE = "To let us send messages for {number}, please share the API key permission with us: {link}"
AGAIN = "The setup of {number} on WhatsApp stopped. Please go through it again: {link}"
CONNECT = "Meta gives us no access to {number} any more. Please connect it again: {link}"
LOOK = "Meta reports a problem with {number}. Please look into WhatsApp Manager, or connect the number again: {link}"
REVIEW = (
    "Meta limits the WhatsApp account of {number}. Please see why, and ask for a review:"
    " https://business.facebook.com/business-support-home"
)
PAY = "The funds for messages from {number} are used up. Please log in and add funds."
CARE = "Customers block or report messages from {number}. Please send less, and only to people who asked for it."
VERIFY = (
    "Please verify your business with Meta, so that {number} may reach more people:"
    " https://business.facebook.com/settings/security"
)
