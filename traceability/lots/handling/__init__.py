"""Between the scale and the lorry fruit is treated, stored and moved, and stays the same lot."""
