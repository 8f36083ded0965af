"""Meta's Graph API as we call it: `Graph.call` for the hub's own questions, `Graph.forward` for a channel's.

- `Graph` — one client with one pool of connections, a base URL and a version
- `Forwarded` — an answer on its way through: status, Graph's own headers, bytes read whole or in chunks
- `meaning` — of one of Meta's error codes; `error_of` — the error in an answer
- `GraphError` — Graph said no; `GraphUnavailable`, `GraphTimeout` — Graph said nothing usable
"""

from partnerhub.upstream.graph.client import META_FILES, Forwarded, Graph
from partnerhub.upstream.graph.codes import GENERIC, meaning
from partnerhub.upstream.graph.errors import GraphError, GraphTimeout, GraphUnavailable, error_of

__all__ = [
    "GENERIC",
    "META_FILES",
    "Forwarded",
    "Graph",
    "GraphError",
    "GraphTimeout",
    "GraphUnavailable",
    "error_of",
    "meaning",
]
