"""A partner's two colours as style, so that whatever they are, all text on them and in them can be read (WCAG 2, AA)."""

from collections.abc import Sequence

WHITE, BLACK, DARK_CARD = "#ffffff", "#000000", "#262626"
READABLE = 4.5  # contrast of text
PAGES = ("#fafafa", WHITE)  # what links stand on in the light; in the dark, a card
STEPS = 40  # from a colour to black or white


def theme(accent: str | None, ground: str | None, scope: str) -> str:
    """Style for everything in `scope`, a selector; "" without colours of its own."""
    found = rules(accent, ground)
    return f"{scope} {{ {found} }}" if found else ""


def rules(accent: str | None, ground: str | None) -> str:
    """What the two come to; "" without either. Colours are as `#0b7a5f`."""
    values: dict[str, str] = {}
    if accent:
        text = readable_on(accent)
        red, green, blue = _parts(accent)
        strong = mixed(accent, BLACK if text == WHITE else WHITE, 0.15)
        light, dark = moved(accent, BLACK, PAGES), moved(accent, WHITE, (DARK_CARD,))
        values |= {
            "--hub-accent": accent, "--hub-accent-strong": strong, "--hub-on-accent": text, "--tblr-primary": accent,
            "--tblr-primary-rgb": f"{red}, {green}, {blue}", "--tblr-primary-fg": text, "--tblr-primary-darken": strong,
            "--tblr-link-color": f"light-dark({light}, {dark})", "--tblr-link-hover-color": f"light-dark({light}, {dark})",
            "--hub-mark": moved(accent, BLACK, (WHITE,)),
        }  # fmt: skip
    if ground:
        values |= {"--hub-ground": ground, "--hub-on-ground": readable_on(ground)}
    return " ".join(f"{name}: {value};" for name, value in values.items())


def contrast(one: str, other: str) -> float:
    """1 to 21, as WCAG counts it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(ground: str) -> str:
    """White or black; one of them always reaches 4.5. White where both do: it looks the quieter."""
    return WHITE if contrast(ground, WHITE) >= READABLE else BLACK


def moved(colour: str, towards: str, grounds: Sequence[str]) -> str:
    """The colour nearest to it, on the way to `towards`, that can be read on all `grounds`."""
    ways = (mixed(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next(way for way in ways if all(contrast(way, ground) >= READABLE for ground in grounds))


def mixed(one: str, other: str, share: float) -> str:
    """`share` of the other in one."""
    parts = (round(a + (b - a) * share) for a, b in zip(_parts(one), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  sRGB's own numbers


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
