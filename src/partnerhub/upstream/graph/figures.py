"""Meta's own count of what became of templates (contract messaging-and-meta B.5)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import msgspec

from partnerhub.upstream.graph.answers import read
from partnerhub.upstream.graph.client import Graph

MOST_TEMPLATES = 10  # in one call
ENABLED = "is_enabled_for_insights"


class Clicks(msgspec.Struct, frozen=True):
    """On one button; Meta tells of unique ones too, as `type` says."""

    count: int = 0
    type: str = ""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """Of a template and a day, from `start`, in Unix seconds."""

    template_id: str
    start: int
    sent: int = 0
    delivered: int = 0
    read: int = 0
    clicked: list[Clicks] = []

    @property
    def day(self) -> date:
        return datetime.fromtimestamp(self.start, UTC).date()

    @property
    def clicks(self) -> int:
        """All of them, each once."""
        return sum(one.count for one in self.clicked if not one.type.startswith("unique_"))


class _Points(msgspec.Struct):
    data_points: list[Point] = []


class _Analytics(msgspec.Struct):
    data: list[_Points] = []


class _Answer(msgspec.Struct):
    template_analytics: _Analytics = msgspec.field(default_factory=_Analytics)


class _Switch(msgspec.Struct):
    is_enabled_for_insights: bool = False


async def counts_templates(graph: Graph, token: str, waba_id: str) -> bool:
    """Meta counts those of a WABA only once its owner has switched that on, for good."""
    answer = await graph.call("GET", f"/{waba_id}", token=token, params={"fields": ENABLED})
    return read(answer, _Switch).is_enabled_for_insights


async def of_templates(
    graph: Graph, token: str, waba_id: str, template_ids: Sequence[str], *, since: datetime, until: datetime
) -> list[Point]:
    """At most MOST_TEMPLATES, day by day; a template that nothing was sent of is left out."""
    ids = msgspec.json.encode(list(template_ids)).decode()
    time = f"start({int(since.timestamp())}).end({int(until.timestamp())}).granularity(DAILY)"
    metrics = 'metric_types(["SENT","DELIVERED","READ","CLICKED"])'
    fields = f"template_analytics.{time}.template_ids({ids}).{metrics}"
    answer = read(await graph.call("GET", f"/{waba_id}", token=token, params={"fields": fields}), _Answer)
    return [point for points in answer.template_analytics.data for point in points.data_points]
