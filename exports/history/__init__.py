"""The whole history of a carton, a pallet or a batch: up to the plots, down to who received it, in one press."""
