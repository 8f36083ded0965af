"""Puts the pieces together: the only package that knows them all."""

from partnerhub.app.build import create, create_from_env
from partnerhub.app.work import work

__all__ = ["create", "create_from_env", "work"]
