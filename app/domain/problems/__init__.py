"""Problems are values; this is the one way to them.

``reasons`` has all codes with their sentences, by subject, ``questions`` which of them a person may
answer, ``problem`` what one says of a line, a serial and its holder.
"""

from app.domain.problems.problem import Holder, Problem, Refused, refuse, unanswered
from app.domain.problems.questions import CONFIRMABLE, QUESTIONS, USUAL_QUESTION, Question
from app.domain.problems.reasons import CODES, Code, Reason

__all__ = [
    "CODES",
    "CONFIRMABLE",
    "QUESTIONS",
    "USUAL_QUESTION",
    "Code",
    "Holder",
    "Problem",
    "Question",
    "Reason",
    "Refused",
    "refuse",
    "unanswered",
]
