"""Tables that people really keep: a file as cells (`reading`), a cell as a day (`days`), Chinese typing made plain."""
