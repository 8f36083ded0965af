"""WhatsApp Flows (contract partner-api §12): asked of Meta, whose ids they have."""

from typing import Annotated, Literal

import msgspec
from litestar.datastructures import UploadFile
from litestar.params import FromPath, JSONBody, MultipartBody, QueryParameter

from partnerhub.domain import flows
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.partner_api.wabas.accounts import Wire
from partnerhub.surfaces.partner_api.wabas.template_tools import SOURCE
from partnerhub.surfaces.partner_api.wabas.templates import Success
from partnerhub.upstream.graph.flows import Checked, Flow, Migrated

Category = Literal[
    "SIGN_UP", "SIGN_IN", "APPOINTMENT_BOOKING", "LEAD_GENERATION", "CONTACT_US", "CUSTOMER_SUPPORT", "SURVEY", "OTHER"
]
DEFAULT = ("id", "name", "categories", "validation_errors", "status")
FIELDS = Flow.__struct_fields__
FIELDS_ASKED = QueryParameter(
    name="fields[]",
    description=f"Repeated, or separated by commas. Left out: {', '.join(DEFAULT)}.",
    schema_extra={
        "type": "array",
        "items": {"type": "string", "pattern": f"^(({'|'.join(FIELDS)})(,({'|'.join(FIELDS)}))*)?$"},
        "examples": [["id", "name", "status"]],
    },
)
BINARY = {
    "type": "string",
    "format": "binary",
    "contentMediaType": "application/octet-stream",
    "description": "The flow's JSON, 10 MB at most.",
}
File = Annotated[UploadFile, msgspec.Meta(extra_json_schema=BINARY)]
LARGEST = 10 * 1024 * 1024


class UnknownField(BadInput):
    """fields[] has a field that flows do not have."""


class FileMissing(BadInput):
    """The form needs a file named `file`, of 1 byte to 10 MB."""


class FlowsOut(msgspec.Struct):
    flows: list[Flow]
    count: int
    total: int


class FlowIn(msgspec.Struct, kw_only=True):
    """Null is as good as absent."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    categories: list[Category] | None = None
    clone_flow_id: str | None = None
    endpoint_uri: str | None = None


class FlowId(msgspec.Struct):
    id: str


class AssetIn(msgspec.Struct, kw_only=True):
    file: File
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] = "flow.json"
    asset_type: Literal["FLOW_JSON"] = "FLOW_JSON"


class FlowMigrationIn(msgspec.Struct, kw_only=True):
    """Without names all flows of the source are copied."""

    source_waba_id: Annotated[str, SOURCE]
    source_flow_names: list[str] | None = None


async def page(line: Wire, fields: Annotated[list[str] | None, FIELDS_ASKED] = None) -> FlowsOut:
    found = await flows.listed(line, _known(fields))
    return FlowsOut(found, len(found), len(found))


async def read(line: Wire, flow_id: FromPath[str], fields: Annotated[list[str] | None, FIELDS_ASKED] = None) -> Flow:
    return await flows.read(line, flow_id, _known(fields))


async def create(line: Wire, data: JSONBody[FlowIn]) -> FlowId:
    body = {name: value for name in data.__struct_fields__ if (value := getattr(data, name)) is not None}
    return FlowId(await flows.create(line, body))


async def upload(line: Wire, flow_id: FromPath[str], data: MultipartBody[AssetIn]) -> Checked:
    content = await data.file.read()
    if not 0 < len(content) <= LARGEST:
        raise FileMissing(field="file")
    return await flows.upload(line, flow_id, content=content, name=data.name, asset_type=data.asset_type)


async def publish(line: Wire, flow_id: FromPath[str]) -> Success:
    await flows.publish(line, flow_id)
    return Success(success=True)


async def migrate(line: Wire, data: JSONBody[FlowMigrationIn]) -> Migrated:
    return await flows.migrate(line, data.source_waba_id, data.source_flow_names or [])


def _known(fields: list[str] | None) -> list[str]:
    """Repeated, or separated by commas."""
    asked = [name.strip() for text in fields or [] for name in text.split(",") if name.strip()] or list(DEFAULT)
    if unknown := sorted(set(asked) - set(FIELDS)):
        raise UnknownField(f"fields[] has an unknown field: {unknown[0]}", field="fields[]")
    return list(dict.fromkeys(asked))
