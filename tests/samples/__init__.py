"""Northwind Home, the invented company of the sample."""
