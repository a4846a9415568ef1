"""The books of the packing house, read at any hour, and the stocktake that tells them where they are wrong."""
