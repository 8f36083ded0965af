"""What could keep a number's messages from being sent, as Meta tells it (contract messaging-and-meta A.5)."""

import msgspec

AVAILABLE = "AVAILABLE"


class Fault(msgspec.Struct, frozen=True):
    """Why an entity is blocked, and what Meta advises."""

    error_code: int = 0
    error_description: str = ""
    possible_solution: str = ""


class Entity(msgspec.Struct, frozen=True, omit_defaults=True):
    """One that a message passes: PHONE_NUMBER, WABA, BUSINESS, APP. `id` is Meta's."""

    entity_type: str = ""
    id: str = ""
    can_send_message: str = ""
    errors: list[Fault] = []
    additional_info: list[str] = []


class Health(msgspec.Struct, frozen=True):
    """AVAILABLE, LIMITED or BLOCKED: the worst of its entities."""

    can_send_message: str
    entities: list[Entity] = []

    @property
    def faults(self) -> list[str]:
        """Meta's reasons in its own words, a sentence or two each; none while everything is well."""
        told: list[str] = []
        for one in self.entities:
            if one.can_send_message != AVAILABLE:
                told += (f"{fault.error_description} {fault.possible_solution}".strip() for fault in one.errors)
                told += one.additional_info
        return told
