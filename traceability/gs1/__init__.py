"""GS1 identifiers: keys, lot codes and Digital Link URIs. Pure Python; the rules come from the official dictionary."""
