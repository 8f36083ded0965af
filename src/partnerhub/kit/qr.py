"""QR codes, as SVG that stands inside a page: no file, no style, and white around it so that cameras find it in the dark."""

import segno


def svg(text: str, label: str) -> str:
    """`label` is what a screen reader says. Its size is the page's to give; a `text` of 2,000 characters still fits."""
    code = segno.make(text, error="m", micro=False)
    return code.svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", title=label, svgclass="qr", lineclass=None
    )
