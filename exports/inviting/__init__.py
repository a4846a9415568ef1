"""An exporter invites the firm that buys its fruit: a signed link, for one person, once, for two weeks."""
