"""Tests of `ldn_kg.metapath`."""
