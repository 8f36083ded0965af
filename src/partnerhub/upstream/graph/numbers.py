"""What a number in use is asked to change at Graph (contract messaging-and-meta B.2)."""

import msgspec

from partnerhub.upstream.graph.answers import read
from partnerhub.upstream.graph.client import Graph


class Commerce(msgspec.Struct, frozen=True, omit_defaults=True):
    """The shop on a number; `id` names the settings. Meta leaves out what is not set up."""

    id: str | msgspec.UnsetType = msgspec.UNSET
    is_cart_enabled: bool | msgspec.UnsetType = msgspec.UNSET
    is_catalog_visible: bool | msgspec.UnsetType = msgspec.UNSET


class _Commerces(msgspec.Struct):
    data: list[Commerce] = []


class _Dataset(msgspec.Struct):
    id: str


async def ask_name(graph: Graph, token: str, number_id: str, name: str) -> None:
    """Meta reviews the display name; its decision comes by webhook."""
    await graph.call("POST", f"/{number_id}", token=token, json={"new_display_name": name})


async def commerce_settings(graph: Graph, token: str, number_id: str) -> list[Commerce]:
    answer = await graph.call("GET", f"/{number_id}/whatsapp_commerce_settings", token=token)
    return read(answer, _Commerces).data


async def set_commerce(graph: Graph, token: str, number_id: str, **switches: bool) -> None:
    await graph.call("POST", f"/{number_id}/whatsapp_commerce_settings", token=token, json=switches)


async def dataset(graph: Graph, token: str, waba_id: str) -> str:
    """The WABA's dataset for events from ads, made if there is none. May be repeated."""
    return read(await graph.call("POST", f"/{waba_id}/dataset", token=token), _Dataset).id
