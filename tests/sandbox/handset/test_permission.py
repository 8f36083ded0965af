"""The permission to call, asked by a business and answered on the handset."""

from tests.sandbox.handset.conftest import Chat


async def test_who_is_asked_for_the_permission_to_call_says_yes_or_no(chat: Chat) -> None:
    asks = {"type": "call_permission_request", "action": {"name": "call_permission_request"}}
    asked = await chat.send(type="interactive", interactive=asks)
    assert "Allow calls" in await chat.page()
    assert "Calls are not allowed." in await chat.press("choices", message_id=asked, choice="permission:no")
    assert (await chat.told("interactive"))["interactive"]["call_permission_reply"]["response"] == "reject"
