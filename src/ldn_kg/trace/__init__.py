"""Ways through the graph: paths with their evidence, why something follows, why something does not."""
