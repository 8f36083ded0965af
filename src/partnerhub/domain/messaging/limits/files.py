"""Files: the kinds that Meta takes and how large each may be (contract A.3)."""

from partnerhub.kit.problems import BadInput

KB, MB = 1024, 1024 * 1024
LARGEST = {
    **dict.fromkeys(("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus"), 16 * MB),
    **dict.fromkeys(("image/jpeg", "image/png"), 5 * MB),
    "image/webp": 500 * KB,  # a sticker
    **dict.fromkeys(("video/mp4", "video/3gpp", "video/3gp"), 16 * MB),
    **dict.fromkeys(
        (
            "text/plain",
            "application/pdf",
            "application/vnd.ms-powerpoint",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        100 * MB,
    ),
}


class WrongKind(BadInput):
    """The file is of a kind that cannot be sent."""


class TooLarge(BadInput):
    """The file is too large."""


def largest(kind: str) -> int:
    """Bytes that a file of this media type may have. Raises WrongKind."""
    plain = kind.partition(";")[0].strip().lower()
    if plain not in LARGEST:
        raise WrongKind(
            f"Param file must be a file with one of the following types: {', '.join(LARGEST)}."
            f" Received file of type '{plain[:100]}'."
        )
    return LARGEST[plain]


def check_file(kind: str, size: int) -> None:
    """Raises WrongKind, TooLarge."""
    limit = largest(kind)
    if size > limit:
        raise TooLarge(f"Param file must be at most {limit} bytes long for {kind[:100]}, not {size}.")
