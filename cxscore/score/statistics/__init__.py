"""Arithmetic that knows no KPI: numbers in, numbers out, each with its source."""
