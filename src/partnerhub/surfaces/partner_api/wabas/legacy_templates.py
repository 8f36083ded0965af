"""The paths of 2023, `/v1/partners/…`, which answer as Meta does (contract partner-api §11). Some clients still call them."""

import msgspec
from litestar.params import FromPath, JSONBody

from partnerhub.domain import templates
from partnerhub.kit import clock
from partnerhub.surfaces.partner_api.wabas import templates as newer
from partnerhub.surfaces.partner_api.wabas.accounts import Wire
from partnerhub.surfaces.partner_api.wabas.templates import Success, TemplateChange, TemplateIn
from partnerhub.surfaces.partner_api.wire.entrance import Who
from partnerhub.surfaces.partner_api.wire.errors import Done


class CreatedOut(msgspec.Struct):
    """`id` is Meta's, `status` in capitals."""

    id: str
    status: str
    category: str


async def create(line: Wire, caller: Who, data: JSONBody[TemplateIn]) -> CreatedOut:
    made = await templates.create(line, newer.new(data), actor=caller.actor, clock=clock.now)
    return CreatedOut(made.answer.id, made.answer.status, made.answer.category or data.category or "")


async def change(line: Wire, caller: Who, template_id: FromPath[str], data: JSONBody[TemplateChange]) -> Success:
    return await newer.change(line, caller, template_id, data)


async def remove(line: Wire, template_id: FromPath[str]) -> Done:
    return await newer.remove(line, template_id)
