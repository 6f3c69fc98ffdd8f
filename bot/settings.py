"""What can be set from outside, read once at the composition root."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr


class SettingRefused(Exception):
    """Nothing can start with what a variable says; its value is not repeated, it may be secret."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


class Settings(BaseModel):
    """The settings of `desireline serve`; every one has its row in the README."""

    model_config = ConfigDict(frozen=True)

    bot_token: SecretStr = SecretStr("")
    app_token: SecretStr = SecretStr("")
    signing_secret: SecretStr = SecretStr("")
    slack_api_url: str = "https://slack.com/api/"
    data_dir: Path = Path("data")
    database_url: str = ""
    chroma_url: str = ""
    embeddings: str = ""
    language: str = "en"

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Take what is set; an empty variable counts as unset.

        Raises:
            SettingRefused: An address is none.
        """
        found = {field: environment.get(name, "") for field, name in VARIABLES.items()}
        for field in ("slack_api_url", "chroma_url"):
            if found[field] and not found[field].startswith(("http://", "https://")):
                raise SettingRefused(VARIABLES[field], "an address begins with https:// or http://")
        return cls.model_validate({field: value for field, value in found.items() if value})

    def open_folder(self) -> None:
        """Make the data folder where there is none.

        Raises:
            SettingRefused: It can't be made, or not be written to.
        """
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = f"{self.data_dir} can't be made: {error.strerror}"
            raise SettingRefused(VARIABLES["data_dir"], why) from None
        if not os.access(self.data_dir, os.W_OK | os.X_OK):
            raise SettingRefused(VARIABLES["data_dir"], f"{self.data_dir} can't be written to")

    @property
    def ledger_url(self) -> str:
        """Where the ledger lives: PostgreSQL by URL, else SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'desireline.db'}"


VARIABLES: Mapping[str, str] = {
    "bot_token": "SLACK_BOT_TOKEN",
    "app_token": "SLACK_APP_TOKEN",
    "signing_secret": "SLACK_SIGNING_SECRET",
    "slack_api_url": "SLACK_API_URL",
    "data_dir": "DESIRELINE_DATA_DIR",
    "database_url": "DESIRELINE_DATABASE_URL",
    "chroma_url": "DESIRELINE_CHROMA_URL",
    "embeddings": "DESIRELINE_EMBEDDINGS",
    "language": "DESIRELINE_LANGUAGE",
}
