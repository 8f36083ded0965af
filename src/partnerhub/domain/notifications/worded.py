"""Facts in the words that sentences need."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from partnerhub.kit.words import Sentence, money, said, t

Facts = Mapping[str, str]
OWN = t("Your own account")  # whose the partner's money is
RATINGS = {"GREEN": t("high"), "YELLOW": t("medium"), "RED": t("low")}
REASONS = {
    "restriction": t("Meta restricts the account"),
    "ban": t("Meta has banned the account"),
    "balance": t("the funds are used up"),
}
CHANGES = {
    "phone_name": t("display name"),
    "is_oba": t("official business account"),
    "is_on_biz_app": t("use in the Business App"),
}
TIER = re.compile(r"TIER_(\d+)(K?)$")
NAME = re.compile(r"{(\w+)}")


def words(facts: Facts) -> dict[str, str | int | date]:
    """The facts, and what sentences call by other names."""
    found: dict[str, str | int | date] = dict(facts)
    if facts.get("client") == OWN:
        found["client"] = OWN
    found["template"] = facts.get("template_name", "")
    found["template_reason"] = _said(facts.get("template_rejected_reason", ""))
    found["template_quality"] = RATINGS.get(facts.get("template_new_quality_score", ""), t("not known"))
    found["category"] = _said(facts.get("template_new_category", ""))
    found["category_before"] = _said(facts.get("template_previous_category", ""))
    found["quality"] = RATINGS.get(facts.get("current_quality_rating", ""), "")
    found["limit"] = _limit(facts.get("current_limit", ""))
    found["status"] = _said(facts.get("meta_status", "")) or t("not known")
    for name in ("balance", "amount", "total"):
        found[name] = _money(facts.get(name, ""), facts.get("currency", ""))
    found["payment_reason"] = facts.get("reason", "")
    found["account"] = _said(facts.get("waba_status", "")) or t("its status")
    found["violation"] = _said(facts.get("violation_type", "")) or t("no reason given")
    found["because"] = REASONS.get(facts.get("reason", ""), t("no reason given"))
    found["ends"] = _day(facts.get("terminated_at", ""))
    changed = [CHANGES.get(one, _said(one)) for one in facts.get("changed", "").split()]
    found["changes"] = ", ".join(said(one) for one in changed) or t("its status")
    return found


def filled(text: str, facts: Facts) -> Sentence:
    """A name that there is no fact for is nothing. Made where it is said: numbers and lists are of that language."""
    found = words(facts)
    sentence = t(text)
    names = set(NAME.findall(sentence.pattern)) - sentence.values.keys()
    return t(sentence, **{name: found.get(name, "") for name in names})


def _said(constant: str) -> str:
    """`RESTRICTED_BIZ_INITIATED_MESSAGING` → `restricted biz initiated messaging`."""
    return constant.replace("_", " ").lower()


def _money(amount: str, currency: str) -> str:
    return money(Decimal(amount), currency) if amount else ""


def _day(moment: str) -> str | date:
    return date.fromisoformat(moment[:10]) if moment else t("the end of the month")


def _limit(tier: str) -> str | int:
    """`TIER_2K` → 2000."""
    found = TIER.match(tier)
    if not found:
        return t("any number of") if tier == "TIER_UNLIMITED" else tier
    return int(found[1]) * (1000 if found[2] else 1)
