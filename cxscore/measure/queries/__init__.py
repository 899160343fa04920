"""What KPIs ask of a dataset; it knows no engine."""
