"""Scripts: the example people perform a play by themselves, as slowly as one can follow."""
