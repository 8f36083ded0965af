"""What PostgreSQL itself says of tables, roles and rights."""

from dataclasses import dataclass

import asyncpg

APP, WORKER = "partnerhub_app", "partnerhub_worker"
LIBRARY = "_pogo_%"  # the migrations' own tables

TABLES = """
SELECT c.relname AS name, c.relispartition AS leaf, c.relrowsecurity AS guarded, c.relforcerowsecurity AS forced,
       pg_get_userbyid(c.relowner) AS owner,
       CASE c.relname WHEN 'partner' THEN 'id' ELSE a.attname END AS tenant
FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'partner_id'
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE $1 ORDER BY c.relname
"""
RIGHTS = """
SELECT c.relname AS table, acl.privilege_type || coalesce(' (' || columns.name || ')', '') AS right
FROM pg_class c
CROSS JOIN LATERAL (
    SELECT NULL AS name, c.relacl AS acl
    UNION ALL SELECT a.attname, a.attacl FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) AS columns
CROSS JOIN LATERAL aclexplode(columns.acl) AS acl
WHERE c.relnamespace = $1::regnamespace AND c.relkind <> 'i'
  AND CASE acl.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(acl.grantee) END = $2
"""
INDEXES = """
SELECT t.relname AS table, i.relname AS index, pg_get_indexdef(x.indexrelid, 1, false) AS leads
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition
"""
FUNCTIONS = """
SELECT p.proname AS name, p.prosecdef AS as_owner, coalesce(array_to_string(p.proconfig, ' '), '') AS settings,
       has_function_privilege('public', p.oid, 'EXECUTE') AS anyone,
       has_function_privilege('partnerhub_app', p.oid, 'EXECUTE') AS app,
       has_function_privilege('partnerhub_worker', p.oid, 'EXECUTE') AS worker
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
"""


@dataclass(frozen=True)
class Table:
    """`tenant` names the column that holds the partner; None: the table belongs to no partner. `leaf`: a partition."""

    name: str
    tenant: str | None
    leaf: bool
    guarded: bool
    forced: bool
    owner: str


async def tables(owner: asyncpg.Connection) -> list[Table]:
    return [Table(**row) for row in await owner.fetch(TABLES, LIBRARY)]


async def tenant_tables(owner: asyncpg.Connection) -> list[Table]:
    """Those that statements name: partitions are reached through their parent."""
    return [one for one in await tables(owner) if one.tenant and not one.leaf]


async def written(owner: asyncpg.Connection, table: Table) -> str:
    """The columns that a statement may give a value: not those that PostgreSQL makes of others."""
    columns = (
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
        " WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
    )
    return await owner.fetchval(columns, table.name)


async def rights(owner: asyncpg.Connection, schema: str, role: str) -> dict[str, set[str]]:
    """Table to rights, as `SELECT` or, of one column, `UPDATE (url)`."""
    found: dict[str, set[str]] = {}
    for row in await owner.fetch(RIGHTS, schema, role):
        found.setdefault(row["table"], set()).add(row["right"])
    return found
