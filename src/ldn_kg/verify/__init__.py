"""Checks of the finished graph: the reasoner, the shapes, and the check queries.

`reasoner` (is the ontology with the data consistent, what are things by definition), `culprits`
(which facts are at fault if not), `shapes` (SHACL), `checks` (query files of which any row is a
violation). Rules over records are in `ldn_kg.check`.
"""
