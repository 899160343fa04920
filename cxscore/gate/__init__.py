"""What a pack may be held to before it goes out, and what it is found to breach."""
