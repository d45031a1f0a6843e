"""Ways through the graph: paths with their evidence; why something follows, or does not."""
