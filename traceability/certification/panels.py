"""What certification adds to a lot's page and to the board."""
