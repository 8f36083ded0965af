"""Words for the codes that Meta and we have for states: `PENDING_DELETION` → `Pending deletion`, in the reader's language."""

from partnerhub.kit.words import t

WORDS = {
    word.lower(): word
    for word in (
        t("Active"), t("Approved"), t("Archived"), t("Authentication"), t("Authentication international"),
        t("Banned"), t("Blocked"), t("Cancelled"),
        t("Connected"), t("Deleted"), t("Disabled"), t("Disconnected"), t("Error"), t("Expired"), t("Failed"), t("Failing"),
        t("Flagged"), t("Healthy"), t("High"), t("Low"), t("Marketing"), t("Marketing lite"),
        t("Medium"), t("Migrated"), t("Not verified"),
        t("Offline"), t("Paused"), t("Pending"), t("Pending deletion"), t("Pending submission"), t("Pending need more info"),
        t("Ready"), t("Rejected"), t("Restricted"), t("Revoked"), t("Running"), t("Service"), t("Setting up"), t("Suspended"),
        t("Terminated"), t("Unknown"), t("Unverified"), t("Utility"), t("Verified"),
    )
} | {"green": t("High"), "yellow": t("Medium"), "red": t("Low")}  # fmt: skip


def worded(code: str) -> str:
    """A code that is not known is shown as it is, with spaces and one capital."""
    plain = code.replace("_", " ").lower()
    return WORDS.get(plain, plain.capitalize())
