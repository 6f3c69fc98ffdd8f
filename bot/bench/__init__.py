"""`desireline bench`: measures what is promised, with real processes on this computer."""
