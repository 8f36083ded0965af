"""What Graph answers when it does not do what it was asked (contract messaging-and-meta B.7)."""

import msgspec

from partnerhub.upstream.graph.codes import meaning

SERVER_ERROR = 500
EXHAUSTED = 80007


class GraphError(Exception):
    """Graph answered with an error."""

    def __init__(
        self,
        status: int,
        *,
        code: int = 0,
        subcode: int = 0,
        message: str = "",
        details: str = "",
        transient: bool = False,
        body: bytes = b"",
    ) -> None:
        """`code` and `details` are Meta's stable half; `transient`: the same call may succeed later."""
        super().__init__(f"{status} (#{code}) {details or message}")
        self.status, self.code, self.subcode = status, code, subcode
        self.message, self.details = message, details
        self.transient = transient
        self.body = body

    @property
    def is_missing(self) -> bool:
        """The object does not exist or the token does not reach it: code 100 with subcode 33, or code 33."""
        return self.code == 33 or (self.code == 100 and self.subcode == 33)  # noqa: PLR2004

    @property
    def is_token_refused(self) -> bool:
        """The token is no good, or no longer. Meta says 190 with 400 as well as with 401."""
        return self.code == 190 or (self.code == 0 and self.status == 401)  # noqa: PLR2004


class GraphUnavailable(GraphError):
    """No usable answer came: refused, broken off, or not JSON. The call may have been carried out."""

    def __init__(self, message: str, *, status: int = 502, body: bytes = b"") -> None:
        super().__init__(status, message=message, transient=True, body=body)


class GraphUnreachable(GraphUnavailable):
    """No answer began, as often as it was safe to ask."""


class GraphTimeout(GraphUnavailable):
    """No answer in time. The call may have been carried out."""

    def __init__(self) -> None:
        super().__init__("The WhatsApp platform did not answer in time.", status=504)


class GraphExhausted(GraphError):
    """Not asked: by its own word Graph would refuse, for the WABA has had its calls of this hour."""

    def __init__(self, retry_after: int) -> None:
        """`retry_after`: seconds."""
        text = "The calls for this WhatsApp Business Account are used up for now. Try again later."
        error = {"message": f"(#{EXHAUSTED}) {text}", "type": "OAuthException", "code": EXHAUSTED, "is_transient": True}
        super().__init__(400, code=EXHAUSTED, message=text, transient=True, body=msgspec.json.encode({"error": error}))
        self.retry_after = retry_after


class _Data(msgspec.Struct):
    details: str = ""


class _Error(msgspec.Struct):
    message: str = ""
    code: int = 0
    error_subcode: int | None = None
    error_data: _Data | str | None = None
    is_transient: bool = False


class _Envelope(msgspec.Struct):
    error: _Error


def error_of(status: int, body: bytes) -> GraphError:
    """The error in an answer's body; one without Graph's envelope did not come from Graph."""
    try:
        error = msgspec.json.decode(body, type=_Envelope).error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return GraphUnavailable("The WhatsApp platform sent an error that cannot be read.", body=body)
    data = error.error_data
    return GraphError(
        status,
        code=error.code,
        subcode=error.error_subcode or 0,
        message=error.message,
        details=data.details if isinstance(data, _Data) else data or "",
        transient=error.is_transient or meaning(error.code).passing or status >= SERVER_ERROR,
        body=body,
    )
