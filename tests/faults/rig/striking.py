"""A plan of faults, carried out while a client posts."""

from collections.abc import Sequence

from tests.faults.rig.installation import Installation, Posting
from tests.faults.rig.schedule import Planned, Struck, strike


def played(installation: Installation, client: Posting, faults: Sequence[Planned], within: float) -> list[Struck]:
    """Every fault, each in its turn, until the client has nothing more to post."""
    struck: list[Struck] = []

    def over() -> bool:
        count = client.count()
        while len(struck) < len(faults) and faults[len(struck)].after <= count:
            done = strike(installation, faults[len(struck)])
            if done is None:
                break
            struck.append(done)
        return client.over()

    installation.until(over, within)
    (installation.folder / "faults").write_text("".join(f"{at:.6f} {kind} {victim}\n" for at, kind, victim in struck))
    return struck
