"""Files: uploaded in three steps, shared in messages, kept beside the state."""
