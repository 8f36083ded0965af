"""PostgreSQL: pool, embedded engine, list grammar, migrations."""
