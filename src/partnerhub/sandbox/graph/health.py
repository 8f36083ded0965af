"""health_status: who could keep a message from being sent, and why (contract A.5)."""

from typing import Any

from partnerhub.db.pool import Row

GOOD, LIMITED, BLOCKED = "AVAILABLE", "LIMITED", "BLOCKED"


def status(entities: list[dict[str, Any]]) -> dict[str, Any]:
    """The worst of the entities is the whole."""
    values = {one["can_send_message"] for one in entities}
    whole = BLOCKED if BLOCKED in values else LIMITED if LIMITED in values else GOOD
    return {"can_send_message": whole, "entities": entities}


def phone(row: Row) -> dict[str, Any]:
    entity = {"entity_type": "PHONE_NUMBER", "id": row["id"]}
    if not row["registered"]:
        return _blocked(entity, 141000, "The phone number is not registered.", "Register the phone number.")
    if row["status"] in {"BANNED", "RESTRICTED"}:
        return _blocked(entity, 141001, f"The phone number is {row['status'].lower()}.", "Appeal the decision.")
    if row["name_status"] == "DECLINED":
        info = ["Your display name has not been approved yet. Your message limit will increase after it is."]
        return {**entity, "can_send_message": LIMITED, "additional_info": info}
    return {**entity, "can_send_message": GOOD}


def waba(row: Row) -> dict[str, Any]:
    entity = {"entity_type": "WABA", "id": row["waba_id"] if "waba_id" in row.keys() else row["id"]}  # noqa: SIM118
    if row["ban_state"] == "DISABLE":
        return _blocked(entity, 141002, "The WhatsApp Business Account is disabled.", "Appeal the decision.")
    return {**entity, "can_send_message": GOOD}


def business(row: Row) -> dict[str, Any]:
    return {"entity_type": "BUSINESS", "id": row["business_id"], "can_send_message": GOOD}


def app(app_id: str) -> dict[str, Any]:
    return {"entity_type": "APP", "id": app_id, "can_send_message": GOOD}


def _blocked(entity: dict[str, Any], code: int, description: str, solution: str) -> dict[str, Any]:
    error = {"error_code": code, "error_description": description, "possible_solution": solution}
    return {**entity, "can_send_message": BLOCKED, "errors": [error]}
