"""What may go wrong between the learner's process and the tests' process."""


class CodecError(Exception):
    """A value that cannot be told, or JSON that tells no value."""


class LearnerLied(CodecError):
    """The learner's process answered what our own code in it never answers."""


class NotSealed(Exception):
    """The test does what a sealed test cannot; the author is told, and the test runs unsealed."""
