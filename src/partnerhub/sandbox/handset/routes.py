"""`/sandbox/handset`: whose phone it is, its chats, one chat, and what is done there."""

from litestar import Router

from partnerhub.kit.problems import Problem
from partnerhub.sandbox.handset import deeds, pages

PREFIX = "/sandbox/handset"


def router() -> Router:
    return Router(
        path=PREFIX,
        route_handlers=[
            pages.people,
            pages.chats,
            pages.chat,
            pages.thread,
            pages.medium,
            deeds.make_person,
            deeds.change_person,
            deeds.send,
            deeds.choose,
            deeds.react,
            deeds.share_place,
            deeds.share_contact,
            deeds.prefer,
            deeds.see,
        ],
        exception_handlers={Problem: pages.of_problem},
    )
