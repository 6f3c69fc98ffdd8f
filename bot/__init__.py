"""Talks: Slack in, Slack out."""
