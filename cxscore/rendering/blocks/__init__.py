"""The blocks of the page: a module for each partial of the templates."""
