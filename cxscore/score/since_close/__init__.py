"""What is not as it was told when a period was closed."""
