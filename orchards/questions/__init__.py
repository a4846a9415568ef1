"""What does not look right about a harvest, for the cooperative to ask about. A question never stops a record."""
