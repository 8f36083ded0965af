"""Copying templates from another WABA, and Meta's wording of authentication templates (contract partner-api §11).

The original's paths are not known; these are ours.
"""

from typing import Annotated, Literal

import msgspec
from litestar.params import JSONBody, QueryParameter

from partnerhub.domain import templates
from partnerhub.kit import clock
from partnerhub.surfaces.partner_api.wabas.accounts import Wire
from partnerhub.upstream.graph import templates as graph_api

SOURCE = msgspec.Meta(
    pattern="^[0-9]{5,30}$", description="Meta's id of the WABA to copy from.", examples=["2388172987391"]
)
PAGE = msgspec.Meta(ge=0, le=10_000, description="Which page of the source's templates, the first is 0.")
CATEGORY = QueryParameter(description="Meta shows previews of this category.")
LANGUAGES = QueryParameter(
    description="Languages, separated by commas; left out: all that Meta has.",
    max_length=1000,
    schema_extra={"examples": ["en_US,pt_BR"]},
)
ADVICE = QueryParameter(description="Whether the text advises not to share the code.")
MINUTES = QueryParameter(
    description="Minutes until the code expires, shown in the footer.", ge=1, le=90, schema_extra={"examples": [10]}
)
BUTTONS = QueryParameter(
    description="Kinds of buttons, separated by commas.", max_length=100, schema_extra={"examples": ["OTP"]}
)


class MigrationIn(msgspec.Struct, kw_only=True):
    source_waba_id: Annotated[str, SOURCE]
    page_number: Annotated[int, PAGE] = 0


class MigrationOut(msgspec.Struct, kw_only=True):
    """Meta's ids: of the copies, and of those that could not be copied with the reason."""

    migrated_templates: list[str]
    failed_templates: dict[str, str]


class PreviewsOut(msgspec.Struct):
    data: list[graph_api.Preview]


async def migrate(line: Wire, data: JSONBody[MigrationIn]) -> MigrationOut:
    done = await templates.migrate(line, data.source_waba_id, data.page_number, clock=clock.now)
    return MigrationOut(migrated_templates=done.migrated_templates, failed_templates=done.failed_templates)


async def preview(
    line: Wire,
    category: Annotated[Literal["AUTHENTICATION"], CATEGORY] = "AUTHENTICATION",
    languages: Annotated[str | None, LANGUAGES] = None,
    add_security_recommendation: Annotated[bool | None, ADVICE] = None,
    code_expiration_minutes: Annotated[int | None, MINUTES] = None,
    button_types: Annotated[str | None, BUTTONS] = None,
) -> PreviewsOut:
    given = {
        "category": category,
        "languages": languages,
        "add_security_recommendation": _word(add_security_recommendation),
        "code_expiration_minutes": _word(code_expiration_minutes),
        "button_types": button_types,
    }
    params = {name: value for name, value in given.items() if value is not None}
    return PreviewsOut(await graph_api.previews(line.graph, line.token, line.external_id, params))


def _word(value: bool | int | None) -> str | None:
    return None if value is None else str(value).lower()
