"""What can be wrong with the files that people edit."""


class PromptsInvalid(Exception):
    """A file of `prompts/<language>/` is not as it must be; says which, where and why."""

    def __init__(self, file: str, key: str, why: str) -> None:
        super().__init__(f"{file}: {key}: {why}" if key else f"{file}: {why}")
        self.file = file
        self.key = key
        self.why = why


class NoSuchWords(KeyError):
    """The code asks for words that no file has."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class WrongInputs(ValueError):
    """Words were given other inputs than they have placeholders for."""

    def __init__(self, key: str, *, missing: frozenset[str], unknown: frozenset[str]) -> None:
        super().__init__(f"{key}: missing {sorted(missing)}, unknown {sorted(unknown)}")
        self.key = key
        self.missing = missing
        self.unknown = unknown
