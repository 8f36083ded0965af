"""Meta's Graph API as we call it: `Graph.call` for the hub's own questions, `Graph.forward` for a channel's.

- `Graph` — one client with one pool of connections, a base URL and a version
- `Forwarded` — an answer on its way through: status, Graph's own headers, bytes read whole or in chunks
- `meaning` — of one of Meta's error codes; `error_of` — the error in an answer
- `GraphError` — Graph said no; `GraphUnavailable`, `GraphTimeout` — Graph said nothing usable; `GraphExhausted` — it was
  not asked, for it has said that it would refuse
"""

from partnerhub.upstream.graph.client import META_FILES, Graph
from partnerhub.upstream.graph.codes import GENERIC, meaning
from partnerhub.upstream.graph.errors import GraphError, GraphExhausted, GraphTimeout, GraphUnavailable, error_of
from partnerhub.upstream.graph.forwarded import Forwarded

__all__ = [
    "GENERIC",
    "META_FILES",
    "Forwarded",
    "Graph",
    "GraphError",
    "GraphExhausted",
    "GraphTimeout",
    "GraphUnavailable",
    "error_of",
    "meaning",
]
