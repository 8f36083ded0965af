"""Meta in as little as can be: each POST of a message is answered at once. For Granian."""

ANSWER = (
    b'{"messaging_product":"whatsapp","contacts":[{"input":"491711234567","wa_id":"491711234567"}],'
    b'"messages":[{"id":"wamid.HBgMNDkxNzExMjM0NTY3FQIAERgSQjJEMzYwQTJFMTQ0NTQ5RjAzAA=="}]}'
)
HEADERS = [
    (b"content-type", b"application/json; charset=UTF-8"),
    (b"content-length", str(len(ANSWER)).encode()),
    (b"facebook-api-version", b"v23.0"),
    (
        b"x-business-use-case-usage",
        b'{"77":[{"type":"whatsapp","call_count":1,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":0}]}',
    ),
    (b"x-fb-trace-id", b"HxBZvjLLvZz"),
    (b"x-fb-rev", b"1019238471"),
    (b"cache-control", b"private, no-cache, no-store, must-revalidate"),
]


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        for word in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{word}.complete"})
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": ANSWER})
