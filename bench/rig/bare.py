"""The limit: a bare ASGI callable with the same SQL, for Granian. No key, no tenant, no grammar, no framework."""

import os

import asyncpg

PAGE = "SELECT ARRAY(SELECT t.doc FROM channel t WHERE t.partner_id = $1 ORDER BY t.id LIMIT 1000 OFFSET 0)"
PLANS = {"random_page_cost": "1.1"}  # as ours
pool = None


async def app(scope, receive, send):
    global pool
    if scope["type"] == "lifespan":
        await receive()
        dsn = os.environ["BENCH_DSN"]
        pool = await asyncpg.create_pool(dsn, min_size=1, max_size=10, init=_act_as, server_settings=PLANS)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    async with pool.acquire() as db:
        docs = await db.fetchval(PAGE, os.environ["BENCH_PARTNER"])
    head = f'{{"count":{len(docs)},"filters":{{}},"limit":1000,"offset":0,"sort":["id"],"total":{len(docs)},"partner_channels":['
    body = (head + ",".join(docs) + "]}").encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _act_as(db):
    await db.execute("SELECT set_config('partnerhub.partner', $1, false)", os.environ["BENCH_PARTNER"])


asyncpg.Connection.get_reset_query = lambda self: ""  # as ours


def connected():
    return pool
