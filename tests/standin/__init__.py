"""Proves that the stand-in behaves as Slack does, with real clients over real connections."""
