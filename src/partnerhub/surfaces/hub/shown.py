"""Facts of channels and people in the words and colours that people read."""

from partnerhub.domain.access.scopes import Role
from partnerhub.kit.problems import Problem
from partnerhub.upstream.graph import GraphError

STATES = {
    "live": ("Live", "good"),
    "setting_up": ("Setting up", "wait"),
    "error": ("Error", "bad"),
    "pending_deletion": ("Pending deletion", "wait"),
    "terminated": ("Terminated", "still"),
}
QUALITIES = {"GREEN": ("High", "good"), "YELLOW": ("Medium", "wait"), "RED": ("Low", "bad")}
ROLE_NAMES: dict[Role, str] = {
    "owner": "Owner", "admin": "Administrator", "developer": "Developer", "billing": "Billing", "read_only": "Read only",
}  # fmt: skip
USER_STATES = {"active": ("Active", "good"), "invited": ("Invited", "wait"), "disabled": ("Disabled", "still")}
BROWSERS = (  # the first mark that fits: most also name those that they are like
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
LIMITS = {
    "TIER_50": "50", "TIER_250": "250", "TIER_1K": "1,000", "TIER_2K": "2,000", "TIER_10K": "10,000",
    "TIER_100K": "100,000", "TIER_UNLIMITED": "Unlimited",
}  # fmt: skip


def quality(rating: str | None) -> tuple[str, str]:
    """Word and colour; Meta rates a number only after its first conversations."""
    return QUALITIES.get(rating or "", ("Not rated yet", "still"))


def limit(tier: str | None) -> str:
    if not tier:
        return "Not known yet"
    return f"{LIMITS[tier]} new conversations a day" if tier in LIMITS else tier


def browser(agent: str | None) -> str:
    """What a browser calls itself, short: `Chrome on Linux`; of programs their own name, `curl`."""
    name = next((name for mark, name in BROWSERS if mark in (agent or "")), "")
    system = next((name for mark, name in SYSTEMS if mark in (agent or "")), "")
    return f"{name} on {system}" if name and system else name or (agent or "Unknown").partition("/")[0]


def told(error: GraphError | Problem) -> str:
    """What Meta or a rule of ours says, for the person who tried."""
    return (
        (isinstance(error, GraphError) and error.details) or error.message or "Meta refused this and did not say why."
    )
