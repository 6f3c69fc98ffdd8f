"""An installed app, as a test knows it, and what a person is told who can't do something."""

from dataclasses import dataclass

from tests.slack_blocks import Json


class Refused(AssertionError):
    """The stand-in told a person that this doesn't work."""

    def __init__(self, answer: Json) -> None:
        super().__init__(f"{answer.get('error')}: {answer.get('message')}")
        self.code, self.answer = str(answer.get("error")), answer


@dataclass(frozen=True)
class App:
    """An installed app with its secrets."""

    name: str
    app_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    team_id: str
    bot_user_id: str
