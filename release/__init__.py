"""What is released: built twice and compared, checked, listed, and tried in fresh environments."""
