"""What is worked out about a KPI's values beyond the values themselves, a module each method."""
