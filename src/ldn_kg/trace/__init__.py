"""Paths through the graph: hops with their evidence, best first; do their signs agree?"""
