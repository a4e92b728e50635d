"""What learners of Girls Can Code import."""

from girls_can_code.ticket import montrer_ticket

__all__ = ["montrer_ticket"]
