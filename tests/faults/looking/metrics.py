"""What a process says of itself at /metrics."""

import urllib.request

from prometheus_client.parser import text_string_to_metric_families


def scraped(port: int) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels, in the order in which they are written."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        text = answer.read().decode()
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}
