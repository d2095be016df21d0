"""``protocol-nlp serve``: extraction over HTTP, within limits; needs ``protocol_nlp[serve]``.

Nothing of FastAPI is imported before :mod:`protocol_nlp.service.app` is.

>>> from protocol_nlp.service import ServiceLimits
>>> ServiceLimits(workers=2).body
16777216
"""

from protocol_nlp.service.limits import ServiceLimits

__all__ = ["ServiceLimits"]
