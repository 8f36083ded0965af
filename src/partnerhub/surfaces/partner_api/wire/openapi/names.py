"""What operations are called: words that stay, for generated clients name their functions so."""

from collections import Counter

from partnerhub.surfaces.partner_api.wire.documentation import Doc


def operation_ids(docs: tuple[Doc, ...]) -> dict[str, str]:
    """`channels_list`: the room and what is done there; an older path to the same has its version behind it."""
    often = Counter(map(_name, docs))
    return {
        str(doc): _name(doc) + ("_v1" if often[_name(doc)] > 1 and doc.path.startswith("/v1/") else "") for doc in docs
    }


def _name(doc: Doc) -> str:
    verb = "list" if doc.serve.__name__ == "page" else doc.serve.__name__
    room = doc.serve.__module__.partition(".partner_api.")[2].replace(".", "_")
    return f"{room}_{verb}"
