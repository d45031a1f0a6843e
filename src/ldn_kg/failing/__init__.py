"""Why no chain stands: the nearest that fail, the gate that stops each, and what would open it."""
