"""Words that many answers share."""

from partnerhub.surfaces.partner_api.wire.openapi.words.word import Schema, moment, one_of, word

TRACE = "01a1ffe2c4b97d1e8f0f3c5b7a9d2e46"

WORDS: dict[str, Schema] = {
    # ids (contract partner-api §2)
    "partner_id": word("The partner.", "2g5ciQPA"),
    "client_id": word("The client.", "4rkmNKGkCL"),
    "channel_id": word("The channel.", "erJ4aKCH"),
    "waba_account_id": word("The WABA account, by the id that ends in WA.", "qKOn3WWA"),
    "external_id": word("Meta's id of it.", "612900295789412"),
    "app_id": word("The integration of a channel; changes when a number is connected anew.", "104148"),
    # times and people
    "created_at": moment("When it was made."),
    "modified_at": moment("When it was changed last."),
    "expires_at": moment("From then on it is no good."),
    "revoked_at": moment("When it was revoked; null: it was not."),
    "created_by": word("Who made it."),
    "modified_by": word("Who changed it last."),
    "user_id": word("The one who did it: a user, a key, or `system`.", "key:1eq71gJ8PK", "system"),
    "user_name": word("How that one is called.", "Jo Miller", "system"),
    "ClientsAuthor": word("Who did something to a client."),
    "TemplatesAuthor": word("Who did something to a template."),
    # lists (§3.2)
    "count": word("How many rows are on this page.", 1, minimum=0),
    "total": word("How many rows there are in all.", 1, minimum=0),
    "filters": word("The filters as they were understood.", {"status": "ready"}),
    "limit": word("How many rows a page has at most.", 1000, minimum=0),
    "q": word("A part of a name, of a number or of an id, in small or capital letters.", "blue"),
    "offset": word("How many rows were skipped.", 0, minimum=0),
    "sort": word("The fields it is sorted by.", ["-created_at", "id"]),
    "next_cursor": word("Give it as `cursor` to get the next page; null on the last page.", "1795299456000000-1207"),
    # answers without a resource, and errors (§4)
    "meta": word("How it went."),
    "success": word("Whether it went well."),
    "http_code": word("The status of the answer once more.", 200, 400, minimum=200, maximum=599),
    "status_code": word("The status of the answer once more.", 200),
    "data": word("What was asked for."),
    "developer_message": word("What happened, for the person who reads your log.", "OK"),
    "360dialog_trace_id": word("Names this request, as the header `X-Request-Id`.", TRACE),
    "details": word("The fields at fault, each with what is wrong.", ["name: is required"]),
    "Meta.error": word("What Meta answered, as text.", '{"error":{"message":"(#100) Invalid parameter","code":100}}'),
    "error_data": word("What Meta answered, read."),
    "ErrorData.code": word("Meta's code.", "100"),
    "ErrorData.message": word("Meta's message.", "(#100) Invalid parameter"),
    "real_message": word("Meta's details, or its message again.", "Message template name is required"),
    "ErrorData.status": word("Meta's HTTP status.", 400, minimum=100, maximum=599),
    "Fault.error": word("Why there is no token, as OAuth 2 says it.", "invalid_grant"),
    "error_description": word("The same for people.", "The username or password is wrong."),
    # what people and companies have
    "name": word("How it is called.", "Bluebird Travel"),
    "email": word("An e-mail address.", "jo@bluebird.example"),
    "phone": word("A phone number.", "+15550100150"),
    "country": word("A country in two capital letters, ISO 3166.", "PT"),
    "language": word("A language, with or without a country.", "en", "pt_BR"),
    "currency": one_of("A currency, in small letters.", "usd", "eur"),
    "enabled": word("Whether it is switched on."),
}
