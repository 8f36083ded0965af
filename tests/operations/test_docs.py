"""/docs/api over HTTP: every operation of both documents is on it, with what a reader needs."""

import re
from html import unescape
from typing import Any

import aiohttp
import pytest

DOCUMENTS = ("/openapi.json", "/openapi-messaging.json")
TYPES: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": float,
    "object": dict,
    "array": list,
    "null": type(None),
}


@pytest.fixture(scope="module")
async def text(site: aiohttp.ClientSession) -> str:
    async with site.get("/docs/api") as answer:
        assert answer.status == 200
        return await answer.text()


async def document(site: aiohttp.ClientSession, address: str) -> dict[str, Any]:
    async with site.get(address) as answer:
        return await answer.json()


@pytest.mark.parametrize("address", DOCUMENTS)
async def test_every_operation_is_on_the_page(site: aiohttp.ClientSession, text: str, address: str) -> None:
    made = await document(site, address)
    assert f'href="{address}"' in text
    for path, item in made["paths"].items():
        for method, operation in item.items():
            article = re.search(rf'<article id="{operation["operationId"]}">(.*?)</article>', text, re.DOTALL)
            assert article, (method, path)
            said = unescape(article[1])
            assert f">{method.upper()}<" in said
            assert f"<code>{path}</code>" in said
            assert operation["summary"] in said
            assert re.search(rf"curl -s .*{re.escape(path)}'", said)
            for given in operation.get("parameters", []):
                parameter = found(given, made)
                assert f"<code>{parameter['name']}</code>" in said
            for status in operation["responses"]:
                assert re.search(rf"\b{status}\b", said)
            assert f'href="#{operation["operationId"]}"' in text


async def test_each_example_of_the_partner_api_is_what_its_schema_says(site: aiohttp.ClientSession) -> None:
    made = await document(site, DOCUMENTS[0])
    for path, item in made["paths"].items():
        for method, operation in item.items():
            for whole in [operation.get("requestBody", {}), *operation["responses"].values()]:
                for content in found(whole, made).get("content", {}).values():
                    if "example" in content:
                        assert fits(content["example"], content["schema"], made), (method, path, content["example"])


async def test_every_operation_of_the_partner_api_has_an_example(site: aiohttp.ClientSession) -> None:
    made = await document(site, DOCUMENTS[0])
    answers = {
        (method, path): {
            key for status, whole in operation["responses"].items() if status[0] == "2" for key in _first(whole)
        }
        for path, item in made["paths"].items()
        for method, operation in item.items()
    }
    assert [place for place, keys in answers.items() if "example" not in keys] == []


async def test_the_page_runs_no_script_and_its_policy_says_so(site: aiohttp.ClientSession, text: str) -> None:
    assert "<script" not in text
    assert " style=" not in text
    async with site.get("/docs/api") as answer:
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    for address in re.findall(r'<link rel="stylesheet" href="([^"]+)"', text):
        async with site.get(address) as answer:
            assert answer.status == 200
            assert answer.content_type == "text/css"


def test_every_link_on_the_page_leads_somewhere(text: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def found(given: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """What a reference to a component stands for."""
    if "$ref" not in given:
        return given
    _, _, kind, name = given["$ref"].split("/")
    return made["components"][kind][name]


def fits(value: Any, schema: dict[str, Any], made: dict[str, Any]) -> bool:
    """Types and required keys, and no key that the schema does not know."""
    schema = found(schema, made)
    if "anyOf" in schema:
        return any(fits(value, one, made) for one in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    kinds = schema.get("type", [])
    if kinds and not isinstance(value, tuple(TYPES[one] for one in ([kinds] if isinstance(kinds, str) else kinds))):
        return False
    if isinstance(value, list):
        return all(fits(one, schema.get("items", {}), made) for one in value)
    known = schema.get("properties")
    return known is None or (
        set(schema.get("required", ())) <= set(value) <= set(known)
        and all(fits(one, known[key], made) for key, one in value.items())
    )


def _first(whole: dict[str, Any]) -> dict[str, Any]:
    return next(iter(whole["content"].values()))
