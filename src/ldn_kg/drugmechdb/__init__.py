"""Mechanism paths of DrugMechDB beside our own claims: a layer of their own, never merged.

`read_records` reads them, `check_records` says what is wrong with them, `layer_quads` makes the
layer, `compare` sets it beside the claims of a build; `import_records` does the first three in one.
Where to go instead: `ldn_kg.mappings` reads the tables that say which of their things are ours.
"""

from ldn_kg.drugmechdb.checks import check_records
from ldn_kg.drugmechdb.compare import Comparison, compare
from ldn_kg.drugmechdb.importing import ENTITIES, Imported, import_records, tables_digest
from ldn_kg.drugmechdb.landing import read_layer, write_layer
from ldn_kg.drugmechdb.layer import layer_quads
from ldn_kg.drugmechdb.reading import read_records

__all__ = [
    "ENTITIES",
    "Comparison",
    "Imported",
    "check_records",
    "compare",
    "import_records",
    "layer_quads",
    "read_layer",
    "read_records",
    "tables_digest",
    "write_layer",
]
