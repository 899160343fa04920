"""Where rows are added up."""
