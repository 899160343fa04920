"""The nouns that one stage hands to the next: frozen, complete, and read by every stage."""
