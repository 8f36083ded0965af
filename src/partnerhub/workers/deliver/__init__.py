"""Delivers what is owed: claim (a lease) → send (no transaction open) → settle (in batches).

Run as many as needed, on as many machines; any of them may be killed at any time. What it held is due again when
the lease ends, and the receiver knows a repetition by its `webhook-id`.
"""

from partnerhub.workers.deliver.claiming import run

__all__ = ["run"]
