"""How an app gets into a workspace: the page where somebody allows it, codes, tokens."""
