"""Rows in a warehouse: added up there, one SELECT at a time; only totals come back."""
