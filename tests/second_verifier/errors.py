"""What a check that fails raises."""


class Rejected(Exception):
    def __init__(self, reason, detail="", segment=None):
        super().__init__(reason, detail, segment)
        self.reason, self.detail, self.segment = reason, detail, segment


def demand(holds, reason, detail="", segment=None):
    if not holds:
        raise Rejected(reason, detail, segment)


def refuse(message):
    """A circuit, or numbers that do not fit it."""
    raise Rejected("circuit", message)
