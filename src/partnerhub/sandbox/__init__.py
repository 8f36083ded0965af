"""Meta in a box: a Graph API on HTTP, Embedded Signup, customers who answer, and the means to direct them.

The hub meets it over HTTP as it meets Meta. State lies in the schema `sandbox`.
"""

from partnerhub.sandbox.app import create
from partnerhub.sandbox.background.running import run
from partnerhub.sandbox.background.travelling import follow
from partnerhub.sandbox.config import Config

__all__ = ["Config", "create", "follow", "run"]
