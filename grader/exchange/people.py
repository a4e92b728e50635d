"""Who asks the exchange, and what that lets them do."""

from dataclasses import dataclass

from grader.exchange import refusals


@dataclass(frozen=True)
class Person:
    """Someone the hub knows: ``courses`` she follows as a learner, ``teaches`` those she looks after."""

    name: str
    courses: frozenset[str] = frozenset()
    teaches: frozenset[str] = frozenset()

    def must_follow(self, course: str) -> None:
        if course not in self.courses:
            raise refusals.not_enrolled(self.name, course)

    def must_teach(self, course: str) -> None:
        if course not in self.teaches:
            raise refusals.not_a_teacher(self.name, course)

    def must_see(self, course: str) -> None:
        if course not in self.courses | self.teaches:
            raise refusals.not_enrolled(self.name, course)

    def may_read(self, course: str, owner: str) -> bool:
        return owner == self.name or course in self.teaches
