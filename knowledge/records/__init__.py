"""Records: personas, journeys, segments, one-liners and scenarios, in versions."""
