"""What each command leads to, one noun per module; `decide.py` says which is which."""
