"""The dialog's addresses: /sandbox/dialog/oauth opens one, /sandbox/dialog/{id}/{page} walks through it."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from partnerhub.kit import clock
from partnerhub.kit.ids import random_id
from partnerhub.kit.urls import origin
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.dialog import pages
from partnerhub.sandbox.dialog.answers import META_STEPS, ONLY_WABA, Answers
from partnerhub.sandbox.dialog.finish import finish
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.pages import render
from partnerhub.sandbox.store import dialogs
from partnerhub.sandbox.wire.envelope import GraphError
from partnerhub.sandbox.wire.http import AnyRequest

LIFE = timedelta(hours=1)
MAX_STATE = 200
BAD_FORM = 422


@get("/oauth")
async def open_dialog(request: AnyRequest, database: WithDatabase, config: WithConfig) -> Response[Any]:
    """What FB.login opens."""
    query = {key: str(value) for key, value in request.query_params.items()}
    fault = _fault(query, config)
    if fault is not None:
        return render("dialog/fault.html", 400, fault=fault)
    extras = _extras(query.get("extras", ""))
    setup: Any = extras.get("setup")
    answers = Answers(
        origin=origin(query["origin"]),
        state=query.get("state", "")[:MAX_STATE],
        setup=setup if isinstance(setup, dict) else {},
        only_waba=extras.get("featureType", extras.get("feature")) == ONLY_WABA,
    )
    dialog_id = random_id(24)
    async with database.working_write() as db:
        await dialogs.add(db, dialog_id, _packed(answers), clock.now() + LIFE)
    return _to(dialog_id, "login")


@get("/{dialog_id:str}/{page:str}")
async def show(dialog_id: FromPath[str], page: FromPath[str], database: WithDatabase) -> Response[Any]:
    async with database.working() as db:
        answers = _unpacked(await dialogs.find(db, dialog_id, clock.now()))
        if answers is None:
            return _over()
        if not answers.reaches(page):
            return _to(dialog_id, answers.due)
        return _page(page, answers, await pages.show(db, page, answers))


@post("/{dialog_id:str}/{page:str}")
async def take(
    request: AnyRequest, dialog_id: FromPath[str], page: FromPath[str], database: WithDatabase, config: WithConfig
) -> Response[Any]:
    form = {key: str(value) for key, value in (await request.form()).items()}
    async with database.working() as db:
        answers = _unpacked(await dialogs.find(db, dialog_id, clock.now()))
        if answers is None:
            return _over()
        if not answers.reaches(page):
            return _to(dialog_id, answers.due)
        if page == "confirm":
            return await _finish(dialog_id, answers, database, config)
        try:
            after = await pages.take(db, page, answers, form)
        except pages.Refused as refusal:
            shown = await pages.show(db, page, answers)
            return _page(page, answers, {**shown, **_typed(form, shown)}, refusal=str(refusal))
        await dialogs.change(db, dialog_id, _packed(after))
    return _to(dialog_id, after.pages[after.pages.index(page) + 1])


async def _finish(dialog_id: str, answers: Answers, database: WithDatabase, config: Config) -> Response[Any]:
    """The code is made here and nowhere before."""
    try:
        async with database.working_write() as db:
            if not await dialogs.end(db, dialog_id):
                return _over()
            outcome = await finish(db, config, answers, clock.now())
    except GraphError as error:
        return render("dialog/fault.html", 409, fault=error.message)
    event = "FINISH_ONLY_WABA" if answers.only_waba else "FINISH"
    message = {"type": "WA_EMBEDDED_SIGNUP", "event": event, "data": outcome.data}
    told = msgspec.json.encode(message).decode()
    return render("dialog/done.html", answers=answers, message=told, code=outcome.code, step="")


def _page(page: str, answers: Answers, shown: dict[str, Any], refusal: str = "") -> Response[Any]:
    place = answers.pages.index(page)
    return render(
        f"dialog/{page}.html",
        BAD_FORM if refusal else 200,
        **shown,
        answers=answers,
        step=META_STEPS[page],
        refusal=refusal,
        place=place + 1,
        places=len(answers.pages),
        back=answers.pages[place - 1] if place > 1 else "",
    )


def _typed(form: dict[str, str], shown: dict[str, Any]) -> dict[str, str]:
    """After a refusal the page shows what was typed."""
    names = {"business_name": "name", "waba_name": "name", "display_name": "name", "phone_number": "number"}
    names |= {"business": "chosen", "waba": "chosen", "phone": "chosen"}
    return {names[key]: value for key, value in form.items() if names.get(key) in shown}


def _fault(query: dict[str, str], config: Config) -> str | None:
    if query.get("client_id") != config.app_id:
        return f"Invalid app id: the sandbox plays Meta for the app {config.app_id} only."
    if query.get("config_id") != config.config_id:
        return f"FB.login needs the config_id of the app's Embedded Signup, which is {config.config_id}."
    if query.get("response_type") != "code":
        return "FB.login needs response_type 'code' and override_default_response_type true."
    parts = urlsplit(query.get("origin", ""))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "The page that opened this dialog did not say its origin."
    return None


def _extras(text: str) -> dict[str, Any]:
    try:
        extras = msgspec.json.decode(text or "{}")
    except msgspec.DecodeError:
        return {}
    return extras if isinstance(extras, dict) else {}


def _packed(answers: Answers) -> str:
    return msgspec.json.encode(answers).decode()


def _unpacked(text: str | None) -> Answers | None:
    return msgspec.json.decode(text, type=Answers) if text is not None else None


def _to(dialog_id: str, page: str) -> Redirect:
    return Redirect(f"/sandbox/dialog/{dialog_id}/{page}", status_code=303)


def _over() -> Response[Any]:
    return render("dialog/fault.html", 410, fault="This dialog has ended. Close the window and begin again.")


def router() -> Router:
    return Router(path="/sandbox/dialog", route_handlers=[open_dialog, show, take])
