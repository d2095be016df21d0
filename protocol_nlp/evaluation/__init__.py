"""Gold against predicted: alignment, measures, intervals, errors with their causes.

>>> from protocol_nlp.records import Header, Minutes, Source
>>> gold = Minutes(Source("a", "", 0), Header(date="2021-03-30"))
>>> evaluate([gold], [gold]).figures["header.date"].tally.f1
1.0
"""

from protocol_nlp.evaluation.comparing import Comparison, compare
from protocol_nlp.evaluation.report import Report, evaluate

__all__ = ["Comparison", "Report", "compare", "evaluate"]
