"""The nouns: frozen records of what people curate, one module a noun.

`entity` (and the names it is printed under), `study` (with groups, regimens, findings, harms),
`claim` (with evidence lines), `publication` (and source texts), `review` (search, remarks,
aggregate statements), `quantity`, `locator`, and `corpus`, which holds them all.

These modules know no RDF: `ldn_kg.build` turns records into quads.
"""
