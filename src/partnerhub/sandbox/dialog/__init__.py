"""Embedded Signup (B.1): the pages of Meta's dialog, and the SDK that opens them.

A *page* asks one thing, its *answers* lie in the dialog's row, and nothing is made before the last page: then come
the portfolio, the WABA and the number, and the code that is good for 30 seconds.
"""
