"""What all tests share."""

pytest_plugins = ["tests.postgres", "tests.databases", "tests.embedding", "tests.bot_process"]
