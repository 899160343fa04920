"""Scans by DuckDB: rows read, cleaned, judged and added up."""
