"""Why messages fail: Meta's codes, what each means, and what to do about it (contract messaging-and-meta B.7)."""

from partnerhub.kit.words import t
from partnerhub.upstream.graph import meaning

UNNAMED = t("Meta named no code.")
LOOK_UP = t("Look the code up in Meta's list of error codes; if it stays, open a case with Meta.")
AGAIN = t("Send it again later, with longer and longer pauses.")
SLOWER = t("Send more slowly, and send what failed again.")
PARAMETERS = t("Compare what your program sends with the template as it is now.")
# Code: what it means, and what to do.
CODES = {
    4: (t("The app has made more calls than Meta allows in an hour."), SLOWER),
    10: (t("The app may not send for this number."), t("Ask the client to connect the number again.")),
    100: (t("A parameter of the message is missing or wrong."), t("Correct the request; the same one fails again.")),
    190: (t("Meta's access token is no longer valid."), t("Ask the client to connect the account again.")),
    368: (
        t("Meta has blocked the account for breaking its policies."),
        t("Read the Health tab and appeal in Business Manager."),
    ),
    80007: (t("The account has reached its limit of calls."), SLOWER),
    130429: (t("More messages a second than the number may send."), SLOWER),
    130472: (t("The customer is in one of Meta's experiments."), t("Do not send it again; a reply opens the chat.")),
    130497: (t("This business may not write to customers of that country."), t("Leave these customers out.")),
    131000: (t("Something went wrong at Meta."), AGAIN),
    131005: (t("The access token has not the right for this."), t("Ask the client to connect the account again.")),
    131008: (t("A parameter that must be there is missing."), t("Correct the request; the same one fails again.")),
    131009: (
        t("A parameter has a value that Meta does not take."),
        t("Correct the request; the same one fails again."),
    ),
    131016: (t("A service of Meta was not available."), AGAIN),
    131021: (t("Sender and recipient are the same number."), t("Leave your own number out.")),
    131026: (
        t("The customer cannot get it: no WhatsApp on this number, a very old version, or its terms not accepted."),
        t(
            "Check the number with the customer and reach them another way; take numbers that keep failing off the list."
        ),
    ),
    131030: (
        t("A test number may write only to numbers that were allowed."),
        t("Add the recipient in Meta's app dashboard."),
    ),
    131031: (t("The account is locked."), t("Read the Health tab and appeal in Business Manager.")),
    131037: (
        t("The display name is not approved yet."),
        t("Wait for Meta's review, or ask for another name in Details."),
    ),
    131042: (
        t("Meta cannot charge the account."),
        t("Ask the client to add or mend the payment method in Business Manager."),
    ),
    131045: (t("The number is not registered rightly."), t("Register it again, or have it connected again.")),
    131047: (
        t("More than 24 hours have passed since the customer last wrote."),
        t("Send an approved template instead of a free message."),
    ),
    131048: (
        t("Too many customers have blocked or reported this number."),
        t("Send less, only to people who agreed, until its quality rises."),
    ),
    131049: (
        t("Meta held it back, so that this customer does not get too much marketing."),
        t("Wait at least a day before the next try; do not send it again at once."),
    ),
    131050: (
        t("The customer has stopped marketing from this business."),
        t("Take the customer off your marketing list."),
    ),
    131051: (t("Meta does not know this type of message."), t("Send another type; the same one fails again.")),
    131052: (t("Meta could not fetch the file that a customer sent."), t("Ask the customer to send it again.")),
    131053: (
        t("Meta could not take the file: its address, type or size is wrong."),
        t("Check that the address answers, and the file's type and size."),
    ),
    131056: (
        t("Too many messages to this one customer in a short time."),
        t("Wait some seconds between messages to the same person."),
    ),
    131057: (t("The account is in maintenance, perhaps for more throughput."), AGAIN),
    131064: (
        t("The number has reached its daily limit of new conversations."),
        t("Send the rest tomorrow; quality raises the limit."),
    ),
    132000: (t("The number of values is not that of the template's variables."), PARAMETERS),
    132001: (
        t("There is no such template in this language, or it is not approved."),
        t("Check name and language under Templates."),
    ),
    132005: (t("With its values the text is too long."), t("Shorten the values.")),
    132007: (
        t("Values break the rules for templates, as with line ends."),
        t("Clean the values of line ends, tabs and many spaces."),
    ),
    132008: (t("A value of the template's variables is not allowed."), PARAMETERS),
    132012: (t("A value has not the form that the template asks for."), PARAMETERS),
    132015: (
        t("The template is paused for its low quality."),
        t("Edit it, or send another; Meta lets it go on by itself."),
    ),
    132016: (t("The template was paused too often and is disabled."), t("Make a new template with other words.")),
    132068: (t("The flow is blocked."), t("Mend the flow and publish it again.")),
    132069: (
        t("The flow is throttled: ten messages an hour."),
        t("Mend the flow's endpoint: it answers too late or with errors."),
    ),
    133010: (t("The number is not registered."), t("Register it, or have it connected again.")),
    134011: (t("Meta's terms for payments are not accepted."), t("Ask the client to accept them in Business Manager.")),
    135000: (t("The request was wrong in a way that Meta does not say."), t("Compare it with one that works.")),
    137000: (
        t("The customer's identity has changed."),
        t("Make sure of the customer, then confirm the new identity hash."),
    ),
}


def explained(code: int, title: str) -> tuple[str, str]:
    """What a code means and what to do. `title` is what Meta called it."""
    if code in CODES:
        return CODES[code]
    known = meaning(code).title
    return (title or (UNNAMED if code == 0 else known), LOOK_UP)
