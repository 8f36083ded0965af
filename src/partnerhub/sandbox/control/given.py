"""What handlers of the control API are given."""

from litestar.di import NamedDependency

from partnerhub.db.pool import Database
from partnerhub.sandbox.config import Config

WithDatabase = NamedDependency[Database]
WithConfig = NamedDependency[Config]
