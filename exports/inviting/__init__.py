"""How a firm that buys comes in, lets its own people in, and is known to customs; a link is signed, for one, once."""
