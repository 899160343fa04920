"""What was measured, read as values, and judged against its target."""
