"""Pages of the packing house: the board, its lots, and what is done with them."""
