"""Official tables as they are published, read whole or not at all."""
