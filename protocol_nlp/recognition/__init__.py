"""People, organisations, roles and groups in a text, each with the words that name it.

>>> from protocol_nlp.recognition import find, roles
>>> text = "Поручить директору МКУ «Дороги» Жуку К.Л. и главам поселений района принять меры."
>>> [text[f.start : f.stop] for f in find(text)]
['МКУ «Дороги»', 'Жуку К.Л.']
>>> [text[f.start : f.stop] for f in roles(text, 9, len(text))]
['главам поселений района']
"""

from protocol_nlp.recognition.find import find
from protocol_nlp.recognition.found import Found, Slot
from protocol_nlp.recognition.roles import roles

__all__ = ["Found", "Slot", "find", "roles"]
