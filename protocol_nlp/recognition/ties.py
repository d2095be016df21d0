"""What ties mentions together: positions to people, brackets to their hosts, cases to both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from protocol_nlp.lexicon import rules
from protocol_nlp.recognition.arbitration import Choice
from protocol_nlp.recognition.found import Found, Slots
from protocol_nlp.recognition.governors import asked, only_case
from protocol_nlp.recognition.heads import body, lemmas, listed
from protocol_nlp.recognition.offices import Office
from protocol_nlp.recognition.words import Form, Words, sense
from protocol_nlp.records import Case

__all__ = ["Ties"]

_DASHES = frozenset("–—-−")
_OPENINGS = frozenset("(,;:.")
_NEAR = 12  # characters of a preposition and the space after it
_NAMED = 12  # words of a bracket before the name in question
_HONOURS, _HONOURED = 4, 60  # titles before a name, and characters that one may take
_MARK = 6  # words of a mark between a name and its position: «(RQ0AB)», «(по телефону)»


@cache
def _honoured() -> frozenset[str]:
    return listed("titles") | listed("degrees")


class Ties:
    """The ties between the mentions and positions of one text."""

    def __init__(self, words: Words, chosen: Sequence[Choice], posts: Sequence[Office]) -> None:
        self._words = words
        self._starts = {post.start: post for post in posts}
        self._stops = {post.stop: post for post in posts}
        self._people = {c.start: c for c in chosen if c.is_person}
        self._bodies = {c.stop: c for c in chosen if not c.is_person}
        self._persons_by_stop = {c.stop: c for c in chosen if c.is_person}
        self._before = {c.start: self._office_before(c) for c in chosen if c.is_person}

    # -- positions ----------------------------------------------------------------

    def position(self, choice: Choice) -> tuple[int, int] | None:
        """The offsets of the position words that stand with a person, or None."""
        if not choice.is_person:
            return None
        before = self._before[choice.start]
        label = bool(before) and self._words.words[choice.start - 1] in _DASHES
        posts = (label and self._after(choice)) or before or self._after(choice)
        return self._words.span(posts[0].start, posts[-1].stop) if posts else None

    def _office_before(self, choice: Choice) -> list[Office]:
        """«заместителя главы района, начальника отдела Жукова»: the positions that end here."""
        end = self._skip_titles(choice.start)
        if self._in_agreeing_bracket(choice):
            return [self._stops[choice.start - 1]]
        if self._labelled(choice, end):
            return [self._stops[end - 1]]
        if self._signed(choice, end):
            return [self._stops[end]]
        posts: list[Office] = []
        while end in self._stops and not self._words.broken(end):
            post = self._stops[end]
            posts.insert(0, post)
            if post.start == 0 or post.start - 1 in self._persons_by_stop:
                break
            joint = self._words.words[post.start - 1]
            previous = self._stops.get(post.start - 1)
            if previous is None or not self._compound(previous, post, joint):
                break
            end = post.start - 1
        return posts

    def _in_agreeing_bracket(self, choice: Choice) -> bool:
        """«мастеру участка (Жуку К.Л.)»: a bracket in the position's own case."""
        words, opening = self._words.words, choice.start - 1
        if opening not in self._stops or words[opening] != "(":
            return False
        person = choice.person
        if (
            person is None
            or person.surname is None
            or words[choice.stop : choice.stop + 1] != [")"]
        ):
            return False
        found = sense(self._words.lower[person.surname[1] - 1])
        cases = {f.case for f in (*found.nouns, *found.adjectives)}
        own = {f.case for f in _singular(self._stops[opening].forms)}
        return "nomn" not in own and "nomn" not in cases and bool(own & cases)

    def _labelled(self, choice: Choice, end: int) -> bool:
        """«(секретарь комиссии – Жук К.Л.)»: a dash between position and name, at an opening."""
        words = self._words
        post = self._stops.get(end - 1)
        if post is None or end != choice.start or words.words[end - 1] not in _DASHES:
            return False
        if words.broken(end) or not any(f.case == "nomn" for f in _singular(post.forms)):
            return False
        return words.broken(post.start) or words.words[post.start - 1] in _OPENINGS

    def _signed(self, choice: Choice, end: int) -> bool:
        """A line with a position above a line with a name and nothing else: a signature."""
        words = self._words
        if end != choice.start or not words.broken(end) or end not in self._stops:
            return False
        alone = choice.stop == len(words) or words.broken(choice.stop)
        return alone and words.broken(self._stops[end].start)

    def _skip_titles(self, i: int) -> int:
        """Past ranks, degrees and forms of address: «подполковник полиции», «к.т.н., доцент»."""
        words = self._words
        for _ in range(_HONOURS):
            if i == 0 or words.broken(i):
                break
            last = words.lower[i - 1]
            if last not in listed("honour_ends") and lemmas(last).isdisjoint(_honoured()):
                break
            before = words.text[max(0, words.starts[i] - _HONOURED) : words.starts[i]]
            found = rules("recognition", "honours").first(before)
            if found is None:
                break
            i = words.at(words.starts[i] - len(found[1].group()))
        return i

    def _compound(self, first: Office, second: Office, joint: str) -> bool:
        """Whether two positions in a row are one person's."""
        cases = {f.case for f in first.forms if f.number == "sing"}
        same = cases & {f.case for f in second.forms if f.number == "sing"}
        if not same:
            return False
        deputy = self._words.lower[first.head].startswith("замест")
        return joint in _DASHES or (joint == "," and deputy)

    def _after(self, choice: Choice) -> list[Office]:
        """«Жуков К.Л., заместитель главы – начальник отдела»: what follows the name."""
        words = self._words
        i = self._after_bracket(choice.stop)
        if i + 1 >= len(words) or words.words[i] not in (",", *_DASHES, "("):
            return []
        if words.broken(i) and not self._hanging(i):
            return []
        posts: list[Office] = []
        at = i + 1
        while at in self._starts and not words.broken(at):
            post = self._starts[at]
            if self._belongs_to_next(post) or not _singular(post.forms):
                break
            posts.append(post)
            joint = words.words[post.stop] if post.stop < len(words) else ""
            if joint not in (",", "и", *_DASHES):
                break
            following = self._starts.get(post.stop + 1)
            if following is None or not _same_case(post, following):
                break
            at = post.stop + 1
        return posts

    def _after_bracket(self, i: int) -> int:
        """Past a callsign or a mark in brackets: «Гусев П.К. (RQ0AB), механик»."""
        words = self._words.words
        if i + 2 < len(words) and words[i] == "(" and i + 1 not in self._starts:
            for k in range(i + 1, min(i + _MARK, len(words))):
                if words[k] == ")":
                    return k + 1
        return i

    def _hanging(self, i: int) -> bool:
        """A dash that opens the line under a name: «Жук К.Л. / – мастер участка»."""
        words = self._words
        gap = words.text[words.stops[i - 1] : words.starts[i]]
        return words.words[i] in _DASHES and gap.count("\n") == 1 and i + 1 in self._starts

    def _belongs_to_next(self, post: Office) -> bool:
        words, k = self._words, post.stop
        if k < len(words) and words.words[k] in _DASHES:  # «…, казначей – Жук К.Л.»
            k += 1
        return k in self._people and not words.broken(k)

    # -- hosts --------------------------------------------------------------------

    def host(self, choice: Choice) -> tuple[int, int] | None:
        """The offsets of the body, role or person right before the bracket of this mention."""
        words, i = self._words, choice.start
        opening = self._opening(i)
        if opening is None or opening == 0:
            return None
        if choice.is_person:
            host = self._bodies.get(opening)
            if host is not None:
                return words.span(host.start, host.stop)
            post = self._stops.get(opening)
            return words.span(post.start, post.stop) if post else None
        person = self._persons_by_stop.get(opening)
        return words.span(person.start, person.stop) if person else None

    def _opening(self, i: int) -> int | None:
        """The bracket that a mention at word ``i`` stands in, with nothing but names before it."""
        words = self._words.words
        for k in range(i - 1, max(i - _NAMED, -1), -1):
            if words[k] == "(":
                return k
            if not (words[k] in (",", ".", "и", "т", "тов", "+", ";") or words[k][0].isupper()):
                return None
        return None

    # -- cases --------------------------------------------------------------------

    def case(self, choice: Choice, slots: Slots, before: Found | None) -> Case | None:
        """The case in which the mention stands, as far as anything but its own form tells."""
        if not choice.is_person:
            return self._of_body(choice, slots)
        if self.host(choice) is not None:
            return self._bracketed(choice)
        posts = self._before[choice.start]
        if posts:
            return self._of_position(posts[0], slots)
        asking = self._asked(choice.start, slots)
        if asking or (before is not None and self._listed_after(choice, before)):
            return asking or (before.case if before else None)
        posts = self._after(choice)
        return only_case(_singular(posts[0].forms)) if posts else None

    def _asked(self, i: int, slots: Slots) -> Case | None:
        return asked(self._words.text, self._words.starts[i], slots)

    def _of_body(self, choice: Choice, slots: Slots) -> Case | None:
        """What the head may be; where that leaves several, the one that is asked for."""
        forms = self._head_forms(choice)
        own = only_case(forms)
        if own:
            return own
        asking = self._asked(choice.start, slots) or self._entered(choice.start)
        return asking if not forms or asking in {form.case for form in forms} else None

    def _entered(self, i: int) -> Case | None:
        """«представить в министерство»: the accusative, where the form may be one."""
        start = self._words.starts[i]
        before = self._words.text[max(0, start - _NEAR) : start]
        return "accs" if rules("recognition", "into").finds(before) else None

    def _of_position(self, post: Office, slots: Slots) -> Case | None:
        asking = self._asked(post.start, slots)
        forms = _singular(post.forms)
        possible = {f.case for f in forms}
        if asking in possible:
            return asking
        agreed = _agreed(self._words, post.start, post.head, forms)
        return only_case(agreed or forms)

    def _bracketed(self, choice: Choice) -> Case | None:
        person = choice.person
        word = self._words.lower[person.surname[1] - 1] if person and person.surname else None
        if word is None:
            return "nomn"
        found = sense(word)
        cases = {f.case for f in (*found.nouns, *found.adjectives)}
        return "datv" if "datv" in cases and "nomn" not in cases else "nomn"

    def _listed_after(self, choice: Choice, before: Found) -> bool:
        words = self._words
        between = words.text[before.stop : words.starts[choice.start]].strip()
        return between in (",", "и", ", и", ";", "+") and before.host is None

    def _head_forms(self, choice: Choice) -> list[Form]:
        """What the head of a body may be where it stands, its adjectives considered."""
        if choice.body is None:
            return []
        words, head = self._words, choice.body.head
        forms = [f for f in body(words.lower[head]) if f.number == "sing"]
        return _agreed(words, choice.start, head, forms)


def _singular(forms: Sequence[Form]) -> list[Form]:
    return [form for form in forms if form.number != "plur"]


def _agreed(words: Words, start: int, head: int, forms: Sequence[Form]) -> list[Form]:
    """Those of ``forms`` that the words before the head agree with."""
    out = list(forms)
    for k in range(start, head):
        found = sense(words.lower[k]).adjectives
        fitting = [f for f in out if any((a.case, a.number) == (f.case, f.number) for a in found)]
        out = fitting or out
    return out


def _same_case(first: Office, second: Office) -> bool:
    return bool(
        {f.case for f in _singular(first.forms)} & {f.case for f in _singular(second.forms)}
    )
