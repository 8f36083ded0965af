"""What people choose from for a template, and what Meta's verdicts mean."""

CATEGORIES = [("UTILITY", "Utility"), ("MARKETING", "Marketing"), ("AUTHENTICATION", "Authentication")]
HEADERS = [
    ("", "None"),
    ("TEXT", "Text"),
    ("IMAGE", "Image"),
    ("VIDEO", "Video"),
    ("DOCUMENT", "Document"),
    ("LOCATION", "Location"),
]
BUTTONS = [
    ("", "No button"),
    ("QUICK_REPLY", "Quick reply"),
    ("URL", "Visit a website"),
    ("PHONE_NUMBER", "Call a number"),
    ("COPY_CODE", "Copy a code"),
]
STATUSES = {
    "approved": ("Approved", "good"),
    "submitted": ("In review", "wait"),
    "in_appeal": ("In appeal", "wait"),
    "rejected": ("Rejected", "bad"),
    "paused": ("Paused", "wait"),
    "disabled": ("Disabled", "bad"),
    "flagged": ("Flagged", "wait"),
    "pending_deletion": ("Being deleted", "still"),
    "archived": ("Archived", "still"),
    "limit_exceeded": ("Limit exceeded", "bad"),
}
# The languages that are used most come first; Meta knows more, and a template that has one of those keeps it.
LANGUAGES = [
    ("en", "English"), ("en_US", "English (US)"), ("en_GB", "English (UK)"), ("de", "German"), ("es", "Spanish"),
    ("es_ES", "Spanish (Spain)"), ("es_MX", "Spanish (Mexico)"), ("es_AR", "Spanish (Argentina)"),
    ("pt_BR", "Portuguese (Brazil)"), ("pt_PT", "Portuguese (Portugal)"), ("fr", "French"), ("it", "Italian"),
    ("nl", "Dutch"), ("af", "Afrikaans"), ("sq", "Albanian"), ("ar", "Arabic"), ("az", "Azerbaijani"), ("bn", "Bengali"),
    ("bg", "Bulgarian"), ("ca", "Catalan"), ("zh_CN", "Chinese (China)"), ("zh_HK", "Chinese (Hong Kong)"),
    ("zh_TW", "Chinese (Taiwan)"), ("hr", "Croatian"), ("cs", "Czech"), ("da", "Danish"), ("et", "Estonian"),
    ("fil", "Filipino"), ("fi", "Finnish"), ("ka", "Georgian"), ("el", "Greek"), ("gu", "Gujarati"), ("ha", "Hausa"),
    ("he", "Hebrew"), ("hi", "Hindi"), ("hu", "Hungarian"), ("id", "Indonesian"), ("ga", "Irish"), ("ja", "Japanese"),
    ("kn", "Kannada"), ("kk", "Kazakh"), ("ko", "Korean"), ("lo", "Lao"), ("lv", "Latvian"), ("lt", "Lithuanian"),
    ("mk", "Macedonian"), ("ms", "Malay"), ("ml", "Malayalam"), ("mr", "Marathi"), ("nb", "Norwegian"), ("fa", "Persian"),
    ("pl", "Polish"), ("pa", "Punjabi"), ("ro", "Romanian"), ("ru", "Russian"), ("sr", "Serbian"), ("sk", "Slovak"),
    ("sl", "Slovenian"), ("sw", "Swahili"), ("sv", "Swedish"), ("ta", "Tamil"), ("te", "Telugu"), ("th", "Thai"),
    ("tr", "Turkish"), ("uk", "Ukrainian"), ("ur", "Urdu"), ("uz", "Uzbek"), ("vi", "Vietnamese"), ("zu", "Zulu"),
]  # fmt: skip
REASONS = {
    "ABUSIVE_CONTENT": ("Meta reads threats or insults in it. Write it in other words."),
    "INCORRECT_CATEGORY": (
        "Its text belongs to another category: what advertises is Marketing. Choose that, or leave the advertising out."
    ),
    "INVALID_FORMAT": (
        "A variable stands where none may: at the beginning or end, two side by side, or without a sample."
        " Add words around it."
    ),
    "PROMOTIONAL": ("It advertises, and its category may not. Choose Marketing, or leave the advertising out."),
    "SCAM": (
        "It looks like a fraud: it asks for secrets or money, or names somebody else. Say clearly who writes and why."
    ),
    "TAG_CONTENT_MISMATCH": (
        "Its language or category is not that of its text. Set the one that the text is written in."
    ),
}


def status(word: str) -> tuple[str, str]:
    """Word and colour."""
    return STATUSES.get(word, (word.replace("_", " ").capitalize(), "still"))


def reason(word: str) -> str:
    """Why a template was rejected and what to do; "" when Meta gave no reason."""
    return "" if word in {"NONE", ""} else REASONS.get(word, f"Meta's reason: {word.replace('_', ' ').lower()}.")
