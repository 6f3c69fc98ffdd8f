"""What can be set from outside, read once at the composition root."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr


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
        """Take what is set; an empty variable counts as unset."""
        found = {field: environment.get(name, "") for field, name in VARIABLES.items()}
        return cls.model_validate({field: value for field, value in found.items() if value})

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
