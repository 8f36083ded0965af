"""Facts of channels and people in the words and colours that people read."""

from datetime import datetime

from partnerhub.domain.access.scopes import Role
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import t
from partnerhub.upstream.graph import GraphError

STATES = {
    "live": (t("Live"), "good"),
    "setting_up": (t("Setting up"), "wait"),
    "error": (t("Error"), "bad"),
    "pending_deletion": (t("Pending deletion"), "wait"),
    "terminated": (t("Terminated"), "still"),
}
QUALITIES = {"GREEN": (t("High"), "good"), "YELLOW": (t("Medium"), "wait"), "RED": (t("Low"), "bad")}
SENDS = {
    "AVAILABLE": (t("Can be sent"), "good"),
    "LIMITED": (t("Limited by Meta"), "wait"),
    "BLOCKED": (t("Blocked by Meta"), "bad"),
}
ROLE_NAMES: dict[Role, str] = {
    "owner": t("Owner"), "admin": t("Administrator"), "developer": t("Developer"), "billing": t("Billing"),
    "read_only": t("Read only"),
}  # fmt: skip
USER_STATES = {"active": (t("Active"), "good"), "invited": (t("Invited"), "wait"), "disabled": (t("Disabled"), "still")}
BROWSERS = (  # the first mark that fits: most also name those that they are like
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
LIMITS = {
    "TIER_50": 50,
    "TIER_250": 250,
    "TIER_1K": 1_000,
    "TIER_2K": 2_000,
    "TIER_10K": 10_000,
    "TIER_100K": 100_000,
    "TIER_UNLIMITED": t("Unlimited"),
}


def quality(rating: str | None) -> tuple[str, str]:
    """Word and colour; Meta rates a number only after its first conversations."""
    return QUALITIES.get(rating or "", (t("Not rated yet"), "still"))


def sends(word: str | None, refused_at: datetime | None) -> tuple[str, str]:
    """Whether messages can be sent, by Meta's last word."""
    if refused_at is not None:
        return t("Meta refuses access; connect the number again"), "bad"
    return SENDS.get(word or "", (t("Not known yet"), "still"))


def limit(tier: str | None) -> str:
    if not tier:
        return t("Not known yet")
    return t("{limit} new conversations a day", limit=LIMITS[tier]) if tier in LIMITS else tier


def browser(agent: str | None) -> str:
    """What a browser calls itself, short: `Chrome on Linux`; of programs their own name, `curl`."""
    name = next((name for mark, name in BROWSERS if mark in (agent or "")), "")
    system = next((name for mark, name in SYSTEMS if mark in (agent or "")), "")
    if name and system:
        return t("{browser} on {system}", browser=name, system=system)
    return name or (agent.partition("/")[0] if agent else t("Unknown"))


def told(error: GraphError | Problem) -> str:
    """What Meta or a rule of ours says, for the person who tried."""
    return (
        (isinstance(error, GraphError) and error.details)
        or (error.sentence if isinstance(error, Problem) else error.message)
        or t("Meta refused this and did not say why.")
    )
