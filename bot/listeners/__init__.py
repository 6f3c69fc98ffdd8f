"""What people do in Slack, one noun per module; `bot/app.py` shows which listener hears what."""
