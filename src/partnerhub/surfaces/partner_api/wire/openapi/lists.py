"""What can be asked of a list (contract partner-api §3)."""

from typing import Any

from partnerhub.db.listing import MAX_INTEGER, MAX_LIMIT, MAX_OFFSET, TRUTHS, Kind, Listing
from partnerhub.surfaces.partner_api.wire.openapi.words import WORDS

Schema = dict[str, Any]
NULL: Schema = {"type": "null"}
VALUES: dict[Kind, list[Schema]] = {
    "text": [{"type": "string"}],
    "integer": [{"type": "integer", "minimum": -MAX_INTEGER, "maximum": MAX_INTEGER}],
    "boolean": [{"type": "boolean"}, {"type": "string", "enum": list(TRUTHS)}],
    "time": [{"type": "string", "format": "date-time"}],
}


SHAPES = {  # whose field it is, by what stands before it
    "users": "UserOut",
    "partner_change_requests": "PartnerChangeOut",
    "clients": "ClientOut",
    "partner_channels": "ChannelOut",
    "waba_templates": "TemplateOut",
    "client": "ClientOut",
    "waba_account": "ChannelWaba",
    "contact_user": "ContactUser",
    "setup_info": "SetupInfo",
    "project": "Project",
    "integration": "Integration",
}


def filters_schema(listing: Listing) -> Schema:
    """Every field that the list can be filtered by."""
    kinds: dict[str, Kind] = {name: field.kind for name, field in listing.fields.items()}
    if listing.search:
        kinds["q"] = "text"
    return {
        "type": "object",
        "description": "Field to exact value; null finds what is not set.",
        "properties": {
            name: {"anyOf": [*VALUES[kind], NULL], **_about(listing.key, name)} for name, kind in kinds.items()
        },
        "additionalProperties": False,
    }


def _about(key: str, name: str) -> Schema:
    """What it means and how it looks. A filter may be any word: one that nothing has finds nothing."""
    *before, last = (key + "." + name).split(".")
    word = WORDS.get(f"{SHAPES.get(before[-1])}.{last}") or WORDS[last]
    shown = word.get("examples") or word.get("enum")
    return {"description": word["description"], **({"examples": shown} if shown else {})}


def of_list(listing: Listing) -> list[Schema]:
    field = "|".join(one.replace(".", "\\.") for one in listing.fields)
    shown = next(iter(listing.fields))
    searched = " `q` searches names and numbers." if listing.search else ""
    return [
        {
            "name": "filters",
            "in": "query",
            "description": "A JSON object of field to exact value; null finds what is not set. A field inside another"
            f" is named with dots, or nested.{searched}",
            "content": {
                "application/json": {
                    "schema": {"$ref": f"#/components/schemas/{listing.key}_filters"},
                    "example": {shown: "ready"} if shown == "status" else {},
                }
            },
        },
        {
            "name": "sort",
            "in": "query",
            "description": "Fields to sort by, separated by commas or repeated; `-` before one for descending."
            " A lone `-` is no sort.",
            "allowEmptyValue": True,
            "schema": {
                "type": "array",
                "items": {"type": "string", "pattern": f"^(-?({field})?(,|$))+$"},
                "examples": [["-id"]],
            },
        },
        _number("limit", f"Rows at most; more than {MAX_LIMIT} is {MAX_LIMIT}.", default=listing.default_limit),
        _number("offset", "Rows to skip.", default=0),
    ]


def _number(name: str, description: str, *, default: int) -> Schema:
    schema = {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": default}
    return {"name": name, "in": "query", "description": description, "allowEmptyValue": True, "schema": schema}
