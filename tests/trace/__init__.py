"""Ways through the graph: paths, and why something follows or does not."""  # noqa: A005 - named for the package that it tests; always imported as tests.trace
