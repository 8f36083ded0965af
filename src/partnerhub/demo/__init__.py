"""A world to try things on: a partner with a live client, and a rival, made as people would make them.

The partner and its people are written to the database; the client's WABA and number come from the sandbox, and the
channel goes live through a real signup that the worker steps. Needs the server and the worker of the installation.
"""

from partnerhub.demo.fill import fill
from partnerhub.demo.history import write as write_history

__all__ = ["fill", "write_history"]
