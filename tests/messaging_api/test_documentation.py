"""What the OpenAPI document tells of bodies is what they are checked by."""

from typing import Any

import aiohttp
import msgspec
import pytest
from tests.messaging_api.upstream import Upstream

from partnerhub.surfaces.messaging_api.documentation import document
from partnerhub.surfaces.messaging_api.examples import EXAMPLES, MESSAGES
from partnerhub.surfaces.messaging_api.schemas import ANSWERED, ASKED, JUDGED

COMPONENTS: dict[str, Any] = document()["components"]["schemas"]
JSON = "application/json"
TYPES = {"text", "image", "audio", "video", "document", "sticker", "location", "contacts", "reaction", "interactive"}


def body_of(operation: dict[str, Any]) -> Any:
    return operation["requestBody"]["content"][JSON]


def test_core_endpoints_have_schemas_of_their_own() -> None:
    for method, path in ASKED:
        assert "$ref" in body_of(document()["paths"][path][method.lower()])["schema"], path
    for method, path in ANSWERED:
        responses = document()["paths"][path][method.lower()]["responses"]
        assert "$ref" in responses["200"]["content"][JSON]["schema"], path


def test_examples_fit_their_schemas() -> None:
    for kinds, which in ((ASKED, 0), (JUDGED, 0), (ANSWERED, 1)):
        for key, kind in kinds.items():
            example = EXAMPLES[key][which]
            assert msgspec.json.decode(msgspec.json.encode(example), type=kind), key


@pytest.mark.parametrize("tag", ["Messages", "Templates", "Marketing", "Groups", "Calling", "Profile"])
def test_no_answer_of_these_groups_is_just_an_object(tag: str) -> None:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            if operation["tags"] == [tag]:
                bodies = [operation["responses"]["200"]["content"]]
                bodies += [operation["requestBody"]["content"]] if "requestBody" in operation else []
                assert all("$ref" in one[JSON]["schema"] for one in bodies), (method, path)


def test_every_field_is_described() -> None:
    silent = [
        f"{name}.{field}"
        for name, schema in COMPONENTS.items()
        if not name.endswith("Fault")
        for field, inner in schema.get("properties", {}).items()
        if not inner.get("description")
    ]
    assert silent == []


def test_fields_that_are_not_described_may_be_sent_too() -> None:
    assert not [name for name, schema in COMPONENTS.items() if schema.get("additionalProperties") is False]


def test_a_message_of_each_type_is_shown() -> None:
    shown = [one["value"] for one in body_of(document()["paths"]["/messages"]["post"])["examples"].values()]
    assert {one.get("type") for one in shown} == {*TYPES, "template", None}
    assert any(one.get("status") == "read" for one in shown)


@pytest.mark.parametrize("name", MESSAGES)
async def test_each_message_that_is_shown_reaches_graph_as_it_is(
    api: aiohttp.ClientSession, meta: Upstream, name: str
) -> None:
    body = msgspec.json.encode(MESSAGES[name]["value"] | {"not_in_the_schema": {"deep": [1]}})
    async with api.post("/messages", data=body) as answer:
        assert answer.status == 200, await answer.text()
    assert meta.asked[-1].body == body


@pytest.mark.parametrize(
    ("schema", "field"),
    [("Text", "body"), ("Row", "title"), ("Reply", "title"), ("Medium", "caption"), ("Profile", "about")],
)
def test_lengths_are_those_that_are_enforced(schema: str, field: str) -> None:
    told = COMPONENTS[schema]["properties"][field]
    assert any("maxLength" in one for one in (told, *told.get("anyOf", [])))
