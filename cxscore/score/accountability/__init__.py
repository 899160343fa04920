"""Who answers for what: owners, their actions and comments, events, late data, the first page."""
