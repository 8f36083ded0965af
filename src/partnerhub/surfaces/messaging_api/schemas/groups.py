"""Groups and their members, as the documentation tells them (contract A.2)."""

from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

Product = Literal["whatsapp"]


class Cursors(msgspec.Struct):
    before: str
    after: str


class Paging(msgspec.Struct):
    """`next` and `previous` are whole addresses, where there is more."""

    cursors: Cursors
    next: str | UnsetType = UNSET
    previous: str | UnsetType = UNSET


class ListedGroup(msgspec.Struct):
    id: str
    subject: str
    created_at: str | UnsetType = UNSET


class ListedGroups(msgspec.Struct):
    groups: list[ListedGroup]


class GroupPage(msgspec.Struct):
    data: ListedGroups
    paging: Paging | UnsetType = UNSET


class GroupRequest(msgspec.Struct):
    """What comes of it is told by a webhook with the same id."""

    request_id: str | UnsetType = UNSET
    messaging_product: Product | UnsetType = UNSET
    success: bool | UnsetType = UNSET


class GroupMember(msgspec.Struct):
    wa_id: str | UnsetType = UNSET
    user_id: str | UnsetType = UNSET


class GroupOut(msgspec.Struct):
    """With `fields` in the query, only those and the id."""

    id: str
    messaging_product: Product | UnsetType = UNSET
    subject: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    join_approval_mode: str | UnsetType = UNSET
    suspended: bool | UnsetType = UNSET
    creation_timestamp: int | UnsetType = UNSET
    total_participant_count: int | UnsetType = UNSET
    participants: list[GroupMember] | UnsetType = UNSET


class InviteLinkOut(msgspec.Struct):
    invite_link: str
    messaging_product: Product | UnsetType = UNSET


class NewInviteLink(msgspec.Struct):
    """The link of before leads nowhere then."""

    messaging_product: Product


class JoinRequest(msgspec.Struct):
    join_request_id: str
    wa_id: str | UnsetType = UNSET
    creation_timestamp: int | str | UnsetType = UNSET


class JoinRequestPage(msgspec.Struct):
    data: list[JoinRequest]
    paging: Paging | UnsetType = UNSET


class JoinDecision(msgspec.Struct):
    messaging_product: Product
    join_requests: list[str]


class JoinOutcome(msgspec.Struct):
    """Those that could not be decided are told with their errors."""

    messaging_product: Product | UnsetType = UNSET
    approved_join_requests: list[str] | UnsetType = UNSET
    rejected_join_requests: list[str] | UnsetType = UNSET
    failed_join_requests: list[dict[str, Any]] | UnsetType = UNSET


WORDS: dict[str, str] = {
    "messaging_product": "Always `whatsapp`.",
    "before": "Where this page begins.",
    "after": "Where this page ends: ask with it for the next.",
    "Paging.cursors": "For the parameters `before` and `after`.",
    "next": "The next page.",
    "previous": "The page before.",
    "paging": "How to go on.",
    "groups": "The active groups of the number.",
    "ListedGroup.id": "The group's id.",
    "subject": "What the group is called.",
    "created_at": "When it was made, in seconds.",
    "request_id": "Stands in the webhook that tells the outcome.",
    "user_id": "The customer's id, beside or in place of a number.",
    "GroupOut.id": "The group's id, as the recipient of messages too.",
    "GroupOut.description": "What it is for.",
    "Group.description": "What it is for.",
    "join_approval_mode": "Whether whoever has the link is in, or asks to be.",
    "suspended": "Whether WhatsApp has stopped it.",
    "creation_timestamp": "When, in seconds.",
    "total_participant_count": "How many people, without the business.",
    "participants": "Eight at most, besides the business.",
    "invite_link": "Whoever follows it joins, or asks to.",
    "join_request_id": "To let the person in, or not.",
    "join_requests": "Ids of requests.",
    "approved_join_requests": "Who is in now.",
    "rejected_join_requests": "Who is not.",
    "failed_join_requests": "What could not be decided, and why.",
}
PASSED: dict[str, dict[str, str]] = {
    "Group": {
        "messaging_product": WORDS["messaging_product"],
        "join_approval_mode": "`auto_approve` or `approval_required`; cannot be changed later.",
    },
    "GroupRemoval": {"messaging_product": WORDS["messaging_product"]},
}
