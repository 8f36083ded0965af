"""Which language a reader is answered in: the one chosen on the profile page, else one the browser asks for, else English."""

from collections.abc import Collection

from partnerhub.kit.words import first_of, speak
from partnerhub.surfaces.hub.parts import Connection
from partnerhub.surfaces.hub.speech import WHOLE


def answer_in(request: Connection, chosen: str | None, known: Collection[str] = WHOLE) -> None:
    """From here on. To be called where the answer is made: what a dependency says may be said in another task."""
    speak(chosen if chosen and chosen in known else first_of(request.headers.get("accept-language", ""), known))
