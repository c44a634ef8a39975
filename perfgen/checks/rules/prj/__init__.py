"""PRJ: project codes."""
