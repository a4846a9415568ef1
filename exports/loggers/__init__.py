"""How warm it was on the way: the file of a temperature logger, read, drawn, and sealed as what its sensor measured."""
