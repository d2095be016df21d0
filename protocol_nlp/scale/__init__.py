"""Whole folders: in many processes, in shards, killed at any moment and gone on with.

>>> from protocol_nlp.scale import Shard
>>> Shard.parse("3/16")
Shard(number=3, of=16)
"""

from protocol_nlp.scale.folder import Job, Tally, extract_folder
from protocol_nlp.scale.lines import LinesError
from protocol_nlp.scale.shard import Shard

__all__ = ["Job", "LinesError", "Shard", "Tally", "extract_folder"]
