"""How a role, a department or a row's label stands amid a sentence of ours."""


def amid(label: str) -> str:
    """Return *label* with a small first letter; "HSE manager", "R&D" and "Vice President" stay."""
    first, _, rest = label.partition(" ")
    titled = rest.partition(" ")[0].istitle()
    return label if titled or not first[1:].islower() else label[:1].lower() + label[1:]
