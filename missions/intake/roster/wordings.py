"""How other systems head the columns that people.csv and documents.csv have."""

from __future__ import annotations

import re
from functools import cache

from missions.intake.columns import columns_of, folded, headings_of
from missions.intake.rows import PersonRow

PASSPORT = {
    "passport_number": "number",
    "passport_country": "country",
    "passport_issued": "issued",
    "passport_expires": "expires",
}
"""Targets that become a row of documents.csv → that row's attribute."""

MIDDLE = "middle_name"
"""A target that joins the given names: passports have no middle name."""

TARGETS = (*(column.attribute for column in columns_of(PersonRow)), MIDDLE, *PASSPORT)
"""Every column that a roster's may become."""

NOTHING = "-"
"""A heading that is known, and has no place here."""

_SAID = {
    "key": "handle|trip key",
    "legal_name": ""
    "name|full legal name|legal name|participant name|participant|name (as on passport)"
    "|name on passport|passport name|name as it appears on passport|vollständiger name"
    "|nombre completo|nom complet|성명|이름|성함|여권 이름|영문 이름|영문성명|영문명|姓名"
    "|英文姓名|护照姓名|氏名|your name|member name|volunteer name|traveler name"
    "|traveller name|student name",
    "surname": "last name|last|family name|surname (passport)|nachname|familienname|apellido"
    "|apellidos|nom|nom de famille|성|영문 성|姓|姓氏|passport last name|legal last name",
    "given_names": "first name|first|given name|given names|forename|first and middle name"
    "|first & middle name|vorname|vornamen|nombre|nombres|prénom|prenom|영문 이름 (이름)"
    "|名|名字|legal first name|passport first name",
    MIDDLE: "middle name|middle|second name|middle names|zweiter vorname|segundo nombre",
    "preferred_name": ""
    "preferred name|nickname|goes by|known as|called|rufname|name tag|badge name"
    "|what should we call you|별명|닉네임|昵称|apodo",
    "local_name": ""
    "korean name|chinese name|japanese name|native name|name in native script|한글 이름"
    "|한글이름|한글 성명|한글명|中文姓名|中文名|name in korean|name in chinese",
    "role": "role|team role|position|rolle|역할|직책|角色|职务",
    "birth_date": ""
    "dob|d.o.b.|birth date|date of birth|birthdate|birthday|birth|born|geburtsdatum"
    "|geburtstag|fecha de nacimiento|date de naissance|생년월일|생일|出生日期|生日"
    "|生年月日|date of birth (mm/dd/yyyy)|date of birth (dd/mm/yyyy)|dob (mm/dd/yyyy)",
    "gender": "gender|sex|m/f|geschlecht|género|sexo|sexe|성별|性别|性別",
    "nationality": ""
    "nationality|citizenship|country of citizenship|staatsangehörigkeit|nationalität"
    "|nacionalidad|nationalité|국적|国籍|國籍",
    "email": "email|e-mail|e-mail address|email address|mail|e-mail-adresse|correo electrónico"
    "|correo|courriel|이메일|이메일 주소|메일|邮箱|电子邮件|电子邮箱|電郵|username",
    "phone": "phone|cell|cell phone|mobile|mobile phone|phone number|mobile number|telephone"
    "|telefon|handy|handynummer|teléfono|téléphone|전화|전화번호|휴대폰|휴대전화|핸드폰"
    "|연락처|电话|手机|手机号|手机号码|whatsapp|primary phone",
    "diet": "diet|dietary|dietary needs|dietary restrictions|dietary requirements"
    "|food restrictions|special diet|ernährung|dieta|식단|음식 제한|饮食|饮食要求",
    "allergies": ""
    "allergies|allergy|food allergies|allergies (food or medicine)|allergien|alergias"
    "|알레르기|알러지|过敏|过敏史",
    "medication": ""
    "medication|medications|current medications|medicine|medikamente|복용약|복용 약물"
    "|药物",
    "blood_type": "blood type|blood group|blutgruppe|혈액형|血型",
    "emergency_name": "emergency contact|emergency contact name|emergency name|ice contact"
    "|name of emergency contact|notfallkontakt|contacto de emergencia|비상 연락처 이름"
    "|비상연락인|비상연락처 성명|紧急联系人|紧急联系人姓名",
    "emergency_relation": ""
    "emergency contact relationship|emergency contact relation|relationship"
    "|relationship to emergency contact|emergency relationship|비상연락처 관계|관계"
    "|与紧急联系人关系",
    "emergency_phone": "emergency contact phone|emergency phone|emergency contact number"
    "|emergency contact phone number|emergency number|ice phone|notfallnummer|비상연락처"
    "|비상 연락처|비상 연락처 전화|비상연락망|紧急联系电话|紧急联系人电话",
    "guardians": "guardian key|guardian keys",
    "groups": "group|groups|team|small group|조|그룹|팀|小组",
    "skills": "skills|skill|talents|gifts|fähigkeiten|특기|技能",
    "languages": "languages|language|languages spoken|sprachen|idiomas|언어|语言",
    "drives": "can drive|drives|driver|can you drive|licensed driver",
    "joins": "joins|arrival date|joins on",
    "leaves": "leaves|departure date|leaves on",
    "passport_number": ""
    "passport|passport number|passport no|passport no.|passport #|passport num"
    "|reisepassnummer|passnummer|número de pasaporte|numéro de passeport|여권번호"
    "|여권 번호|护照号|护照号码|護照號碼",
    "passport_country": ""
    "passport country|country of issue|passport issuing country|issuing country"
    "|passport country of issue|place of issue|여권 발급국|여권발급국가|护照签发国|签发国",
    "passport_issued": ""
    "passport issue date|passport issued|passport date of issue|date of issue|issue date"
    "|여권 발급일|여권발급일|签发日期|护照签发日期",
    "passport_expires": ""
    "passport expiration date|passport expiration|passport expiry|passport expiry date"
    "|passport expires|passport exp|passport exp date|passport exp. date|expiration date"
    "|expiry date|date of expiry|여권 만료일|여권만료일|护照有效期|有效期|护照到期日",
    NOTHING: ""
    "member id|person id|id|timestamp|t-shirt size|t shirt size|shirt size|tshirt|size|age"
    "|address|street|city|state|zip|zip code|postal code|country|home address"
    "|occupation|church|school|grade|payment|amount paid"
    "|comments|notes|signature|id number|title|prefix"
    "|suffix|#|no.|row|등록일|타임스탬프|티셔츠 사이즈|주소|나이|교회|비고|时间戳|地址"
    "|年龄|备注|größe|adresse|anmerkungen|emergency contact email|parent email"
    "|guardian email|parent phone|home phone|work phone|parent name|guardian name"
    "|visa number|visa expiration date|submitted at",
}

_WITHIN = (
    (
        NOTHING,
        r"(?=.*(?:visa|driver'?s? licen[cs]e|shirt|parent|spouse|pastor|reference|insurance))",
    ),
    ("emergency_phone", r"(?=.*emergency)(?=.*(?:phone|number|tel|cell|mobile))"),
    ("emergency_relation", r"(?=.*emergency)(?=.*relation)"),
    (NOTHING, r"(?=.*emergency)(?=.*(?:mail|address))"),
    ("emergency_name", r"(?=.*emergency)(?=.*(?:contact|name|person))"),
    ("passport_expires", r"(?=.*(?:passport|여권|护照))(?=.*(?:exp|valid|만료|到期|有效))"),
    (
        "passport_issued",
        r"(?=.*(?:passport|여권|护照))(?=.*(?:date of issue|issue date|issued|발급일))",
    ),
    ("passport_country", r"(?=.*passport)(?=.*(?:country|issu|nation))"),
    ("surname", r"(?=.*(?:last|family|sur)[ -]?name)"),
    ("given_names", r"(?=.*(?:first|given|fore)[ -]?name)"),
    ("legal_name", r"(?=.*passport)(?=.*name)"),
    ("passport_number", r"(?=.*passport)(?=.*(?:number|no\b|#|num\b))"),
    ("birth_date", r"(?=.*(?:birth|\bdob\b|\bborn\b))(?!.*(?:place|country|city))"),
    ("preferred_name", r"(?=.*(?:prefer|nick))(?=.*name)"),
    ("allergies", r"(?=.*allerg)"),
    ("medication", r"(?=.*(?:medication|medicine))"),
    ("diet", r"(?=.*(?:diet|food))"),
    ("blood_type", r"(?=.*blood)"),
    ("email", r"(?=.*e-?mail)"),
    ("phone", r"(?=.*(?:phone|mobile|\bcell\b))"),
    ("gender", r"(?=.*\b(?:gender|sex)\b)"),
    ("nationality", r"(?=.*(?:citizen|nationality))"),
    ("languages", r"(?=.*language)"),
    ("skills", r"(?=.*skill)"),
    ("legal_name", r"(?=.*\b(?:full|legal)\b)(?=.*name)"),
)
"""A heading that says more, in small letters; the first that fits holds."""

_PATTERNS = tuple((target, re.compile(pattern)) for target, pattern in _WITHIN)


@cache
def _exact() -> dict[str, str]:
    known = {folded(word): target for target, words in _SAID.items() for word in _listed(words)}
    own = {heading: column.attribute for heading, column in headings_of(PersonRow).items()}
    return {
        **own,
        **{target: target for target in map(str, PASSPORT)},
        **known,
        **_folded_targets(),
    }


def _folded_targets() -> dict[str, str]:
    return {folded(target): target for target in TARGETS}


def _listed(words: str) -> list[str]:
    return words.split("|") if "|" in words else [words]


def heading_target(heading: str) -> tuple[str, bool]:
    """Return what a heading names, and whether it says just that; ("", False) where unknown.

    A heading that is known and has no place here gives `NOTHING`.
    """
    written = heading.strip()[:200]
    bare = re.sub(r"[?.:*#]+$", "", written).strip()
    for form in (written, bare, re.sub(r"\s*[(\[（].*$", "", bare)):
        found = _exact().get(folded(form)) if form else None
        if found:
            return found, True
    low = written.casefold()
    for target, pattern in _PATTERNS:
        if pattern.match(low):
            return target, False
    return "", False
