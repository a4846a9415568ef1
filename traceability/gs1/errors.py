"""What gs1 refuses."""


class InvalidIdentifier(ValueError):
    """Something is no GS1 identifier. `reason` is a sentence that names the application identifier at fault."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
