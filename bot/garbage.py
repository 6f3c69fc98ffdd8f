"""Python's search for garbage: put off while a process starts, and kept from what stays."""

import gc


def put_off() -> None:
    """Look for none until `settle`: what a start makes stays, and looking takes a sixth of it."""
    gc.disable()


def settle() -> None:
    """Look again from now on, but not through what is here; do nothing if it was not put off."""
    if not gc.isenabled():
        keep()
        gc.enable()


def keep() -> None:
    """Never look through what is here: thousands of records stay, and an answer would wait."""
    gc.freeze()
