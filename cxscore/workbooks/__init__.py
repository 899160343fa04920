"""Workbooks of every kind, as sheets of cells."""
