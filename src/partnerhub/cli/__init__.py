"""The command `partnerhub`; `commands` has all that it takes.

`up` is a light parent: it imports no web framework and no database client, and starts the rest as child processes.
"""

from partnerhub.cli.commands import main

__all__ = ["main"]
