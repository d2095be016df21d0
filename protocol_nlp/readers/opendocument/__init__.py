"""OpenDocument text (.odt, .ott, flat .fodt): ISO/IEC 26300, ODF 1.3."""

from protocol_nlp.readers.opendocument.document import read_flat_odt, read_odt

__all__ = ["read_flat_odt", "read_odt"]
