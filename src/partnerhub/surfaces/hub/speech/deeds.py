"""Words for what the logs tell by its code: `channel_keys.create` and `channel_live`, in the reader's language.

The code stays what is searched for, and what files have.
"""

from partnerhub.kit.words import t

SUBJECTS = {
    word.lower(): word
    for word in (
        t("Account"), t("Audit"), t("Automation"), t("Billing details"), t("Blocked users"), t("Calling"), t("Cards"),
        t("Channel keys"), t("Channels"), t("Clients"), t("Commerce"), t("Compliance"), t("Dataset"), t("Encryption"),
        t("Endpoint"), t("Endpoints"), t("Events"), t("Flows"), t("Funds"), t("Groups"), t("Headers"), t("Insights"),
        t("Legacy templates"), t("Multi webhook"), t("Notifications"), t("Onboarding links"), t("Operations"),
        t("Partner changes"),
        t("Partner keys"), t("Partners"), t("Payments"), t("Permission"), t("Profile"), t("QR codes"), t("Renewal"), t("Replays"),
        t("Second factor"), t("Secret"), t("Session"), t("Settings"), t("Sharing"), t("Signup"), t("Team"), t("Template tools"),
        t("Templates"), t("Terms"), t("Tokens"), t("Trials"), t("Users"), t("WABAs"), t("Webhook"),
    )
}  # fmt: skip
DEEDS = {
    word.lower(): word
    for word in (
        t("accept"), t("activate"), t("add"), t("append"), t("ask"), t("begin"), t("cancel"), t("change"), t("change commerce"),
        t("change partner change"), t("change pricing"), t("change region"), t("change routing"), t("change sharing"),
        t("change signature"), t("change tokens"), t("choose"), t("confirm"), t("create"), t("create client"), t("delete"),
        t("disable"), t("disable CTWA"), t("disabled"), t("display name"), t("edit"), t("enable"), t("enable CTWA"), t("end"),
        t("end others"), t("failed"), t("failing"), t("forgotten"), t("grant"), t("invite"), t("invite again"), t("invite code"),
        t("migrate"), t("note"), t("of endpoint"), t("of partner"), t("open"), t("paid"), t("primary"), t("prune"), t("publish"),
        t("put"), t("reactivate"), t("recovered"), t("refund"), t("refuse"), t("refused"), t("remove"), t("rename"),
        t("renew codes"), t("replace"), t("replay"), t("require"), t("reset"), t("revoke"), t("roll"), t("rotate"),
        t("set password"), t("set webhook URL"), t("share"), t("show"), t("start"), t("switch"), t("sync"), t("try again"),
        t("upload"), t("withdraw"),
    )
}  # fmt: skip
EVENTS = {
    word.lower(): word
    for word in (
        t("Client created"), t("Onboarding failed"), t("Channel created"), t("Channel submitted"), t("Channel ready"),
        t("Channel running"), t("Channel live"), t("Channel permission granted"), t("Channel permission revoked"),
        t("Cancellation request"), t("Cancellation revoke"), t("Cancellation processed"), t("WABA template status changed"),
        t("WABA template category changed"), t("WABA template quality changed"), t("Account violation"),
        t("Account restriction"), t("Template messaging disabled"), t("Template messaging enabled"), t("Funds low"),
        t("Funds used up"), t("Payment failed"),
        t("Invoice issued"), t("Phone number quality changed"), t("Channel status changed"), t("Partner change requested"),
        t("Partner change accepted"), t("Partner change refused"), t("Partner change withdrawn"),
    )
}  # fmt: skip


def told(code: str) -> str:
    """`channel_keys.create` → `Channel keys: create`, `channel_live` → `Channel live`. What is not known stays as it is."""
    plain = code.replace("_", " ")
    subject, point, deed = plain.partition(".")
    if not point:
        return EVENTS.get(plain.lower(), plain.capitalize())
    subject = subject.lower()
    return t(
        "{subject}: {deed}", subject=SUBJECTS.get(subject, subject.capitalize()), deed=DEEDS.get(deed.lower(), deed)
    )
