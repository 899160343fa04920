"""The scorecard as lines of text: of all KPIs, of one, and of how a number came about."""
