"""The link of a medium, as at lookaside.fbsbx.com: good for five minutes, with the token that asked for it (B.4)."""

from litestar import Response

from partnerhub.db.pool import Database
from partnerhub.kit import clock, crypto
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.graph import oauth
from partnerhub.sandbox.graph.media import signature
from partnerhub.sandbox.graph.uploads import store as uploads
from partnerhub.sandbox.graph.uploads.nodes import PREFIX
from partnerhub.sandbox.store import media, tokens
from partnerhub.sandbox.wire import http
from partnerhub.sandbox.wire.call import Call
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object


async def serve(request: http.AnyRequest, config: Config, database: Database) -> Response[bytes]:
    params = {name: str(value) for name, value in request.query_params.items()}
    media_id, until = params.get("mid", ""), params.get("ext", "")
    token = http.token_of(request, params)
    call = Call("GET", "", config.version, token, params, config, database, clock.now())
    try:
        async with database.working() as db:
            fresh = until.isdigit() and int(until) > call.now.timestamp()
            if not fresh or not crypto.same(params.get("hash", ""), signature(config, media_id, until)):
                raise no_such_object("GET", media_id)  # whoever asks: it is no link of ours
            row = await tokens.enter(db, oauth.digest(token), media_id)
            if not token or not oauth.caller(call, row).may(row["waba_id"]):
                raise GraphError(190)  # noqa: TRY301
            found, content = await media.find(db, media_id), await media.content(db, media_id)
    except GraphError as error:
        return http.refused(error, config.version)
    if found is None or content is None:
        return http.refused(no_such_object("GET", media_id), config.version)
    return Response(content, status_code=200, media_type=found["mime_type"])


async def picture(database: Database, name: str) -> Response[bytes]:
    """Of a profile, as at pps.whatsapp.net: anybody may look."""
    async with database.working() as db:
        row = await uploads.picture(db, PREFIX + name)
    if row is None:
        return Response(b"", status_code=404)
    return Response(row["content"], media_type=row["mime_type"], headers={"X-Content-Type-Options": "nosniff"})
