"""What the guides tell of limits, scopes, fields and retries is what the code does."""

import re
from datetime import timedelta
from pathlib import Path

from partnerhub.app.http import HEAD_LIMIT
from partnerhub.domain.access import cleaning, keys, scopes, tokens
from partnerhub.domain.access.limits import Policy
from partnerhub.domain.access.users import LISTING as USERS
from partnerhub.domain.channels import LISTING as CHANNELS
from partnerhub.domain.clients import LISTING as CLIENTS
from partnerhub.domain.templates import LISTING as TEMPLATES
from partnerhub.domain.webhooks import headers, schedule
from partnerhub.surfaces.partner_api.billing.balances import OF_WABA
from partnerhub.surfaces.partner_api.routes import ROUTES
from partnerhub.surfaces.partner_api.wabas import flows
from partnerhub.surfaces.partner_api.wire import idempotency, pages
from partnerhub.surfaces.partner_api.wire.limits import DEFAULT, STRANGER, TOKENS
from partnerhub.upstream.receivers import sending

DOCS = Path(__file__).parents[2] / "docs"
SPANS = {30: "30 seconds", 60: "1 minute", 3600: "1 hour"}


def text(page: str) -> str:
    return (DOCS / f"{page}.md").read_text()


def part(page: str, heading: str) -> str:
    """From this heading to the next."""
    return re.split(r"^#+ ", text(page).partition(f"# {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_table_of_limits_is_all_limits() -> None:
    limits = {DEFAULT, STRANGER, TOKENS, OF_WABA}.union(*(route.limits for route in ROUTES))
    told = re.findall(r"^\| `(\w+)` \| (\d+) \| ([\w ]+) \|", text("limits"), re.MULTILINE)
    assert sorted(told) == sorted(map(row, limits))


def row(policy: Policy) -> tuple[str, str, str]:
    return policy.name, str(policy.quota), SPANS[policy.seconds]


def test_sizes_and_times_are_those_in_force() -> None:
    assert {route.largest for route in ROUTES} == {1_000_000, 11_000_000}
    assert (flows.LARGEST, HEAD_LIMIT) == (10 * 1024 * 1024, 64 * 1024)
    assert timedelta(hours=48) == cleaning.ANSWERS_KEPT
    assert "kept for 48 hours" in text("limits")
    assert f"1 to {idempotency.LONGEST} printable" in text("limits")
    assert f"`limit` up to {pages.MOST}" in text("lists")
    assert timedelta(days=30) == tokens.REFRESH_LIFETIME
    assert timedelta(days=7) == keys.LONGEST_OVERLAP


def test_the_table_of_scopes_has_every_area() -> None:
    assert re.findall(r"^\| `(\w+)` \| ", part("authentication", "A key for each program"), re.MULTILINE) == list(
        scopes.AREAS
    )


def test_every_field_of_a_list_is_told() -> None:
    inside = {f"client.{name}" for name in CLIENTS.fields}
    assert told("Of clients") == set(CLIENTS.fields)
    assert told("Of channels") - {"client.client.name", "client.client.contact_info.email"} | inside == set(
        CHANNELS.fields
    )
    assert told("Of templates") == set(TEMPLATES.fields)
    assert told("Of users") == set(USERS.fields)


def told(heading: str) -> set[str]:
    """The names in the table, with the part in which they are."""
    found: set[str] = set()
    for where, fields in re.findall(r"^\| (`\w+`|itself) \| (.+) \|$", part("lists", heading), re.MULTILINE):
        prefix = "" if where == "itself" else f"{where.strip('`')}."
        names = re.findall(r"`([\w.]+)`", fields.partition(":")[0] if where == "`business_templates`" else fields)
        found |= {prefix + name for name in names}
    return found


def test_retries_are_told_as_they_are_made() -> None:
    words = "5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 3 h, 6 h, 12 h"
    seconds = {"s": 1, "min": 60, "h": 3600}
    gaps = [int(number) * seconds[unit] for number, unit in (one.split(" ") for one in words.split(", "))]
    assert (*gaps, *[86_400] * 7) == schedule.GAPS
    assert f"after {words}, and then once a day for seven days. That is {schedule.ATTEMPTS} attempts" in text(
        "webhooks"
    )
    assert (schedule.JITTER, schedule.LONGEST_RETRY_AFTER) == (0.2, 86_400)
    assert f"Begin within {sending.ANSWER_WITHIN:.0f} seconds, and be done within {sending.DEADLINE:.0f}." in text(
        "webhooks"
    )
    assert f"Up to {headers.MAX_HEADERS} are sent" in text("webhooks")
