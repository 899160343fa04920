"""What was closed: its files, their chain, and what they told the board."""
