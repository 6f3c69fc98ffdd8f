"""The index: vectors and words over the insights of current versions; derived, rebuildable."""
