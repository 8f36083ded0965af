"""Why messages fail: Meta's codes, what each means, and what to do about it (contract messaging-and-meta B.7)."""

from partnerhub.upstream.graph import meaning

UNNAMED = "Meta named no code."
LOOK_UP = "Look the code up in Meta's list of error codes; if it stays, open a case with Meta."
AGAIN = "Send it again later, with longer and longer pauses."
SLOWER = "Send more slowly, and send what failed again."
PARAMETERS = "Compare what your program sends with the template as it is now."
# Code: what it means, and what to do.
CODES = {
    4: ("The app has made more calls than Meta allows in an hour.", SLOWER),
    10: ("The app may not send for this number.", "Ask the client to connect the number again."),
    100: ("A parameter of the message is missing or wrong.", "Correct the request; the same one fails again."),
    190: ("Meta's access token is no longer valid.", "Ask the client to connect the account again."),
    368: ("Meta has blocked the account for breaking its policies.", "Read the Health tab and appeal in Business Manager."),
    80007: ("The account has reached its limit of calls.", SLOWER),
    130429: ("More messages a second than the number may send.", SLOWER),
    130472: ("The customer is in one of Meta's experiments.", "Do not send it again; a reply opens the chat."),
    130497: ("This business may not write to customers of that country.", "Leave these customers out."),
    131000: ("Something went wrong at Meta.", AGAIN),
    131005: ("The access token has not the right for this.", "Ask the client to connect the account again."),
    131008: ("A parameter that must be there is missing.", "Correct the request; the same one fails again."),
    131009: ("A parameter has a value that Meta does not take.", "Correct the request; the same one fails again."),
    131016: ("A service of Meta was not available.", AGAIN),
    131021: ("Sender and recipient are the same number.", "Leave your own number out."),
    131026: (
        "The customer cannot get it: no WhatsApp on this number, a very old version, or its terms not accepted.",
        "Check the number with the customer and reach them another way; take numbers that keep failing off the list.",
    ),
    131030: ("A test number may write only to numbers that were allowed.", "Add the recipient in Meta's app dashboard."),
    131031: ("The account is locked.", "Read the Health tab and appeal in Business Manager."),
    131037: ("The display name is not approved yet.", "Wait for Meta's review, or ask for another name in Details."),
    131042: ("Meta cannot charge the account.", "Ask the client to add or mend the payment method in Business Manager."),
    131045: ("The number is not registered rightly.", "Register it again, or have it connected again."),
    131047: (
        "More than 24 hours have passed since the customer last wrote.",
        "Send an approved template instead of a free message.",
    ),
    131048: (
        "Too many customers have blocked or reported this number.",
        "Send less, only to people who agreed, until its quality rises.",
    ),
    131049: (
        "Meta held it back, so that this customer does not get too much marketing.",
        "Wait at least a day before the next try; do not send it again at once.",
    ),
    131050: ("The customer has stopped marketing from this business.", "Take the customer off your marketing list."),
    131051: ("Meta does not know this type of message.", "Send another type; the same one fails again."),
    131052: ("Meta could not fetch the file that a customer sent.", "Ask the customer to send it again."),
    131053: (
        "Meta could not take the file: its address, type or size is wrong.",
        "Check that the address answers, and the file's type and size.",
    ),
    131056: ("Too many messages to this one customer in a short time.", "Wait some seconds between messages to the same person."),
    131057: ("The account is in maintenance, perhaps for more throughput.", AGAIN),
    131064: ("The number has reached its daily limit of new conversations.", "Send the rest tomorrow; quality raises the limit."),
    132000: ("The number of values is not that of the template's variables.", PARAMETERS),
    132001: ("There is no such template in this language, or it is not approved.", "Check name and language under Templates."),
    132005: ("With its values the text is too long.", "Shorten the values."),
    132007: ("Values break the rules for templates, as with line ends.", "Clean the values of line ends, tabs and many spaces."),
    132008: ("A value of the template's variables is not allowed.", PARAMETERS),
    132012: ("A value has not the form that the template asks for.", PARAMETERS),
    132015: ("The template is paused for its low quality.", "Edit it, or send another; Meta lets it go on by itself."),
    132016: ("The template was paused too often and is disabled.", "Make a new template with other words."),
    132068: ("The flow is blocked.", "Mend the flow and publish it again."),
    132069: ("The flow is throttled: ten messages an hour.", "Mend the flow's endpoint: it answers too late or with errors."),
    133010: ("The number is not registered.", "Register it, or have it connected again."),
    134011: ("Meta's terms for payments are not accepted.", "Ask the client to accept them in Business Manager."),
    135000: ("The request was wrong in a way that Meta does not say.", "Compare it with one that works."),
    137000: ("The customer's identity has changed.", "Make sure of the customer, then confirm the new identity hash."),
}  # fmt: skip


def explained(code: int, title: str) -> tuple[str, str]:
    """What a code means and what to do. `title` is what Meta called it."""
    if code in CODES:
        return CODES[code]
    known = meaning(code).title
    return (title or (UNNAMED if code == 0 else known), LOOK_UP)
