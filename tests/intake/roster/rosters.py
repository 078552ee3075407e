"""Rosters of several systems, made by hand. Nobody in them exists."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook

FORM = """\
Timestamp,Email Address,Legal First Name,Middle Name,Legal Last Name,What name do you prefer?,\
Date of Birth,Gender,T-shirt size,Cell phone,Passport Number,Passport Expiration Date,\
Passport Country of Issue,Emergency Contact Name,Emergency Contact Phone,\
Do you have any allergies?,Parent's email
2/13/2026 9:05:11,hana.park@post.example,Hana,Joy,Park,Hannah,3/9/1999,Female,M,\
(312) 555-0141,X7654321,11/30/2031,United States,Dan Park,312-555-0142,none,
2/14/2026 18:30:00,li.wei@post.example,Wei,,Li,,12/25/2001,Male,L,+1 312 555 0143,E12345678,\
5/4/2030,China,Li Na,+86 10 5555 0144,Peanuts,
"""
"""A web form's answers, month first."""

GERMAN = (
    "Nachname;Vorname;Geburtsdatum;Geschlecht;E-Mail;Handynummer;Staatsangehörigkeit;"
    "Ernährung;Größe\r\n"
    "Müller;Änne;25.03.1988;weiblich;aenne@post.example;+49 170 5550145;DE;vegetarisch;38\r\n"
    "von der Heide;Jörg;04.05.1979;männlich;joerg@post.example;+49 170 5550146;Germany;;52\r\n"
).encode("cp1252")
"""A church database's export, Windows-1252, semicolons, day first."""

KOREAN = (
    "성명\t영문 이름\t생년월일\t성별\t휴대폰\t이메일\t여권번호\t여권 만료일\t비고\n"
    "김민준\tKIM MINJUN\t1995년 3월 2일\t남\t010-5555-0147\tminjun@post.example\tM12345678"
    "\t2030-08-01\t없음\n"
    "박서연\tPARK SEOYEON\t2001. 11. 30.\t여\t010-5555-0148\tseoyeon@post.example\tM23456789"
    "\t2029-01-15\t\n"
).encode("cp949")
"""A Korean list in CP949, tabs."""

CHINESE = (
    "姓名,性别,出生日期,手机号,邮箱,护照号码,紧急联系人,紧急联系电话\n"
    "王秀英,女,1990-07-15,138 5555 0149,xiuying@post.example,E23456789,王伟,139 5555 0150\n"
    "李娜,女,1993/1/8,138 5555 0151,lina@post.example,E34567890,李强,139 5555 0152\n"
).encode("gb18030")
"""A Chinese list in GB18030."""

DATABASE = "\ufeffName,Sex,DOB,Home\nKim, Min Jun,M,1995-03-02,x\n".encode("utf-16")
"""UTF-16; its name is not in quotation marks, so a cell is too many."""

TITLED = """\
Maple Street Fellowship,,,
Summer team,,,
,,,
Participant,Birthday,Email,Phone
"Kim, Min Jun",1995-03-02,minjun@post.example,312-555-0153
Ana de la Cruz,1988-07-21,ana@post.example,312-555-0154
"""
"""Lines of titles above the heading."""

BARE = """\
A,B,C,D
Sora Kim,sora@post.example,F,5/6/2010
Ben Ode,ben@post.example,M,17/8/1992
"""
"""Headings that say nothing."""


def workbook() -> bytes:
    """A form's answers as a workbook: real date cells, numbers as numbers, a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Form Responses 1"
    sheet.append(["Full Name", "DOB", "Phone", "Passport #", "Passport exp. date", "Blood type"])
    sheet.append(["Ode, Ben", date(1992, 8, 17), 3125550155, 512345678, date(2028, 2, 29), "O+"])
    sheet.append(["=1+1, Eve", date(2000, 2, 29), 3125550156, 512345679, None, None])
    book.create_sheet("Payments").append(["x"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
