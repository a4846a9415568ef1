"""What an importer finds when a pallet is opened, and decides about it."""
