"""What people choose from for a template, and what Meta's verdicts mean."""

from partnerhub.kit.words import t
from partnerhub.surfaces.hub.speech.codes import worded

CATEGORIES = [("UTILITY", t("Utility")), ("MARKETING", t("Marketing")), ("AUTHENTICATION", t("Authentication"))]
HEADERS = [
    ("", t("None")),
    ("TEXT", t("Text")),
    ("IMAGE", t("Image")),
    ("VIDEO", t("Video")),
    ("DOCUMENT", t("Document")),
    ("LOCATION", t("Location")),
]
BUTTONS = [
    ("", t("No button")),
    ("QUICK_REPLY", t("Quick reply")),
    ("URL", t("Visit a website")),
    ("PHONE_NUMBER", t("Call a number")),
    ("COPY_CODE", t("Copy a code")),
]
STATUSES = {
    "approved": (t("Approved"), "good"),
    "submitted": (t("In review"), "wait"),
    "in_appeal": (t("In appeal"), "wait"),
    "rejected": (t("Rejected"), "bad"),
    "paused": (t("Paused"), "wait"),
    "disabled": (t("Disabled"), "bad"),
    "flagged": (t("Flagged"), "wait"),
    "pending_deletion": (t("Being deleted"), "still"),
    "archived": (t("Archived"), "still"),
    "limit_exceeded": (t("Limit exceeded"), "bad"),
}
# The languages that are used most come first; Meta knows more, and a template that has one of those keeps it.
LANGUAGES = (
    "en", "en_US", "en_GB", "de", "es", "es_ES", "es_MX", "es_AR", "pt_BR", "pt_PT", "fr", "it", "nl", "af", "sq",
    "ar", "az", "bn", "bg", "ca", "zh_CN", "zh_HK", "zh_TW", "hr", "cs", "da", "et", "fil", "fi", "ka", "el", "gu",
    "ha", "he", "hi", "hu", "id", "ga", "ja", "kn", "kk", "ko", "lo", "lv", "lt", "mk", "ms", "ml", "mr", "nb", "fa",
    "pl", "pa", "ro", "ru", "sr", "sk", "sl", "sw", "sv", "ta", "te", "th", "tr", "uk", "ur", "uz", "vi", "zu",
)  # fmt: skip
REASONS = {
    "ABUSIVE_CONTENT": (t("Meta reads threats or insults in it. Write it in other words.")),
    "INCORRECT_CATEGORY": (
        t(
            "Its text belongs to another category: what advertises is Marketing. Choose that, or leave the advertising out."
        )
    ),
    "INVALID_FORMAT": (
        t(
            "A variable stands where none may: at the beginning or end, two side by side, or without a sample."
            " Add words around it."
        )
    ),
    "PROMOTIONAL": (t("It advertises, and its category may not. Choose Marketing, or leave the advertising out.")),
    "SCAM": (
        t(
            "It looks like a fraud: it asks for secrets or money, or names somebody else. Say clearly who writes and why."
        )
    ),
    "TAG_CONTENT_MISMATCH": (
        t("Its language or category is not that of its text. Set the one that the text is written in.")
    ),
}


def status(word: str) -> tuple[str, str]:
    """Word and colour."""
    return STATUSES.get(word, (worded(word), "still"))


def reason(word: str) -> str:
    """Why a template was rejected and what to do; "" when Meta gave no reason."""
    return (
        ""
        if word in {"NONE", ""}
        else REASONS.get(word, t("Meta's reason: {reason}.", reason=word.replace("_", " ").lower()))
    )
