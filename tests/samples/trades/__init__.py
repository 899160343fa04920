"""What the small samples of other trades are made of, a module a trade."""
