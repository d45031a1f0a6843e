"""Tests of the readers of vocabularies, of good files and bad ones."""
