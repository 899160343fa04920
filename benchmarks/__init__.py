"""How fast and how large the program is, as ratios to what the work costs at least."""
