"""The time that a page looks at: a preset, or from one day to another. Days are UTC's, as usage is counted."""

from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlencode

import msgspec

from partnerhub.kit.words import t
from partnerhub.surfaces.hub.parts import Page

ONE_DAY = timedelta(days=1)
DAYS = {"7d": 7, "14d": 14, "30d": 30, "6m": 183, "12m": 365}
MONTHS = {"month": 0, "last_month": 1}  # months back
PRESETS = {
    "7d": t("7 days"),
    "14d": t("14 days"),
    "30d": t("30 days"),
    "6m": t("6 months"),
    "12m": t("12 months"),
    "month": t("This month"),
    "last_month": t("Last month"),
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
        """The time of the same length before it; of a month, the same days of the month before, or all of that."""
        if self.preset in MONTHS:
            ended = self.since - ONE_DAY
            whole = self.preset == "last_month"
            until = ended if whole else min(ended, ended.replace(day=1) + (self.until - self.since))
            return Asked(preset="", since=ended.replace(day=1), until=until)
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
    return preset(given.get("period", ""), today)


def table(request: Page) -> str:
    """Which of the tables on the page is exported; empty: usage."""
    return request.query_params.get("table", "")


def preset(name: str, today: date) -> Asked:
    """One of PRESETS, else the usual one."""
    if name in MONTHS:
        first = today.replace(day=1)
        since, until = (first, today) if name == "month" else ((first - ONE_DAY).replace(day=1), first - ONE_DAY)
        return Asked(preset=name, since=since, until=until)
    name = name if name in DAYS else USUAL
    return Asked(preset=name, since=today - timedelta(days=DAYS[name] - 1), until=today)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
