"""For the operator: is it alive, is it ready, what do the numbers say; and the documentation pages."""

from partnerhub.surfaces.operations.app import create
from partnerhub.surfaces.operations.docs import Described

__all__ = ["Described", "create"]
