"""The time that a page looks at: a preset, or from one day to another. Days are UTC's, as usage is counted."""

from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlencode

import msgspec

from partnerhub.surfaces.hub.parts import Page

PRESETS = {
    "7d": ("7 days", 7),
    "14d": ("14 days", 14),
    "30d": ("30 days", 30),
    "90d": ("90 days", 90),
    "12m": ("12 months", 365),
}
USUAL = "30d"
LONGEST = timedelta(days=3 * 366)
BY_DAY = timedelta(days=92)  # a longer time is shown by months


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """`until` is the last day, in the time. `preset` is empty for a time of one's own."""

    preset: str
    since: date
    until: date

    @property
    def granularity(self) -> Literal["day", "month"]:
        return "day" if self.until - self.since <= BY_DAY else "month"

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def before(self) -> "Asked":
        """The time of the same length before it."""
        length = timedelta(days=self.days)
        return Asked(preset="", since=self.since - length, until=self.until - length)

    def address(self, **more: str) -> str:
        pairs = {"period": self.preset} if self.preset else {"since": str(self.since), "until": str(self.until)}
        return "?" + urlencode({**pairs, **{name: value for name, value in more.items() if value}})


def read(request: Page, today: date) -> Asked:
    """What it cannot read is as if it had not been asked."""
    given = request.query_params
    since, until = _day(given.get("since", "")), _day(given.get("until", ""))
    if since and until and since <= until <= today and until - since <= LONGEST:
        return Asked(preset="", since=since, until=until)
    preset = given.get("period", "") if given.get("period") in PRESETS else USUAL
    return Asked(preset=preset, since=today - timedelta(days=PRESETS[preset][1] - 1), until=today)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
