"""Numbers for /metrics."""

from functools import cache

from prometheus_client import Counter, Histogram

REQUESTS = Counter("partnerhub_requests_total", "Requests answered.", ("surface", "method", "status"))
SECONDS = Histogram(
    "partnerhub_request_seconds",
    "Time to answer.",
    ("surface",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}


def observe(surface: str, method: str, status: int, seconds: float) -> None:
    """`method` of a stranger's invention counts as OTHER, so that the series stay few."""
    requests, times = _series(surface, method if method in METHODS else "OTHER", status)
    requests.inc()
    times.observe(seconds)


@cache
def _series(surface: str, method: str, status: int) -> tuple[Counter, Histogram]:
    """Looking them up costs more than counting."""
    return REQUESTS.labels(surface, method, str(status)), SECONDS.labels(surface)
