"""Tests of linking: readers, verification, suggestions, what is brought in."""
