"""Why no chain stands: gates, and the nearest chains."""
