"""Our mappings and other people's vocabularies: verified, suggested, brought in.

`verifying` runs the rules, each in a module of its meaning (`existence`, `agreement`, `fitting`,
`consistency`, `hierarchies`, `covering`); `suggesting` finds candidates, `measuring` says how good
they are, `enriching` makes a layer. Where to go instead: `ldn_kg.linking` has each in one call.
"""
