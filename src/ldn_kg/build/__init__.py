"""Records to quads: pure functions, one module a noun, usable record by record.

`corpus_quads` runs them all. Where to go instead: `ldn_kg.pipeline` writes the files of a build;
`ldn_kg.iris` names things.
"""

from ldn_kg.build.everything import corpus_quads, origins

__all__ = ["corpus_quads", "origins"]
