"""Events in words for people: of what kind each is, how grave, and what it says. An event without a line here is no notice."""

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from partnerhub.domain.notifications.worded import Facts
from partnerhub.kit.words import t

Level = Literal["good", "wait", "bad", "still"]


class Saying(msgspec.Struct, frozen=True):
    """`title` and `text` have {names} of facts in them, filled by `worded`."""

    kind: str
    level: Level
    title: str
    text: str = ""


def say(event: str, facts: Facts) -> Saying | None:
    """None: nobody need hear of it."""
    found = SAYINGS.get(event)
    return found(facts) if callable(found) else found


def _of_template(facts: Facts) -> Saying:
    status = facts.get("template_new_status", "")
    level, title = TEMPLATE_STATES.get(status, ("still", t("Template {template} has a new status at Meta")))
    reason = facts.get("template_rejected_reason", "NONE")
    told = t("{client}. Meta's reason: {template_reason}.") if reason != "NONE" else "{client}"
    return Saying("templates", level, title, told)


def _of_quality(facts: Facts) -> Saying:
    rating, limit = facts.get("current_quality_rating", ""), t("{number} may start {limit} new conversations a day.")
    if rating == facts.get("previous_quality_rating", ""):
        return Saying("quality", "still", t("The messaging limit of {number} has changed"), limit)
    moved = facts.get("current_limit") != facts.get("previous_limit")
    title = (
        t("The quality of {number} is {quality}") if rating in QUALITIES else t("{number} has no quality rating now")
    )
    return Saying("quality", QUALITIES.get(rating, "still"), title, limit if moved else "{client}")


def _of_status(facts: Facts) -> Saying:
    changed = facts.get("changed", "").split()
    if "new_name_status" in changed and (verdict := NAME_VERDICTS.get(facts.get("name_status", ""))):
        return Saying("names", *verdict)
    if "meta_access" in changed:
        return ACCESS[facts.get("meta_access") == "granted"]
    if "waba_status" in changed:
        return Saying("status", _grave(facts), t("The account of {number} has changed at Meta"), "{client}: {account}.")
    if "meta_status" in changed or "availability_status" in changed:
        level = "good" if facts.get("meta_status") == "CONNECTED" else _grave(facts)
        return Saying("status", level, t("{number} is {status} at Meta"), "{client}")
    if "can_send_message" in changed:
        return SENDS.get(facts.get("can_send_message", ""), SENDS["BLOCKED"])
    return Saying("status", "still", t("{number} has changed at Meta"), "{client}: {changes}.")


def _grave(facts: Facts) -> Level:
    """Of what is not all right at Meta: whether messages still go."""
    return "bad" if facts.get("availability_status") == "error" else "wait"


def _of_sending(saying: Saying) -> Callable[[Facts], Saying | None]:
    """Funds pay for many numbers: of them people hear once, by `funds_used_up`."""
    return lambda facts: None if facts.get("reason") == "balance" else saying


def _of_disabled_endpoint(facts: Facts) -> Saying:
    why = t("It said that it is gone.") if facts.get("disabled_reason") == "gone" else t("It had failed for five days.")
    return Saying(
        "webhooks", "bad", t("The webhook to {host} is disabled"), t("{why} What is owed to it waits.", why=why)
    )


SENDS = {
    "AVAILABLE": Saying("status", "good", t("{number} may send messages again"), "{client}"),
    "LIMITED": Saying("status", "wait", t("Meta limits messages of {number}"), t("{client}. Its Health tab says why.")),
    "BLOCKED": Saying("status", "bad", t("Meta blocks messages of {number}"), t("{client}. Its Health tab says why.")),
}
ACCESS = {
    True: Saying("status", "good", t("Meta gives access to {number} again"), "{client}"),
    False: Saying(
        "status",
        "bad",
        t("Meta refuses access to {number}"),
        t("{client}. Nothing can be sent or changed until the client connects the number again."),
    ),
}
TEMPLATE_STATES: Mapping[str, tuple[Level, str]] = {
    "APPROVED": ("good", t("Template {template} is approved")),
    "REJECTED": ("bad", t("Template {template} is rejected")),
    "PAUSED": ("wait", t("Template {template} is paused")),
    "FLAGGED": ("wait", t("Template {template} is about to be paused")),
    "DISABLED": ("bad", t("Template {template} is disabled")),
    "DELETED": ("still", t("Template {template} is deleted")),
    "PENDING": ("still", t("Template {template} is being reviewed")),
}
QUALITIES: Mapping[str, Level] = {"GREEN": "good", "YELLOW": "wait", "RED": "bad"}
NAME_VERDICTS: Mapping[str, tuple[Level, str, str]] = {
    "APPROVED": (
        "good",
        t("The display name of {number} is approved"),
        t("{client}: customers see {name} from now on."),
    ),
    "DECLINED": ("bad", t("The display name of {number} is declined"), t("{client}. Choose another one.")),
    "PENDING_REVIEW": ("still", t("The display name of {number} is being reviewed"), "{client}"),
}
SAYINGS: Mapping[str, Saying | Callable[[Facts], Saying | None]] = {
    "client_created": Saying("onboarding", "still", t("{client} has signed up")),
    "onboarding_failed": Saying(
        "onboarding", "wait", t("{client} could not connect a number"), t("It read: {message}")
    ),
    "channel_created": Saying("numbers", "still", t("{number} is added"), t("{client}. It is being set up.")),
    "channel_ready": Saying("numbers", "still", t("{number} can be registered"), "{client}"),
    "channel_running": Saying(
        "numbers", "still", t("{number} is registered"), t("{client}. It needs the permission for an API key.")
    ),
    "channel_live": Saying("numbers", "good", t("{number} is live"), t("{client}. It sends and receives messages.")),
    "channel_permission_granted": Saying(
        "permission", "good", t("{number} is shared"), t("{client} lets its partner make the API key.")
    ),
    "channel_permission_revoked": Saying(
        "permission", "wait", t("{number} is not shared any more"), t("{client}. The partner's API key has ended.")
    ),
    "cancellation_request": Saying(
        "ending", "wait", t("{number} is cancelled"), t("{client}. It works until {ends}; until then it can be kept.")
    ),
    "cancellation_revoke": Saying(
        "ending", "good", t("{number} stays"), t("{client} has taken the cancellation back.")
    ),
    "cancellation_processed": Saying(
        "ending", "bad", t("{number} is terminated"), t("{client}. It sends and receives no more.")
    ),
    "waba_template_status_changed": _of_template,
    "waba_template_category_changed": Saying(
        "templates",
        "wait",
        t("Template {template} is {category} now"),
        t("{client}. It was {category_before}, and costs what its new category costs."),
    ),
    "waba_template_quality_changed": Saying(
        "templates", "still", t("The quality of template {template} is {template_quality}"), "{client}"
    ),
    "account_violation": Saying("enforcement", "bad", t("Meta warns {number}"), "{client}: {violation}."),
    "account_restriction": Saying("enforcement", "bad", t("Meta restricts {number}"), "{client}: {violation}."),
    "template_messaging_disabled": _of_sending(
        Saying("sending", "bad", t("{number} cannot send templates"), "{client}: {because}.")
    ),
    "template_messaging_enabled": _of_sending(
        Saying("sending", "good", t("{number} can send templates again"), "{client}")
    ),
    "phone_number_quality_changed": _of_quality,
    "channel_status_changed": _of_status,
    "funds_low": Saying(
        "funds", "wait", t("{balance} are left"), t("{client}. Add to the balance before messages are refused.")
    ),
    "funds_used_up": Saying(
        "funds",
        "bad",
        t("The funds are used up"),
        t("{client}. Templates and calls are refused until there are some again."),
    ),
    "payment_failed": Saying(
        "funds", "bad", t("A payment of {amount} has failed"), "{client}. {card}: {payment_reason}"
    ),
    "invoice_issued": Saying("invoices", "still", t("Invoice {invoice} is issued"), "{client}. {total}, {state}."),
    "partner_change_requested": Saying(
        "partner_change",
        "wait",
        t("{client} asks to change partner"),
        t("All its numbers are to move. The new partner decides under Clients, Partner changes."),
    ),
    "partner_change_accepted": Saying(
        "partner_change",
        "good",
        t("{client} has changed partner"),
        t("All its numbers have moved, and no permission with them."),
    ),
    "partner_change_refused": Saying(
        "partner_change",
        "still",
        t("{client} stays with its partner"),
        t("The other partner has not accepted its request."),
    ),
    "partner_change_withdrawn": Saying(
        "partner_change", "still", t("{client} stays after all"), t("It has taken its request to change partner back.")
    ),
    "endpoint.failing": Saying(
        "webhooks",
        "bad",
        t("The webhook to {host} fails"),
        t("Ten attempts in a row have failed. Deliveries wait and are tried again."),
    ),
    "endpoint.disabled": _of_disabled_endpoint,
    "endpoint.recovered": Saying(
        "webhooks", "good", t("The webhook to {host} works again"), t("What had waited is being sent.")
    ),
}
# Told right after `channel_created`, for older integrations: people have heard of it.
SILENT = frozenset({"channel_submitted"})
