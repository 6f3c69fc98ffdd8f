"""Example records of a maker of protective workwear, for a first look at a full library."""

from knowledge.examples.loading import Loaded, load_examples
from knowledge.examples.synthesis import generate

__all__ = ["Loaded", "generate", "load_examples"]
