# ruff: noqa: E501 -- a table is read line by line
"""Wrong policies and vaccinations; to be read as `wrong_documents.py` tells."""

from __future__ import annotations

POLICIES = """
every day | insurance | policy 07-10..07-22 | korea | met 10 July 2026 to 22 July 2026
begins a day late | insurance | policy 07-11..07-22 | korea | invalid 10 July 2026 is not covered
ends a day early | insurance | policy 07-10..07-21 | korea | invalid 22 July 2026 is not covered
of last year | insurance | policy 2025-07-10..2025-07-22 | korea | invalid 10 July 2026 is not covered
of next month | insurance | policy 08-10..08-22 | korea | invalid 10 July 2026 is not covered
two that follow one another | insurance | policy 07-10..07-15 + policy 07-16..07-22 | korea | met covered
two with a day between | insurance | policy 07-10..07-14 + policy 07-16..07-22 | korea | invalid 15 July 2026 is not covered
two that overlap, in the other order | insurance | policy 07-14..07-22 + policy 07-10..07-18 | korea | met covered
one inside the other | insurance | policy 07-12..07-13 + policy 07-10..07-22 | korea | met covered
the long one ends a day early, the short one doesn't help | insurance | policy 07-10..07-21 + policy 07-12..07-13 | korea | invalid 22 July 2026
its dates are swapped | insurance | policy 07-22..07-10 | korea | invalid swapped
one with swapped dates beside a good one | insurance | policy 07-22..07-10 + policy 07-10..07-22 | korea | met covered
no dates | insurance | policy | korea | at_risk dates are not entered
only a last day | insurance | policy ..07-22 | korea | at_risk first day
only a last day, a day early | insurance | policy ..07-21 | korea | invalid 22 July 2026
only a first day | insurance | policy 07-10.. | korea | at_risk last day
only a first day, a day late | insurance | policy 07-11.. | korea | invalid 10 July 2026
bought in May, begins a day late | insurance | policy from:07-11 05-01..07-22 | korea | invalid 10 July 2026
none | insurance | | korea | due No insurance
none, and it was due | insurance | | korea | missing No insurance | on=06-11
applied for | insurance | policy applied 07-10..07-22 | korea | due Applied for
lost | insurance | policy lost 07-10..07-22 | korea | due lost
sent back | insurance | policy returned 07-10..07-22 | korea | due Sent back
too short, and another is applied for | insurance | policy 07-10..07-21 + policy applied | korea | due applied for
replaced by a longer one that is nowhere | insurance | policy 07-10..07-22 replaced:i2 | korea | due No insurance
leaves late in the evening before the trip begins | insurance | policy 07-10..07-22 | korea off early | invalid 9 July 2026 is not covered
lands ten minutes after midnight | insurance | policy 07-10..07-22 | korea home late | invalid 23 July 2026 is not covered
home across the date line before it left: the later day counts | insurance | policy 07-10..07-21 | samoa | invalid 22 July 2026 is not covered
home across the date line, both days covered | insurance | policy 07-10..07-22 | samoa | met 22 July 2026
joins two days later | insurance | policy 07-12..07-22 | site | met 12 July 2026 | joins=07-12
joins two days later, covered a day too late | insurance | policy 07-13..07-22 | site | invalid 12 July 2026 | joins=07-12
leaves two days earlier | insurance | policy 07-10..07-20 | site | met 20 July 2026 | leaves=07-20
leaves two days earlier, covered a day too short | insurance | policy 07-10..07-19 | site | invalid 20 July 2026 | leaves=07-20
ends on 28 February, the trip on the 29th | insurance | policy 2028-02-01..2028-02-28 | leap february | invalid 29 February 2028
ends on 29 February | insurance | policy 2028-02-01..2028-02-29 | leap february | met 29 February 2028
the issue date couldn't be read | insurance | policy ..07-22 | korea | met covered | opened=no
the issue date couldn't be read, ends a day early | insurance | policy ..07-21 | korea | invalid 22 July 2026 | opened=no
"""

SHOTS = """
yellow fever ten days before | vaccination | shot 07-01 note:Yellow_fever | kenya | met given in time | on=07-03
yellow fever nine days before | vaccination | shot 07-02 note:Yellow_fever | kenya | invalid 10 days | on=07-03
yellow fever on the day of entry | vaccination | shot 07-11 note:Yellow_fever | kenya | invalid too late | on=07-11
yellow fever years ago | vaccination | shot 2009-05-01 note:Yellow_fever | kenya | met given in time
yellow fever with an old last day | vaccination | shot 2009-05-01..2019-05-10 note:Yellow_fever | kenya | met given in time
yellow fever with an old last day, where that counts | vaccination | shot 2009-05-01..2019-05-10 note:Yellow_fever | kenya | invalid 10 May 2019 | rules=yellow fever ends
certificate valid from ten days on | vaccination | shot 06-28 from:07-08 note:ICVP | kenya | met in time | on=07-03
certificate valid from the day after the entry | vaccination | shot 07-01 from:07-12 note:ICVP | kenya | invalid too late | on=07-03
typhoid fourteen days before | vaccination | shot 06-27 note:Typhoid | kenya | met in time | on=07-03
typhoid thirteen days before | vaccination | shot 06-28 note:Typhoid | kenya | invalid 14 days | on=07-03
typhoid capsules ten days before | vaccination | shot 07-01 note:Typhoid,_oral | kenya | met in time | on=07-03
typhoid capsules nine days before | vaccination | shot 07-02 note:Vivotif | kenya | invalid 10 days | on=07-03
rabies begun 21 days before | vaccination | shot 06-20 note:Rabies | kenya | met in time | on=07-03
rabies begun 20 days before | vaccination | shot 06-21 note:Rabies | kenya | invalid 21 days | on=07-03
another shot fourteen days before | vaccination | shot 06-27 note:Hepatitis_A | kenya | met in time | on=07-03
another shot thirteen days before | vaccination | shot 06-28 note:Hepatitis_A | kenya | invalid 14 days | on=07-03
the trip asks for nine days | vaccination 9d | shot 07-02 note:Yellow_fever | kenya | met in time | on=07-03
the trip asks for 28 days | vaccination 28d | shot 06-14 note:Yellow_fever | kenya | invalid 28 days | on=07-03
none | vaccination | | kenya | due not on file
none, and it was due | vaccination | | kenya | missing not on file | on=06-11
none, and it can't count any more | vaccination | | kenya | missing had to be given by 27 June 2026 | on=06-28 due=07-05
none on the last day on which it counts | vaccination | | kenya | due not on file | on=06-27 due=07-05
yellow fever wanted, a day after it would count | vaccination | shot wanted note:Yellow_fever | kenya | missing 1 July 2026 | on=07-02 due=07-05
yellow fever wanted, on the last day | vaccination | shot wanted note:Yellow_fever | kenya | due Not handed in | on=07-01 due=07-05
an appointment that is still to come | vaccination | shot 06-20 note:Yellow_fever | kenya | due still to come
the certificate is lost | vaccination | shot lost 2019-05-01 note:Yellow_fever | kenya | due lost
no date | vaccination | shot note:Yellow_fever | kenya | due without the day
no date, and it was due | vaccination | shot note:Yellow_fever | kenya | missing without the day | on=06-11
its dates are swapped | vaccination | shot 2028-05-01..2024-05-01 note:Typhoid | kenya | invalid swapped
typhoid over the day before the trip ends | vaccination | shot 2024-07-21..07-21 note:Typhoid | kenya | invalid before the last day, 22 July 2026
typhoid over on the last day | vaccination | shot 2024-07-22..07-22 note:Typhoid | kenya | at_risk soon after
typhoid good for two more years | vaccination | shot 05-01..2028-05-01 note:Typhoid | kenya | met in time
one of two is too late | vaccination | shot 2019-05-01 note:Yellow_fever + shot 06-28 note:Typhoid | kenya | invalid 14 days | on=07-03
too late, but an earlier one counts | vaccination | shot 07-05 note:Yellow_fever + shot 2019-05-01 note:Yellow_fever | kenya | met in time | on=07-06
another one than is asked for | vaccination "Yellow fever" | shot 2024-05-01 note:Typhoid | kenya | due yellow fever
the day couldn't be read | vaccination | shot | kenya | met on file | opened=no
before a domestic trip, fourteen days before it starts | vaccination | shot 06-26 note:Tetanus | puerto rico | met in time | on=07-01
before a domestic trip, thirteen days before it starts | vaccination | shot 06-27 note:Tetanus | puerto rico | invalid 14 days | on=07-01
"""
