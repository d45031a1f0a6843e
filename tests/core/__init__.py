"""Tests of the core: load, check, build, reason, ask."""
