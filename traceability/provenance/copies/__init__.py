"""A copied code cannot be told from the real one by the code; where and when it is seen can be told."""
