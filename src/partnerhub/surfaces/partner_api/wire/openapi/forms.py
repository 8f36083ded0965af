"""What a form can say of a body: its plain fields."""

from typing import Any

from partnerhub.surfaces.partner_api.wire.openapi.schemas import REF, Schemas

Schema = dict[str, Any]
TRUTHS: list[Schema] = [{"type": "boolean"}, {"type": "integer", "enum": [0, 1]}]
SCALARS = {"string", "integer", "number", "boolean"}


def form(schemas: Schemas, schema: Schema) -> Schema | None:
    """The body as a form, a schema of its own: its plain fields, never null. None when one that must be there is not plain.

    Alternatives stand beside its name: within it generators would take them for all that there is.
    """
    whole = schemas.solid(schema)
    plain = {name: flat for name, one in whole["properties"].items() if (flat := _plain(schemas, one)) is not None}
    required: list[str] = whole.get("required", [])
    if not plain or not set(required) <= set(plain):
        return None
    name = schema["$ref"].removeprefix(REF) + "Form"
    about = {key: whole[key] for key in ("description",) if key in whole}
    schemas.components[name] = {"type": "object", "properties": plain, "required": required, **about}
    return {"$ref": REF + name, **{key: whole[key] for key in ("anyOf",) if key in whole}}


def _plain(schemas: Schemas, schema: Schema) -> Schema | None:
    solid = schemas.solid(schema)
    if "anyOf" in solid:
        choices = [_plain(schemas, one) for one in solid["anyOf"] if one.get("type") != "null"]
        about = {key: solid[key] for key in ("description", "examples") if key in solid}
        found = [one for one in choices if one is not None]
        return None if not found else {**about, **(found[0] if len(found) == 1 else {"anyOf": found})}
    if solid.get("type") == "boolean":
        return {key: value for key, value in solid.items() if key not in {"default", "type"}} | {"anyOf": TRUTHS}
    if solid.get("type") in SCALARS or "enum" in solid:
        return {key: value for key, value in solid.items() if key != "default"}
    return None
