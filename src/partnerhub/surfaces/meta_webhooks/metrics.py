"""What became of Meta's updates, for /metrics."""

from prometheus_client import Counter, Gauge

UPDATES = Counter(
    "partnerhub_meta_updates",
    "Updates from Meta: carried to a receiver, recorded for a WABA, duplicate, or of an unknown number.",
    ["outcome"],
)
WAITING = Gauge("partnerhub_meta_waiting", "Requests of Meta's that wait for their commit.")
