"""Block Kit as its host sees it: which blocks are taken, their limits, what people fill in."""
