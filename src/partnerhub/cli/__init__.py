"""The command `partnerhub`: up · serve · work · migrate · demo · partner · fund · doctor.

`up` is a light parent: it imports no web framework and no database client, and starts the rest as child processes.
"""

from partnerhub.cli.commands import main

__all__ = ["main"]
