"""What the slides of the deck hold, made for the room that a template leaves."""
