"""The points of a number's health, most urgent first. Each says why, what to do, and who can do it."""

from collections.abc import Callable
from typing import Literal

import msgspec

from partnerhub.kit.words import t
from partnerhub.surfaces.hub.health import words
from partnerhub.surfaces.hub.health.facts import Facts

Level = Literal["good", "wait", "bad"]
FUNDS_OF_PARTNER = "/dashboard/partner/billing"


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """`who` has to act: client, you or "" for nobody. `said`: Meta's own words for it.

    `page`: where you can, by a button named `label`, if your role has `scope`. `send`: a text for the client.
    """

    title: str
    level: Level = "good"
    reason: str = ""
    fix: str = ""
    who: Literal["", "client", "you"] = ""
    said: tuple[str, ...] = ()
    page: str = ""
    label: str = t("Open")
    scope: str = ""
    send: str = ""


def checked(facts: Facts) -> list[Check]:
    """All points, also those where everything is well; none for a number that is terminated."""
    return [] if facts.channel.state == "terminated" else [look(facts) for look in POINTS]


def next_step(facts: Facts) -> Check | None:
    """The one thing to do now: a fault before a warning, and only what somebody can do."""
    open_points = [one for one in checked(facts) if one.who and one.level != "good"]
    return next((one for level in ("bad", "wait") for one in open_points if one.level == level), None)


def account(facts: Facts) -> Check:
    title, said = t("WhatsApp Business Account"), words.ACCOUNT.get(facts.channel.waba_status)
    if said is None:
        return Check(title=title, reason=t("Meta has approved it."))
    reason, fix = said
    if facts.channel.waba_status == "bsp_removed":
        return Check(title=title, level="bad", reason=reason, fix=fix, who="client", send=_send(words.CONNECT, facts))
    return Check(title=title, level="bad", reason=reason, fix=fix, who="client", send=_send(words.REVIEW, facts))


def setup(facts: Facts) -> Check:
    title, channel = t("Setup"), facts.channel
    if channel.state == "error" and channel.status != "ready":
        return Check(
            title=title, level="bad", reason=channel.setup_error or t("The setup stopped before the number was registered."),
            fix=t("Send the client this link to go through it again."), who="client", send=_send(words.AGAIN, facts),
        )  # fmt: skip
    if channel.app_state != "running":
        return Check(title=title, level="wait", reason=t("The number is being registered. This takes a few minutes."))
    return Check(title=title, reason=t("The number is registered and its integration runs."))


def number(facts: Facts) -> Check:
    title, status = t("Number at Meta"), facts.channel.meta_status or "CONNECTED"
    if status not in words.NUMBER:
        return Check(title=title, reason=t("Meta says that it is connected."))
    level, reason, fix = words.NUMBER[status]
    return Check(title=title, level=level, reason=reason, fix=fix, who="client", send=_send(words.LOOK, facts))


def messages(facts: Facts) -> Check:
    title, channel = t("Messages at Meta"), facts.channel
    if channel.meta_refused_at is not None:
        return Check(
            title=title, level="bad", reason=t("Meta refuses our access to this number: its access token is no longer good."),
            fix=t("The client connects the number again, by this link."), who="client", send=_send(words.CONNECT, facts),
        )  # fmt: skip
    if channel.can_send_message is None:
        return Check(title=title, reason=t("Meta has not been asked yet whether they can be sent."))
    if channel.can_send_message not in words.SENDS:
        return Check(title=title, reason=t("Meta says that they can be sent."))
    level, reason, fix = words.SENDS[channel.can_send_message]
    said = tuple(channel.meta_faults)
    return Check(
        title=title, level=level, reason=reason, said=said, fix=fix, who="client", send=_send(words.LOOK, facts)
    )


def permission(facts: Facts) -> Check:
    title = t("API key permission")
    if facts.channel.permission_granted_at is not None:
        return Check(title=title, reason=t("The client has shared it with you."))
    return Check(
        title=title, level="wait", reason=t("The client has not shared API key permission."),
        fix=t("Send the client this link to share it."), who="client", send=_send(words.SHARE, facts),
    )  # fmt: skip


def key(facts: Facts) -> Check:
    title, channel = t("API key"), facts.channel
    if facts.key:
        return Check(title=title, reason=t("There is one; it begins with {key}.", key=facts.key))
    if channel.permission_granted_at is None or channel.app_state != "running":
        return Check(
            title=title, level="wait", reason=t("It can be made once the number runs and the client shares permission.")
        )
    return Check(
        title=title, level="wait", reason=t("Nothing can be sent from this number before it has an API key."),
        fix=t("Create the API key and store it in your software."), who="you", page=_page(facts, "#api-key"),
        label=t("Create API key"), scope="channel_keys:write",
    )  # fmt: skip


def webhook(facts: Facts) -> Check:
    title = t("Webhook of messages")
    if facts.webhook:
        return Check(title=title, reason=t("Messages and statuses are delivered."))
    return Check(
        title=title, level="wait", reason=t("Nobody is told of incoming messages and of statuses."),
        fix=t("Set the URL that receives them."), who="you" if facts.key else "", page=_page(facts, "/webhooks"),
        label=t("Set the webhook"), scope="webhooks:write",
    )  # fmt: skip


def funds(facts: Facts) -> Check:
    title = t("Funds")
    if facts.unpaid_by is None:
        return Check(title=title, reason=t("Nothing stops messages."))
    reason = t("The funds are used up: templates and calls are refused.")
    if facts.unpaid_by:
        return Check(
            title=title, level="bad", reason=reason, fix=t("Ask the client to add funds."), who="client",
            send=_send(words.PAY, facts),
        )  # fmt: skip
    return Check(
        title=title,
        level="bad",
        reason=reason,
        fix=t("Add to your balance."),
        who="you",
        page=FUNDS_OF_PARTNER,
        label=t("See the balance"),
        scope="billing:read",
    )


def name(facts: Facts) -> Check:
    title, status = t("Display name"), facts.channel.new_name_status
    if status == "DECLINED":
        return Check(
            title=title, level="bad", reason=t("Meta has declined the new display name."),
            fix=t("Ask for another one that shows the business's own name."), who="you", page=_page(facts, "#display-name"),
            label=t("Change the name"), scope="channels:write",
        )  # fmt: skip
    if status == "PENDING_REVIEW":
        return Check(
            title=title, level="wait", reason=t("Meta reviews the new display name. This takes up to three days.")
        )
    return Check(title=title, reason=facts.channel.phone_name or t("There is none yet; customers see the number."))


def quality(facts: Facts) -> Check:
    title, rating = t("Quality"), facts.channel.current_quality_rating or ""
    if rating not in words.QUALITY:
        return Check(
            title=title, reason=t("High.") if rating == "GREEN" else t("Meta rates it after the first conversations.")
        )
    level, reason, fix = words.QUALITY[rating]
    return Check(title=title, level=level, reason=reason, fix=fix, who="client", send=_send(words.CARE, facts))


def verification(facts: Facts) -> Check:
    title = t("Meta business verification")
    if facts.channel.verification == "verified":
        return Check(title=title, reason=t("The business is verified."))
    return Check(
        title=title, level="wait", reason=t("The business is not verified: its limit stays low."),
        fix=t("The client verifies it in Meta's Security Center."), send=_send(words.VERIFY, facts),
    )  # fmt: skip


def cancellation(facts: Facts) -> Check:
    if facts.channel.cancelled_at is None:
        return Check(title=t("Subscription"), reason=t("It goes on from month to month."))
    return Check(
        title=t("Subscription"), level="wait", reason=t("It is cancelled and ends with the month."),
        fix=t("Until then the cancellation can be taken back."), page=_page(facts, "#cancellation"),
        label=t("Take it back"), scope="channels:write",
    )  # fmt: skip


POINTS: tuple[Callable[[Facts], Check], ...] = (
    account, setup, number, messages, funds, name, permission, key, webhook, quality, verification, cancellation,
)  # fmt: skip


def _send(text: str, facts: Facts) -> str:
    return t(text, number=f"+{facts.channel.phone_number}", link=facts.link)


def _page(facts: Facts, rest: str) -> str:
    return f"/dashboard/partner/channels/{facts.channel.id}{rest}"
