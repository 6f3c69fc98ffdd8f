"""The steps by which a database came to its schema; each one is frozen once released."""
