"""Messages to the importers' own systems, signed, tried again, and never sent where they could do harm."""
