"""Taking Meta's webhook apart and putting it together again (contract messaging-and-meta B.6)."""

import msgspec
import pytest

from partnerhub.domain.messaging import Malformed, Payload, taken_apart

BODY = b"""{"object":"whatsapp_business_account", "future" : 1.50, "entry":[
 {"id":"W1","time":1739321024,"uid":{"a":[1]},"changes":[
  {"field":"messages","value":{"metadata":{"phone_number_id":"P1"},"messages":[{"id":"m1"}]}, "new":true},
  {"field":"messages","value":{"metadata":{"phone_number_id":"P2"},"statuses":[{"id":"m2","status":"read"}]}}]},
 {"id":"W2","changes":[{"field":"account_update","value":{"event":"DISABLED_UPDATE"}}]}]}"""


def _status(**more: str) -> Payload:
    status = {"id": "m1", "status": "read", **more}
    value = {"metadata": {"phone_number_id": "P1"}, "statuses": [status]}
    return taken_apart(
        msgspec.json.encode({"entry": [{"id": "W", "changes": [{"field": "messages", "value": value}]}]})
    )


class TestPayload:
    def test_knows_whose_each_change_is(self) -> None:
        changes = taken_apart(BODY).changes
        assert [(one.waba, one.phone_number_id, one.field) for one in changes] == [
            ("W1", "P1", "messages"),
            ("W1", "P2", "messages"),
            ("W2", None, "account_update"),
        ]

    def test_is_itself_when_everything_is_kept(self) -> None:
        payload = taken_apart(BODY)
        assert payload.only(payload.changes) == BODY

    @pytest.mark.parametrize(("kept", "places"), [([0], [(0, [0])]), ([1, 2], [(0, [1]), (1, [0])]), ([2], [(1, [0])])])
    def test_keeps_what_it_does_not_know_in_what_is_kept(
        self, kept: list[int], places: list[tuple[int, list[int]]]
    ) -> None:
        payload = taken_apart(BODY)
        whole, part = msgspec.json.decode(BODY), payload.only([payload.changes[n] for n in kept])
        entries = [
            {**whole["entry"][entry], "changes": [whole["entry"][entry]["changes"][n] for n in changes]}
            for entry, changes in places
        ]
        assert msgspec.json.decode(part) == {**whole, "entry": entries}
        assert b"1.50" in part

    @pytest.mark.parametrize(
        "body", [b"", b"1", b"{", b'{"entry":{}}', b'{"entry":[[]]}', b'{"entry":[{"changes":[1]}]}']
    )
    def test_must_be_an_envelope(self, body: bytes) -> None:
        with pytest.raises(Malformed):
            taken_apart(body)

    @pytest.mark.parametrize("messages", [b"null", b'[{"type":"new"}]', b'{"a":1}'])
    def test_finds_its_number_whatever_the_messages_look_like(self, messages: bytes) -> None:
        value = b'{"messages":%s,"metadata":{"phone_number_id":"P"}}' % messages
        body = b'{"entry":[{"id":"W","changes":[{"field":"messages","value":%s}]}]}' % value
        (change,) = taken_apart(body).changes
        assert change.phone_number_id == "P"
        assert len(change.keys) == 1

    def test_with_a_deep_nest_is_refused_and_not_fatal(self) -> None:
        with pytest.raises(Malformed):
            taken_apart(b'{"entry":' + b"[" * 200_000)


class TestKeys:
    def test_are_the_same_for_the_same_status(self) -> None:
        assert _status(timestamp="1").changes[0].keys == _status(timestamp="2").changes[0].keys

    def test_differ_for_each_participant_of_a_group(self) -> None:
        one, other = (_status(recipient_participant_id=name).changes[0].keys for name in ("1", "2"))
        assert one != other

    def test_of_a_change_without_ids_are_of_its_bytes_and_time(self) -> None:
        later = BODY.replace(b'{"id":"W2",', b'{"id":"W2","time":5,')
        assert taken_apart(BODY).changes[2].keys == taken_apart(BODY).changes[2].keys
        assert taken_apart(BODY).changes[2].keys != taken_apart(later).changes[2].keys
