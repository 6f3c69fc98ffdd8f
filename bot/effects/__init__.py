"""What is done after the commit: posts, edits, reactions, Homes and the index."""
