"""One reading of one word form: what the dictionary, or its guess, says of it."""

from __future__ import annotations

from typing import NamedTuple

from protocol_nlp.records import Case

__all__ = ["Parse"]


class Parse(NamedTuple):
    """A reading of a word form in the terms of OpenCorpora's tag set.

    ``lemma`` is lower case, as the dictionary has it.  ``case`` folds the second
    genitive, accusative and locative into the first.  ``score`` is P(reading | word),
    the readings of a word adding up to about 1.  ``known`` tells a reading that stands
    in the dictionary from one guessed by suffix, prefix or hyphen.  ``tag`` is the whole
    tag, for those who need what the fields leave out; ``index`` the reading's place
    among those of its word.

    Source: http://opencorpora.org/dict.php?act=gram

    >>> Parse("Орлову", "орлов", "NOUN", "datv", "masc", "sing").case
    'datv'
    """

    word: str
    lemma: str
    part_of_speech: str | None = None
    case: Case | None = None
    gender: str | None = None
    number: str | None = None
    animacy: str | None = None
    is_surname: bool = False
    is_name: bool = False
    is_patronymic: bool = False
    is_abbreviation: bool = False
    is_indeclinable: bool = False
    is_place: bool = False
    is_organization: bool = False
    score: float = 0.0
    known: bool = True
    tag: str = ""
    index: int = 0  # type: ignore[assignment]  # the field, not the method of tuples

    @property
    def is_noun(self) -> bool:
        """Whether the reading is a noun.

        >>> Parse("орлу", "орёл", "NOUN").is_noun
        True
        """
        return self.part_of_speech == "NOUN"

    @property
    def is_adjectival(self) -> bool:
        """Whether the reading declines and agrees as an adjective does: ADJF or PRTF.

        >>> Parse("главному", "главный", "ADJF").is_adjectival
        True
        """
        return self.part_of_speech in {"ADJF", "PRTF"}
