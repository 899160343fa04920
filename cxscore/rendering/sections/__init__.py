"""The sections of the paper, a module each: what stands in it, and the words that it alone has."""
