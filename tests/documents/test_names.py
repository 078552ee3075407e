"""Names as tickets, visas and people write them, against the passport's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.documents.names import Likeness, compare, explain

SAME, MIDDLE, CUT = Likeness.SAME, Likeness.MIDDLE, Likeness.CUT
SWAPPED, DIFFERENT, UNKNOWN = Likeness.SWAPPED, Likeness.DIFFERENT, Likeness.UNKNOWN

PAIRS = [
    # As written and in the passport; small letters, spaces, commas and slashes are all one.
    ("WRIGHT, CALEB JOHN", "WRIGHT, CALEB JOHN", SAME),
    ("wright,caleb  john", "WRIGHT, CALEB JOHN", SAME),
    ("WRIGHT/CALEB JOHN", "WRIGHT, CALEB JOHN", SAME),
    ("WRIGHT/CALEBJOHN", "WRIGHT, CALEB JOHN", SAME),
    ("WRIGHT<<CALEB<JOHN", "WRIGHT, CALEB JOHN", SAME),
    ("Caleb John Wright", "WRIGHT, CALEB JOHN", SAME),
    ("Wright Caleb John", "WRIGHT, CALEB JOHN", SAME),
    ("VAN DER BERG, ANNA", "VANDERBERG, ANNA", SAME),
    # Titles.
    ("WRIGHT/CALEB JOHN MR", "WRIGHT, CALEB JOHN", SAME),
    ("WRIGHT/CALEBJOHNMR", "WRIGHT, CALEB JOHN", SAME),
    ("KIM/MINJUNMR", "KIM, MIN JUN", SAME),
    ("KIM/MINJUNMSTR", "KIM, MIN JUN", SAME),
    ("KIM/SORAMISS", "KIM, SO RA", SAME),
    ("KIM/SORA MRS", "KIM, SO RA", SAME),
    ("KIM/SORAMS", "KIM, SO RA", SAME),
    ("KIM/SORADR", "KIM, SO RA", SAME),
    ("Mr. Caleb John Wright", "WRIGHT, CALEB JOHN", SAME),
    ("WRIGHT, CALEB JOHN DR", "WRIGHT, CALEB JOHN", SAME),
    ("HASSAN/AMR", "HASSAN, AMR", SAME),
    ("HASSAN/AMRMR", "HASSAN, AMR", SAME),
    ("ADAMS/TEDMR", "ADAMS, TED", SAME),
    ("ADAMS/TEDMR", "ADAMS, TOD", DIFFERENT),
    # National letters, each as ICAO 9303 part 3, section 6, spells it.
    ("MUNOZ ORTEGA/LUCIA", "MUÑOZ ORTEGA, LUCÍA", SAME),
    ("MUNXXOZ ORTEGA/LUCIA", "MUÑOZ ORTEGA, LUCÍA", SAME),
    ("MUELLER/JOERG", "MÜLLER, JÖRG", SAME),
    ("MULLER/JORG", "MÜLLER, JÖRG", SAME),
    ("MUXXLLER/JOERG", "Müller, Jörg", SAME),
    ("MULER/JORG", "MÜLLER, JÖRG", DIFFERENT),
    ("MUELLER/JOERG", "MULLER, JORG", DIFFERENT),
    ("GROSSMANN/UWE", "GROẞMANN, UWE", SAME),
    ("Großmann, Uwe", "GROSSMANN, UWE", SAME),
    ("AASE/BJOERN", "ÅSE, BJØRN", SAME),
    ("ASE/BJORN", "ÅSE, BJØRN", SAME),
    ("THORSDOTTIR/AEDIS", "ÞÓRSDÓTTIR, ÆDÍS", SAME),
    ("LUKASZ/ZOLC", "ŁUKASZ, ŻÓŁĆ", SAME),
    ("DORDEVIC/DURDA", "ĐORĐEVIĆ, ĐURĐA", SAME),
    ("YILDIZ/IGDIR SULE", "YILDIZ, IĞDIR ŞULE", SAME),
    ("yıldız, ışıl", "YILDIZ, ISIL", SAME),
    ("Iclal, İbrahim", "ICLAL, IBRAHIM", SAME),
    ("IJSBRAND/LOES", "ĲSBRAND, LOES", SAME),
    ("COEUR/LOIC", "CŒUR, LOÏC", SAME),
    ("Nguyễn Văn Đức", "NGUYEN, VAN DUC", SAME),
    ("TRƯƠNG, MỸ LỆ", "TRUONG, MY LE", SAME),
    ("ALIYEV/ILHAM", "ƏLIYEV, İLHAM", SAME),
    ("Хрущёв, Никита", "KHRUSHCHEV, NIKITA", SAME),
    ("ЩЕРБАК, ЮЛИЯ", "SHCHERBAK, IULIIA", SAME),
    ("ЩЕРБАК, ЮЛИЯ", "SHCHERBAK, YULIYA", SAME),
    ("Ђорђевић, Јелена", "DORDEVIC, JELENA", SAME),
    ("ЩЕРБАК, ЮЛИЯ", "щербак, юлия", SAME),
    ("ЩЕРБАК, ЮЛИЯ", "ЩЕРБАК, ЮЛИЙ", DIFFERENT),
    ("ИВАНОВ, ПЁТР", "IVANOV, PAVEL", DIFFERENT),
    # Apostrophes and hyphens.
    ("OBRIEN/ENYA", "O'BRIEN, ENYA", SAME),
    ("O’Brien, Enya", "OBRIEN, ENYA", SAME),
    ("ANNE-MARIE SMITH", "SMITH, ANNE MARIE", SAME),
    ("SMITH/ANNEMARIE", "SMITH, ANNE-MARIE", SAME),
    ("SMITH JONES/SUSIE", "SMITH-JONES, SUSIE", SAME),
    ("SMITHJONES/SUSIE", "SMITH-JONES, SUSIE", SAME),
    # Korean names.
    ("KIM/MIN JUN", "KIM, MINJUN", SAME),
    ("KIM/MIN-JUN", "KIM, MINJUN", SAME),
    ("KIM/MINJAE", "KIM, MINJUN", DIFFERENT),
    ("김민준", "KIM, MIN JUN", SAME),
    ("김 민준", "GIM, MINJUN", SAME),
    ("이영희", "LEE, YOUNG HEE", SAME),
    ("이영희", "YI, YEONG HUI", SAME),
    ("이영희", "RHEE, YOUNGHEE", SAME),
    ("박지훈", "PARK, JI HOON", SAME),
    ("최은주", "CHOI, EUN JOO", SAME),
    ("정현우", "CHUNG, HYUN WOO", SAME),
    ("정현우", "JEONG, HYEONU", SAME),
    ("남궁민", "NAMGUNG, MIN", SAME),
    ("임수정", "LIM, SOO JUNG", SAME),
    ("김민준", "Min Jun Kim", SAME),
    ("박지훈", "KIM, MIN JUN", DIFFERENT),
    ("김민준", "김민준", SAME),
    ("김민준", "김민재", DIFFERENT),
    ("김조이", "KIM, ELIZABETH JOY", UNKNOWN),
    ("KIM, MINJUN (김민준)", "KIM, MIN JUN", SAME),
    # One name only.
    ("SUHARTO", "SUHARTO", SAME),
    ("SUHARTO/FNU", "SUHARTO", SAME),
    ("LNU/SUHARTO MR", "SUHARTO,", SAME),
    ("SUHARTO/SUHARTO", "SUHARTO", SAME),
    ("FNU SUHARTO", ", SUHARTO", SAME),
    ("SUKARNO", "SUHARTO", DIFFERENT),
    # Middle names.
    ("WRIGHT, CALEB", "WRIGHT, CALEB JOHN", MIDDLE),
    ("WRIGHT/CALEBMR", "WRIGHT, CALEB JOHN", MIDDLE),
    ("WRIGHT, CALEB J", "WRIGHT, CALEB JOHN", MIDDLE),
    ("WRIGHT, CALEB J.", "WRIGHT, CALEB JOHN", MIDDLE),
    ("WRIGHT/CALEBJ", "WRIGHT, CALEB JOHN", MIDDLE),
    ("Caleb Wright", "WRIGHT, CALEB JOHN", MIDDLE),
    ("WRIGHT, CALEB JOHN PAUL", "WRIGHT, CALEB JOHN", MIDDLE),
    ("WRIGHT, CALEB PAUL", "WRIGHT, CALEB JOHN PAUL", MIDDLE),
    ("LE, HOA", "LE, HOA THI PHUONG", MIDDLE),
    ("LE/HOA T P", "LE, HOA THI PHUONG", MIDDLE),
    ("MUELLER/JOERG", "MÜLLER, JÖRG ÖRJAN", MIDDLE),
    ("WRIGHT, JOHN", "WRIGHT, CALEB JOHN", DIFFERENT),
    ("WRIGHT, C JOHN", "WRIGHT, CALEB JOHN", DIFFERENT),
    ("WRIGHT, CALEB K", "WRIGHT, CALEB JOHN", DIFFERENT),
    ("WRIGHT, CALEB PAUL", "WRIGHT, CALEB JOHN", DIFFERENT),
    ("WRIGHT, JOHN CALEB", "WRIGHT, CALEB JOHN", DIFFERENT),
    ("WRIGHT", "WRIGHT, CALEB JOHN", DIFFERENT),
    ("SMITH, ANNE", "SMITH, ANNE-MARIE", DIFFERENT),
    # One letter, one name, one surname.
    ("RIVERA, THOMAS ANDRES", "RIVERA, TOMAS ANDRES", DIFFERENT),
    ("WRIGHT, KALEB", "WRIGHT, CALEB", DIFFERENT),
    ("RIGHT, CALEB", "WRIGHT, CALEB", DIFFERENT),
    ("WRIGTH, CALEB", "WRIGHT, CALEB", DIFFERENT),
    ("MUÑOZ, LUCÍA", "MUÑOZ ORTEGA, LUCÍA", DIFFERENT),
    ("ORTEGA/LUCIA", "MUÑOZ ORTEGA, LUCÍA", DIFFERENT),
    ("ORTEGA MUNOZ/LUCIA", "MUÑOZ ORTEGA, LUCÍA", DIFFERENT),
    ("KIMMIN/JUN", "KIM, MINJUN", DIFFERENT),
    # Surname and given names the wrong way round, though both say which is which.
    ("CALEB/WRIGHT", "WRIGHT, CALEB", SWAPPED),
    ("MINJUN, KIM", "KIM, MIN JUN", SWAPPED),
    ("LUCIA/MUNOZ ORTEGA MS", "MUÑOZ ORTEGA, LUCÍA", SWAPPED),
    # What a boarding pass and a zone cut.
    ("NILAVADHANANANDA/CHA", "NILAVADHANANANDA, CHAYAPA", CUT),
    ("PAPANDROPOULOUS/JONA", "PAPANDROPOULOUS, JONATHON ALEC", CUT),
    ("PAPANDROPO/J", "PAPANDROPOULOUS, JONATHON ALEC", DIFFERENT),
    (
        "BENNEL WOOLOO WARRAN WARNAM, DINGO POTO",
        "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL, DINGO POTOROO",
        CUT,
    ),
    (
        "BENNELONG WOOLOOMOOLOO WARRANDYTE W, DI",
        "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL, DINGO POTOROO",
        CUT,
    ),
    (
        "BENNELONG WOOLOOMOOLOO W W, DI",
        "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL, DINGO POTOROO",
        CUT,
    ),
    ("BENNEL WOOLOO, DINGO", "BENNELONG WOOLOOMOOLOO, DINGO", DIFFERENT),
    (
        "NILAVADHANANANDA, ARNPOL PETCH CHARONGU",
        "NILAVADHANANANDA, ARNPOL PETCH CHARONGUANG",
        CUT,
    ),
    # Other scripts, and nothing.
    ("王小明", "WANG, XIAOMING", UNKNOWN),
    ("王小明", "王小明", SAME),
    ("山田 太郎", "YAMADA, TARO", UNKNOWN),
    ("محمد", "MUHAMMAD", UNKNOWN),
    ("안나", "ERIKSSON, ANNA MARIA", UNKNOWN),
    ("", "WRIGHT, CALEB", UNKNOWN),
    ("WRIGHT, CALEB", " , ", UNKNOWN),
    ("", "", UNKNOWN),
    ("123", "-", UNKNOWN),
]


@pytest.mark.parametrize(("written", "passport", "likeness"), PAIRS)
def test_two_names(written: str, passport: str, likeness: Likeness) -> None:
    assert compare(written, passport) is likeness
    assert compare(passport, written) is likeness


@pytest.mark.parametrize(
    ("written", "passport", "said"),
    [
        ("MUNOZ ORTEGA/LUCIA", "MUÑOZ ORTEGA, LUCÍA", ""),
        (
            "RIVERA, THOMAS ANDRES",
            "RIVERA, TOMAS ANDRES",
            "given names differ: THOMAS ANDRES, in the passport TOMAS ANDRES",
        ),
        (
            "KIM/MINJAEMR",
            "KIM, MIN JUN",
            "given names differ: MINJAE, in the passport MIN JUN",
        ),
        (
            "WRIGHT, CALEB",
            "WRIGHT, CALEB JOHN",
            "middle names are missing: CALEB, in the passport CALEB JOHN",
        ),
        (
            "WRIGHT/CALEB J",
            "WRIGHT, CALEB JOHN",
            "middle names are shortened: CALEB J, in the passport CALEB JOHN",
        ),
        (
            "WRIGHT, CALEB JOHN PAUL",
            "WRIGHT, CALEB JOHN",
            "there are more middle names than in the passport: CALEB JOHN PAUL,"
            " in the passport CALEB JOHN",
        ),
        (
            "WRIGHT, JOHN",
            "WRIGHT, CALEB JOHN",
            "the first given name is missing: JOHN, in the passport CALEB JOHN",
        ),
        (
            "MUÑOZ, LUCÍA",
            "MUÑOZ ORTEGA, LUCÍA",
            "part of the surname is missing: MUÑOZ, in the passport MUÑOZ ORTEGA",
        ),
        (
            "MUNOZ ORTEGA/LUCIA",
            "MUÑOZ, LUCÍA",
            "the surname has more than the passport's: MUNOZ ORTEGA, in the passport MUÑOZ",
        ),
        (
            "ORTEGA MUNOZ/LUCIA",
            "MUÑOZ ORTEGA, LUCÍA",
            "surname differs: ORTEGA MUNOZ, in the passport MUÑOZ ORTEGA",
        ),
        (
            "KIM/SORA",
            "LEE, MIN JUN",
            "surname and given names differ: KIM, SORA, in the passport LEE, MIN JUN",
        ),
        (
            "CALEB/WRIGHT",
            "WRIGHT, CALEB",
            "surname and given names are swapped: CALEB, WRIGHT, in the passport WRIGHT, CALEB",
        ),
        (
            "PAPANDROPOULOUS/JONA",
            "PAPANDROPOULOUS, JONATHON ALEC",
            "the name is cut: PAPANDROPOULOUS, JONA, in the passport"
            " PAPANDROPOULOUS, JONATHON ALEC",
        ),
        (
            "CALEB WRIHT",
            "WRIGHT, CALEB",
            "the name differs: CALEB WRIHT, in the passport WRIGHT, CALEB",
        ),
        (
            "王小明",
            "WANG, XIAOMING",
            "the names cannot be compared: 王小明, in the passport WANG, XIAOMING",
        ),
        ("", "WANG, XIAOMING", "there is no name to compare"),
        ("WANG, XIAOMING", "", "there is no name in the passport to compare with"),
    ],
)
def test_the_difference_in_a_sentence(written: str, passport: str, said: str) -> None:
    assert explain(written, passport) == said


written = (
    st.text(max_size=40)
    | st.text("ABCMRS ÄÜÑØ'-,/<Łжя김민", max_size=24)
    | st.sampled_from([name for pair in PAIRS for name in pair[:2]])
)


@given(written, written)
def test_two_names_in_either_order_are_as_alike(one: str, other: str) -> None:
    assert compare(one, other) is compare(other, one)
    assert (explain(one, other) == "") is (compare(one, other) is SAME)


@given(written)
def test_a_name_is_itself(name: str) -> None:
    expected = SAME if any(char.isalpha() for char in name) else UNKNOWN
    assert compare(name, name) is expected


LETTERS = "ABCDEFGHIJKLOPQTUVWXYZ"
"""Those of which no title is made, and no FNU."""


@given(
    st.text(LETTERS, min_size=2, max_size=8),
    st.lists(st.text(LETTERS, min_size=2, max_size=8), min_size=1, max_size=3),
    st.data(),
)
def test_one_letter_more_in_the_first_name_is_another_name(
    surname: str, given: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(given[0]) - 1))
    other = given[0][:place] + "Ж" + given[0][place:]
    passport = f"{surname}, {' '.join(given)}"
    assert compare(f"{surname}/{other.replace('Ж', 'S')} {' '.join(given[1:])}", passport) is (
        DIFFERENT
    )
    assert compare(f"{surname}/{''.join(given)}", passport) is SAME
    if len(given) > 1:
        assert compare(f"{surname}/{given[0]}", passport) is MIDDLE
