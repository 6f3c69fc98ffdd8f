"""What people see: pure functions from facts and words to Block Kit as plain dicts."""
