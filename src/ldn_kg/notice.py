"""What stands on every page and export."""

NOTICE = "Research use, not medical advice."
