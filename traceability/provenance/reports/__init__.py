"""What buyers say of a carton, and what the cooperative answers."""
