"""What handlers are given: the database and the app this Meta plays for."""

from litestar.di import NamedDependency

from partnerhub.db.pool import Database
from partnerhub.sandbox.config import Config

WithDatabase = NamedDependency[Database]
WithConfig = NamedDependency[Config]
