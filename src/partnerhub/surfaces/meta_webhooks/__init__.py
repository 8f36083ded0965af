"""See __init__ of the band."""
