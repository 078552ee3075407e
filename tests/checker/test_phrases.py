"""The word list against phrases that teams write: nothing missed, no false alarm."""

from __future__ import annotations

import tomllib
from pathlib import Path

from missions.checker import default_words, lists
from missions.checker.folding import fold_phrase
from tests.checker.phrases import false_alarms, figures, missed, phrases, words

ROOT = Path(__file__).parents[2]
LISTS = sorted(Path(lists.__file__).with_name("words").glob("*.toml"))


def test_nothing_is_missed_and_nothing_alarms_in_vain() -> None:
    assert (missed(), false_alarms()) == ([], [])


def test_the_sets_are_large_and_no_phrase_stands_twice() -> None:
    caught, passing = phrases("caught"), phrases("let_pass")

    assert (len(caught) >= 330, len(passing) >= 660) == (True, True)
    assert len({phrase.text for phrase in caught}) == len(caught)
    assert len({(phrase.text, phrase.language) for phrase in passing}) == len(passing)
    assert {phrase.text for phrase in caught} & {phrase.text for phrase in passing} == set()


def test_the_record_says_the_figures_as_they_are() -> None:
    record = (ROOT / "decisions" / "0007-checker.md").read_text("utf-8")
    rows = [
        f"| {language} | {caught} | {lost} | {passing} | {alarms} |"
        for language, (caught, lost, passing, alarms) in figures().items()
    ]

    assert [row for row in rows if row not in record] == []


def test_no_term_stands_twice_in_the_word_list() -> None:
    folded = [fold_phrase(term.text).replace(" ", "") for term in default_words()]

    assert sorted({text for text in folded if folded.count(text) > 1}) == []


def test_every_term_of_the_word_list_is_found_where_it_stands_alone() -> None:
    alone = [term.text for term in default_words() if not words().find(term.text)]

    assert alone == []


def test_every_neutral_word_is_neutral() -> None:
    plain = {term.plain for term in default_words()}

    assert {"Meeting", "Host", "Visit", "Site", "모임", "담당자", "见面", "聯絡人"} <= plain
    assert {word: words().find(word) for word in plain if words().find(word)} == {}


def test_every_exception_belongs_to_a_term_and_holds_it() -> None:
    astray = []
    for path in LISTS:
        listed = tomllib.loads(path.read_text("utf-8"))
        terms = {
            term
            for group in listed.get("group", ())
            for name, terms in group.items()
            if name != "plain"
            for term in terms
        }
        for term, excepts in listed.get("excepts", {}).items():
            held = [other for other in excepts if fold_phrase(term) not in fold_phrase(other)]
            held = [o for o in held if fold_phrase(term).replace(" ", "") not in fold_phrase(o)]
            if term not in terms or held:
                astray.append((path.name, term, held))

    assert astray == []
