"""A local Slack: Web API, events, interactions and a page, strict where Slack is strict."""
