"""Facts in the words that sentences need."""

import re
from collections.abc import Mapping
from decimal import Decimal

Facts = Mapping[str, str]
SIGNS = {"usd": "$", "eur": "€"}
RATINGS = {"GREEN": "high", "YELLOW": "medium", "RED": "low"}
REASONS = {
    "restriction": "Meta restricts the account",
    "ban": "Meta has banned the account",
    "balance": "the funds are used up",
}
CHANGES = {
    "phone_name": "display name",
    "is_oba": "official business account",
    "is_on_biz_app": "use in the Business App",
}
TIER = re.compile(r"TIER_(\d+)(K?)$")
NAME = re.compile(r"{(\w+)}")


def words(facts: Facts) -> dict[str, str]:
    """The facts, and what sentences call by other names."""
    found = dict(facts)
    found["template"] = facts.get("template_name", "")
    found["template_reason"] = _said(facts.get("template_rejected_reason", ""))
    found["template_quality"] = RATINGS.get(facts.get("template_new_quality_score", ""), "not known")
    found["category"] = _said(facts.get("template_new_category", ""))
    found["category_before"] = _said(facts.get("template_previous_category", ""))
    found["quality"] = RATINGS.get(facts.get("current_quality_rating", ""), "")
    found["limit"] = _limit(facts.get("current_limit", ""))
    found["status"] = _said(facts.get("meta_status", "not known"))
    for name in ("balance", "amount", "total"):
        found[name] = _money(facts.get(name, ""), facts.get("currency", ""))
    found["payment_reason"] = facts.get("reason", "")
    found["account"] = _said(facts.get("waba_status", "")) or "its status"
    found["violation"] = _said(facts.get("violation_type", "")) or "no reason given"
    found["because"] = REASONS.get(facts.get("reason", ""), "no reason given")
    found["ends"] = facts.get("terminated_at", "")[:10] or "the end of the month"
    found["changes"] = (
        ", ".join(CHANGES.get(one, _said(one)) for one in facts.get("changed", "").split()) or "its status"
    )
    return found


def filled(text: str, facts: Facts) -> str:
    """A name that there is no fact for is nothing."""
    found = words(facts)
    return NAME.sub(lambda name: found.get(name[1], ""), text)


def _said(constant: str) -> str:
    """`RESTRICTED_BIZ_INITIATED_MESSAGING` → `restricted biz initiated messaging`."""
    return constant.replace("_", " ").lower()


def _money(amount: str, currency: str) -> str:
    """`1234.5` and `eur` → `€1,234.50`."""
    return f"{SIGNS.get(currency, '')}{Decimal(amount):,.2f}" if amount else ""


def _limit(tier: str) -> str:
    """`TIER_2K` → `2,000`."""
    found = TIER.match(tier)
    if not found:
        return "any number of" if tier == "TIER_UNLIMITED" else tier
    return f"{int(found[1]) * (1000 if found[2] else 1):,}"
