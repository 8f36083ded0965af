"""/v1/configs/templates: the list as it was recorded (contract A.4), a new template, and the end of one."""

from typing import Annotated, Any

import msgspec
from litestar import MediaType, Response
from litestar.params import FromPath, JSONBody

from partnerhub.db import listing, paging
from partnerhub.domain import templates, wabas
from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.kit import clock
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.legacy.answers import Refused, done
from partnerhub.surfaces.messaging_api.noting import noting
from partnerhub.surfaces.messaging_api.passing.objects import Ask, members
from partnerhub.upstream.graph import Graph, GraphError, GraphExhausted

DEFAULT_LIMIT = 1000
SHOWN = ("category", "components", "external_id", "id", "language", "name", "namespace", "status")
NO_SUCH_TEMPLATE = 2593002  # a subcode of Meta's
MISSING = 404


class TemplateIn(msgspec.Struct):
    """Meta judges the rest; what is not named here goes to it as it came."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=512)]
    language: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    category: str | None = None
    components: list[dict[str, Any]] = []


async def page(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    line = _line(request, channel, graph, token)
    query = listing.parse(
        msgspec.structs.replace(templates.LISTING, default_limit=DEFAULT_LIMIT),
        **{name: request.query_params.get(name) for name in ("filters", "limit", "offset")},
        sort=request.query_params.getall("sort", []),
        lenient=request.app.state.settings.lenient_filters,
    )
    async with line.reading() as db:
        synced = await templates.is_synced(db, channel.partner_id, channel.waba_id)
    if not synced:
        await templates.sync(line, clock=clock.now)
    async with line.reading() as db:
        found = await paging.page(db, templates.LISTING, channel.partner_id, query, channel.waba_id)
    return Response(paging.encoded(templates.LISTING, found), media_type=MediaType.JSON)


async def create(
    request: Ask, channel: Channel, graph: Upstream, token: Token, data: JSONBody[TemplateIn]
) -> Response[Any]:
    rest = {name: value for name, value in (await members(request)).items() if name not in TemplateIn.__struct_fields__}
    new = templates.New(
        name=data.name, language=data.language, category=data.category, components=data.components, rest=rest
    )
    line = _line(request, channel, graph, token, "templates.change")
    try:
        made = await templates.create(line, new, actor=f"channel:{channel.channel_id}", clock=clock.now)
    except GraphError as error:
        raise _refused(error) from error
    doc = msgspec.json.decode(made.doc, type=dict[str, msgspec.Raw])
    told = {name: doc[name] for name in SHOWN if name in doc} | {"rejected_reason": None}
    return Response(told, status_code=201, media_type=MediaType.JSON)


async def remove(request: Ask, channel: Channel, graph: Upstream, token: Token, name: FromPath[str]) -> Response[Any]:
    """All languages of a name."""
    try:
        await templates.delete_named(_line(request, channel, graph, token, "templates.delete"), name, clock=clock.now)
    except GraphError as error:
        raise _refused(error) from error
    return done(graph, f"template name={name} was deleted")


def _line(request: Ask, channel: EnteredChannel, graph: Graph, token: str, action: str = "") -> wabas.Line:
    """With `action` what it writes is in the audit log."""
    return wabas.Line(
        database=noting(request, channel, action, quiet=True) if action else request.app.state.database,
        graph=graph,
        partner_id=channel.partner_id,
        waba_id=channel.waba_id,
        external_id=channel.waba_external_id,
        token=token,
    )


def _refused(error: GraphError) -> Exception:
    """Meta's whole error stands in the sentence: callers cut it out (contract A.6)."""
    if error.is_token_refused or not error.body or not error.code or isinstance(error, GraphExhausted):
        return error
    text = f"Invalid payload ({error.body.decode(errors='replace')})"
    return Refused(error, text, status=MISSING if error.subcode == NO_SUCH_TEMPLATE else 0)
