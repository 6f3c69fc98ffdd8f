"""What each event makes of a workshop, one noun per module; `evolve.py` says which is which."""
