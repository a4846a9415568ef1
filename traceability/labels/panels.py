"""What labels add to a lot's page and to the board."""
