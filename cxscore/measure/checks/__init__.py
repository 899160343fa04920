"""What is wrong or remarkable in what was measured, as problems."""
