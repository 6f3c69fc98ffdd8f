"""The figures that Desireline promises, measured."""
