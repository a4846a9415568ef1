"""From a scan to a number in the database, without anybody waiting: notes → buffer → (Redis) → counts."""
