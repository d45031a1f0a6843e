"""Identifiers elsewhere: other vocabularies read, links to them verified, suggested, brought in."""
