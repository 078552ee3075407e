"""Which encoding a file was saved in, and what is said about it."""

from __future__ import annotations

import codecs

import pytest

from missions.intake.faults import Findings
from missions.intake.rows import PersonRow
from missions.intake.sources.csv_file import read_csv
from missions.intake.sources.decode import Undecodable, decode

KOREAN = "key,legal_name,note\nminh,김민준,아침 식사 후 회의\nsora,최수빈,서울특별시 마포구\n"
CHINESE = "key,legal_name,note\nli,李明,早餐后开会\nwang,王芳,吉林省延吉市光明街\n"
WESTERN = "key,legal_name,note\njose,José Muñoz,“mañana” – à Zoë\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (KOREAN, "utf-8", ""),
        (KOREAN, "utf-8-sig", ""),
        (KOREAN, "utf-16", "UTF-16"),
        (KOREAN, "utf-16-le", "UTF-16"),
        (KOREAN, "utf-16-be", "UTF-16"),
        (KOREAN, "cp949", "CP949 (Korean)"),
        ("name\n홍길동\n", "cp949", "CP949 (Korean)"),
        ("a\n뷁쉛 똠방각하 펲시콜라\n", "cp949", "CP949 (Korean)"),
        (CHINESE, "gb18030", "GB18030 (Chinese)"),
        ("name\n张伟;陈静;欧阳娜娜\n", "gb18030", "GB18030 (Chinese)"),
        (WESTERN, "cp1252", "Windows-1252"),
        ("name\nPeña\n", "cp1252", "Windows-1252"),
        ("name\nMüller;Jörg\n", "cp1252", "Windows-1252"),
        ("plain", "ascii", ""),
        ("", "ascii", ""),
    ],
)
def test_the_encoding_is_recognised(text: str, codec: str, name: str) -> None:
    assert decode(text.encode(codec)) == (text, name)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03" * 40,
        b"key,name\x00\n",
        codecs.BOM_UTF16_LE + b"a",
        codecs.BOM_UTF8 + b"\xff",
        b"caf\x81 \x8d",
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(Undecodable):
        decode(data)


@pytest.mark.parametrize(
    ("text", "codec", "notices"),
    [
        ("key,legal_name\nminh,김민준\n", "utf-8-sig", []),
        (
            "key;legal_name\nminh;김민준\n",
            "cp949",
            [
                "people.csv: Read as CP949 (Korean); it will be saved as UTF-8.",
                "people.csv: Its cells are separated by semicolons.",
            ],
        ),
        (
            "key\tlegal_name\nminh\t김민준\n",
            "utf-16",
            [
                "people.csv: Read as UTF-16; it will be saved as UTF-8.",
                "people.csv: Its cells are separated by tabs.",
            ],
        ),
        (
            '"Legal Name";"Key, short"\r\n"김민준";"x"\r\n',
            "utf-8",
            ["people.csv: Its cells are separated by semicolons."],
        ),
        (
            "key,legal_name\nminh,김민\u0007준\n",
            "utf-8",
            ["people.csv: Invisible control characters were left out."],
        ),
    ],
)
def test_a_notice_says_how_a_file_was_read(text: str, codec: str, notices: list[str]) -> None:
    findings = Findings()
    sheet = read_csv("people.csv", text.encode(codec), PersonRow, findings)
    assert sheet is not None
    assert ("김민준" in sheet.rows[0], findings.faults) == (True, [])
    assert [str(notice) for notice in findings.notices] == notices
