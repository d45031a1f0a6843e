"""Records to quads: pure functions, one module a noun, usable record by record.

`corpus_quads` runs them all over the records, `mapping_quads` over a table of mappings. Where to go
instead: `ldn_kg.pipeline` writes the files of a build; `ldn_kg.iris` names things.
"""

from ldn_kg.build.everything import corpus_quads, origins
from ldn_kg.build.links import mapping_quads

__all__ = ["corpus_quads", "mapping_quads", "origins"]
