"""Templates (contract partner-api §11)."""

from typing import Annotated, Any, Literal

import msgspec
from litestar.params import FromPath, JSONBody

from partnerhub.domain import templates, wabas
from partnerhub.domain.wabas import NoSuchWaba
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.partner_api.wabas.accounts import Wire
from partnerhub.surfaces.partner_api.wire.entrance import Rows, Secrets, Upstream, Who
from partnerhub.surfaces.partner_api.wire.errors import Done, done
from partnerhub.surfaces.partner_api.wire.lists import ListQuery, PageOut, document, envelope

Category = Literal["AUTHENTICATION", "MARKETING", "UTILITY"]
Ttl = Annotated[int, msgspec.Meta(ge=-1, le=2_592_000, description="Seconds; -1 is Meta's default.")]
SHOWN = '[{"type": "BODY", "text": "Your order is on its way."}]'
ABOUT = "The same as JSON text, in a form."
Text = Annotated[str, msgspec.Meta(pattern=r"^\s*[\[{]", description=ABOUT, examples=[SHOWN])]
Components = list[dict[str, Any]] | dict[str, Any] | Text
Unset = msgspec.UnsetType


class NothingToChange(BadInput):
    """Name what is to change: components, category, message_send_ttl_seconds or another field of a template."""


class Author(msgspec.Struct):
    user_id: str
    user_name: str


class Quality(msgspec.Struct):
    reasons: list[str] | None
    score: str


class TemplateOut(msgspec.Struct, kw_only=True):
    """`status` in lower case: submitted, approved, rejected, paused, disabled, …. `external_id` is Meta's id."""

    id: str
    partner_id: str
    waba_account_id: str
    external_id: str
    name: str
    language: str
    status: str
    components: list[dict[str, Any]]
    rejected_reason: str
    namespace: str
    quality_score: Quality | None
    updated_external: bool
    created_at: str
    created_by: Author
    modified_at: str
    modified_by: Author
    category: str | Unset = msgspec.UNSET


class TemplatesOut(PageOut, kw_only=True):
    waba_templates: list[TemplateOut]


class TemplateIn(msgspec.Struct, kw_only=True):
    """Null is as good as absent. One component need not be in a list: a client of 2022 sends it bare."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=512)]
    language: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    category: Category | None = None
    components: Components | None = None
    message_send_ttl_seconds: Ttl | None = None
    allow_category_change: bool | None = None
    cta_url_link_tracking_opted_out: bool | None = None
    parameter_format: Literal["POSITIONAL", "NAMED"] | None = None
    sub_category: str | None = None
    library_template_name: str | None = None
    library_template_body_inputs: dict[str, Any] | None = None
    library_template_button_inputs: list[dict[str, Any]] | None = None


class TemplateChange(msgspec.Struct, kw_only=True):
    """At least one of them; null is as good as absent."""

    category: Category | None = None
    components: Components | None = None
    message_send_ttl_seconds: Ttl | None = None
    allow_category_change: bool | None = None
    cta_url_link_tracking_opted_out: bool | None = None


class Success(msgspec.Struct):
    """As Meta answers."""

    success: bool


REST = tuple(name for name in TemplateIn.__struct_fields__ if name not in templates.New.__struct_fields__)


async def page(
    asked: ListQuery, caller: Who, rows: Rows, graph: Upstream, vault: Secrets, waba_id: FromPath[str]
) -> TemplatesOut:
    async with rows.reading() as db:
        synced = await templates.is_synced(db, caller.partner_id, waba_id)
    if synced is None:
        raise NoSuchWaba
    if not synced:  # the first to ask: later ones find what the worker keeps up to date
        await templates.sync(
            await wabas.opened(rows.database, graph, vault, caller.partner_id, waba_id), clock=clock.now
        )
    async with rows.reading() as db:
        return await envelope(db, caller.partner_id, templates.LISTING, asked, waba_id)


async def create(line: Wire, caller: Who, data: JSONBody[TemplateIn]) -> TemplateOut:
    made = await templates.create(line, new(data), actor=caller.actor, clock=clock.now)
    return document(made.doc)


async def change(line: Wire, caller: Who, template_id: FromPath[str], data: JSONBody[TemplateChange]) -> Success:
    body = {name: value for name in data.__struct_fields__ if (value := getattr(data, name)) is not None}
    if not body:
        raise NothingToChange
    if "components" in body:
        body["components"] = listed(data.components)
    await templates.edit(line, template_id, body, actor=caller.actor, clock=clock.now)
    return Success(success=True)


async def remove(line: Wire, template_id: FromPath[str]) -> Done:
    name = await templates.delete(line, template_id, clock=clock.now)
    return done(f"template name={name} was deleted")


def new(given: TemplateIn) -> templates.New:
    return templates.New(
        name=given.name,
        language=given.language,
        category=given.category,
        components=listed(given.components),
        rest={name: getattr(given, name) for name in REST},
    )


def listed(given: Components | None) -> list[dict[str, Any]]:
    components = _from_text(given) if isinstance(given, str) else given
    return [components] if isinstance(components, dict) else components or []


def _from_text(text: str) -> list[dict[str, Any]] | dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=list[dict[str, Any]] | dict[str, Any])
    except msgspec.DecodeError as error:
        raise BadInput(f"components is not valid: {error}", field="components") from error
