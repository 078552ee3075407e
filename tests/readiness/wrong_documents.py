# ruff: noqa: E501 -- a table is read line by line
"""Wrong documents, and some that are nearly wrong, with what a careful agent says of them.

One line each: what is so | what is asked | the papers | the plan | how it stands, and a word of the
reason | what else is so. How to read the short forms is told in `requirements/reading.py`, the plans
are in `requirements/plans.py`, and the other papers in the two tables that this one joins. The traveller is Mateo José Ruiz, a US citizen born on 4 March 1990; it is
1 June 2026 and papers are due on 10 June, unless the plan or the last column say otherwise. Dates
without a year are of 2026.
"""

from __future__ import annotations

from tests.readiness.requirements.wrong_permits import PERMITS, TICKETS
from tests.readiness.requirements.wrong_policies import POLICIES, SHOTS

PASSPORTS = """
six months and 31 days after the return | passport 6m | passport ..2027-02-22 | korea | met 22 February 2027
six months and 30 days: within thirty days | passport 6m | passport ..2027-02-21 | korea | at_risk 30 days
six months and a day | passport 6m | passport ..2027-01-23 | korea | at_risk 1 day more
exactly six months | passport 6m | passport ..2027-01-22 | korea | at_risk not a day more
one day short of six months | passport 6m | passport ..2027-01-21 | korea | invalid 22 January 2027
ended before the trip | passport 6m | passport ..06-30 | korea | invalid 30 June 2026
ended ten years ago | passport 6m | passport 2006-05-06..2016-05-05 | korea | invalid 5 May 2016
ends on the trip | passport 6m | passport ..07-15 | korea | invalid 15 July 2026
ends on the day of return, nobody asks for more | passport | passport ..07-22 | korea | at_risk not a day more
ends a day before the return, nobody asks for more | passport | passport ..07-21 | korea | invalid day of the return
enough for Korea, but less than is advised | passport | passport ..12-31 | korea | at_risk advised
as much as is advised | passport | passport ..2027-01-22 | korea | met 22 January 2027
a day less than is advised | passport | passport ..2027-01-21 | korea | at_risk South Korea
the trip asks for nothing beyond the return | passport 0m | passport ..07-22 | korea | at_risk not a day more
the trip asks for less than China does | passport 0m | passport ..12-31 3p | china | at_risk China
China: one day short of six months after leaving | passport | passport ..2027-01-21 3p | china | invalid China
China: exactly six months after leaving | passport | passport ..2027-01-22 3p | china | at_risk not a day more
last arrival home is a day after the trip's end | passport 6m | passport ..2027-01-22 | korea home late | invalid 23 January 2027
31 August and six months is 28 February | passport 6m | passport ..2027-02-28 | august | at_risk not a day more
a day short of 28 February | passport 6m | passport ..2027-02-27 | august | invalid 28 February 2027
31 August and six months is 29 February in a leap year | passport 6m | passport ..2028-02-29 | august 2027 | at_risk not a day more
28 February is a day short in a leap year | passport 6m | passport ..2028-02-28 | august 2027 | invalid 29 February 2028
30 November and three months is 28 February | passport 3m | passport ..2027-02-28 | november | at_risk not a day more
27 February is a day short | passport 3m | passport ..2027-02-27 | november | invalid 28 February 2027
29 February and six months is 29 August | passport 6m | passport ..2028-08-28 | leap february | invalid 29 August 2028
29 February and a year is 28 February | passport 12m | passport ..2029-02-28 | leap february | at_risk not a day more
a passport that ends on 29 February | passport 6m | passport ..2028-02-29 | korea | met 29 February 2028
issued on 29 February, ended on 28 February ten years on | passport 6m | passport 2016-02-29..02-28 | korea | invalid 28 February 2026
ends on the last day that a date can be | passport 6m | passport ..9999-12-31 | korea | met 9999
issue and expiry are swapped | passport 6m | passport 2031-05-05..2021-05-06 | korea | invalid swapped
expires a day before its issue | passport 6m | passport 2021-05-06..2021-05-05 | korea | invalid swapped
the century is wrong in the expiry | passport 6m | passport 2021-05-06..1931-05-05 | korea | invalid swapped
begins to be valid after it ends | passport 6m | passport from:2032-01-01 ..2031-05-05 | korea | invalid swapped
issued the day after departure | passport 6m | passport 07-11..2036-07-10 | korea | invalid departure on 10 July 2026
issued on the day of departure, and it is 1 June | passport 6m | passport 07-10..2036-07-09 | korea | at_risk still to come
issued tomorrow: it is tomorrow already elsewhere | passport 6m | passport 06-02..2036-06-01 | korea | met 1 June 2036
valid only from after the departure | passport 6m | passport from:08-01 ..2031-05-05 | korea | invalid departure
no expiry date | passport 6m | passport | korea | due expiry date is not entered
no expiry date, and it was due | passport 6m | passport | korea | missing expiry date is not entered | on=06-11
no passport | passport 6m | | korea | due No passport
no passport on the due day | passport 6m | | korea | due No passport | on=06-10
no passport the day after | passport 6m | | korea | missing No passport | on=06-11
applied for | passport 6m | passport applied ..2036-05-05 | korea | due Applied for, not here yet.
applied for, and it was due | passport 6m | passport applied | korea | missing Applied for, not here yet. | on=06-11
lost | passport 6m | passport lost ..2031-05-05 | korea | due lost | -> Report the loss and replace it.
lost, and it was due | passport 6m | passport lost ..2031-05-05 | korea | missing lost | on=07-01
sent back to be corrected | passport 6m | passport returned ..2031-05-05 | korea | due Sent back
wanted only | passport 6m | passport wanted | korea | due Not handed in
accepted by the leader | passport 6m | passport accepted ..2031-05-05 | korea | met 5 May 2031
ends too soon, and a new one is applied for | passport 6m | passport ..2027-01-01 + passport applied | korea | due applied for
ends too soon, a new one is applied for, and it was due | passport 6m | passport ..2027-01-01 + passport applied | korea | missing applied for | on=06-11
ends too soon, and a new one is only wanted | passport 6m | passport ..2027-01-01 + passport wanted | korea | invalid 1 January 2027
the old one was replaced, the new one is there | passport 6m | passport ..07-01 replaced:p2 + passport key:p2 ..2036-05-05 | korea | met 2036
the old one was replaced, and the new one is nowhere | passport 6m | passport ..2031-05-05 replaced:p2 | korea | due No passport
another person's passport | passport 6m | passport ..2031-05-05 name:OKAFOR,_ADA | korea | invalid name
a sister's passport | passport 6m | passport ..2031-05-05 name:RUIZ,_LUCIA_MARIA | korea | invalid name
one letter is another | passport 6m | passport ..2031-05-05 name:RUIS,_MATEO_JOSE | korea | invalid name
the zone's birth date is a day off | passport 6m | passport ..2031-05-05 born:1990-03-05 | korea | invalid birth date
the zone's birth day and month are swapped | passport 6m | passport ..2031-05-05 born:1990-04-03 | korea | invalid birth date
the zone's birth date is a century off | passport 6m | passport ..2031-05-05 born:1890-03-04 | korea | invalid birth date
born on 28, not 29 February | passport 6m | passport ..2031-05-05 born:1992-02-28 | korea | invalid birth date | born=1992-02-29
no birth date in the roster | passport 6m | passport ..2031-05-05 born:1990-03-04 | korea | met 2031 | born=
the zone's sex is another | passport 6m | passport ..2031-05-05 sex:F | korea | invalid sex
the zone's sex is X | passport 6m | passport ..2031-05-05 sex:X | korea | invalid sex
the zone leaves the sex open | passport 6m | passport ..2031-05-05 sex:< | korea | met 2031
the roster leaves the sex open | passport 6m | passport ..2031-05-05 sex:F | korea | met 2031 | gender=
name and birth date are another's | passport 6m | passport ..2031-05-05 name:OKAFOR,_ADA born:1988-01-02 | korea | invalid birth date
too short and another's | passport 6m | passport ..07-15 name:OKAFOR,_ADA | korea | invalid name
the zone's nationality is another, and nobody chose it | passport 6m | passport MX nat:MX ..2031-05-05 | korea | at_risk nationality
the passport of another nationality is chosen | passport 6m | passport MX nat:MX chosen ..2031-05-05 | korea | met 2031
the middle name is missing in the roster only | passport 6m | passport ..2031-05-05 | korea | met 2031 | legal=RUIZ, MATEO
surname and given names stand the other way round | passport 6m | passport ..2031-05-05 name:MATEO,_RUIZ | korea | at_risk surname | legal=RUIZ, MATEO
two of different countries would do | passport 6m | passport ..2031-05-05 + passport key:p2 MX ..2031-05-05 | korea | at_risk which one is used
two would do, and one is chosen | passport 6m | passport chosen ..2031-05-05 + passport key:p2 MX ..2031-05-05 | korea | met 2031
the chosen one of two is too short | passport 6m | passport chosen ..07-30 + passport key:p2 MX ..2031-05-05 | korea | invalid 30 July 2026
the chosen one of two is not here | passport 6m | passport applied chosen + passport key:p2 MX ..2031-05-05 | korea | due Applied for
the chosen one of two is lost | passport 6m | passport lost chosen + passport key:p2 MX ..2031-05-05 | korea | due lost
only one of two would do | passport 6m | passport ..2031-05-05 + passport key:p2 MX ..07-30 | korea | met 2031
the old and the new one of the same country | passport 6m | passport ..07-30 + passport key:p2 ..2036-05-05 | korea | met 2036
one page less than China asks for | passport | passport ..2031-05-05 1p | china | invalid Wanted: 2 blank pages; it has fewer
no page left | passport | passport ..2031-05-05 0p | china | invalid blank
as many pages as China asks for | passport | passport ..2031-05-05 2p | china | met 2031
China asks for two, and nobody counted | passport | passport ..2031-05-05 | china | at_risk how many
a full passport where one page is asked for | passport | passport ..2031-05-05 0p | korea | invalid blank page
one page is asked for, and nobody counted | passport | passport ..2031-05-05 | korea | met 2031
the trip asks for three pages, and there are two | passport 3p | passport ..2031-05-05 2p | korea | invalid 3 blank pages
the trip asks for one page, and nobody counted | passport 1p | passport ..2031-05-05 | korea | at_risk 1 blank page
the trip asks for no page, China or not | passport 0p | passport ..2031-05-05 0p | china | met 2031
pages couldn't be read | passport 2p | passport ..2031-05-05 name: | korea | met 2031 | opened=no
ends too soon, and the rest couldn't be read | passport 6m | passport ..2027-01-21 name: | korea | invalid 22 January 2027 | opened=no
ten years old on the day of entry | passport | passport 2016-07-11..12-31 | germany | met 31 December 2026
ten years old the day before the entry | passport | passport 2016-07-10..12-31 | germany | invalid too old
issue date unknown where age counts | passport | passport ..12-31 | germany | at_risk issue date
a day short of three months after leaving Germany | passport | passport 2017-05-06..10-21 | germany | invalid 22 October 2026
exactly three months after leaving Germany | passport | passport 2017-05-06..10-22 | germany | at_risk Germany
three months count from leaving France too | passport | passport 2017-05-06..10-21 | germany, france | invalid 22 October 2026
Japan asks for more soon after the entry | passport | passport ..12-31 | japan | at_risk asks for more from 1 August 2026
Japan asks for more, and this has it | passport | passport ..2027-01-22 | japan | met 2027
a passport card on a flight | passport 6m | passport ..2031-05-05 note:Passport_card | korea | invalid card
a passport card over the land border | passport 6m | passport ..2031-05-05 note:Passport_card | mexico by car | met 2031
"""

VISAS = """
covers the stay | visa | visa CN 05-01..08-31 single | china | met 31 August 2026
ends 31 days after the last day | visa | visa CN 05-01..08-22 single | china | met 22 August 2026
ends 30 days after the last day | visa | visa CN 05-01..08-21 single | china | at_risk 30 days
ends on the last day | visa | visa CN 05-01..07-22 single | china | at_risk not a day
ends a day before the last day | visa | visa CN 05-01..07-21 single | china | invalid before the last day there, 22 July 2026
ends on the day of arrival | visa | visa CN 05-01..07-11 single | china | invalid before the last day
ends the day before the arrival | visa | visa CN 05-01..07-10 single | china | invalid before the arrival on 11 July 2026
got too early: three months were over by June | visa | visa CN 03-01..05-31 single | china | invalid 31 May 2026
of last year | visa | visa CN 2025-05-01..2025-08-31 single | china | invalid 31 August 2025
begins the day after the arrival | visa | visa CN from:07-12 ..09-30 single | china | invalid begins on 12 July 2026
begins on the day of arrival | visa | visa CN from:07-11 ..09-30 single | china | met 30 September 2026
issued the day after the arrival | visa | visa CN 07-12..09-30 single | china | invalid begins after the arrival
its dates are swapped | visa | visa CN 08-31..05-01 single | china | invalid swapped
ends a day before its issue | visa | visa CN 05-02..05-01 single | china | invalid swapped
no last day entered | visa | visa CN 05-01.. single | china | due last day
no last day entered, and it was due | visa | visa CN 05-01.. single | china | missing last day | on=06-11
none | visa | | china | due A visa for China is needed
none, and it was due | visa | | china | missing A visa for China is needed | on=06-11
applied for | visa | visa CN applied | china | due Visa for China: applied for, not here yet.
applied for, and it was due | visa | visa CN applied | china | missing applied for | on=06-11
lost with the passport | visa | visa CN lost 05-01..08-31 single | china | due lost
sent back by the office | visa | visa CN returned | china | due sent back
wanted only | visa | visa CN wanted | china | due not handed in
replaced by one that is nowhere | visa | visa CN 05-01..08-31 replaced:v2 | china | due none is on file
too short, and another is applied for | visa | visa CN 05-01..07-21 + visa CN applied | china | due applied for
for another country | visa | visa JP 05-01..08-31 single | china | invalid another country
for Hong Kong instead of China | visa | visa HK 05-01..08-31 single | china | invalid another country
for China instead of Hong Kong | visa | visa CN 05-01..08-31 single | hong kong | invalid another country | who=IN
an old one for another country | visa | visa JP 2019-05-01..2020-08-31 single | china | due none is on file
for the other country on the way | visa | visa KR 05-01..08-31 multiple | korea, china and back | due A visa for China | who=US
no country on it | visa | visa 05-01..08-31 single | china | at_risk which country
it couldn't be read, but it lasts | visa | visa from:05-01 ..08-31 | china | met 31 August 2026 | opened=no
it couldn't be read, and it ends too soon | visa | visa from:05-01 ..07-21 | china | invalid 22 July 2026 | opened=no
single for two entries | visa | visa CN 05-01..08-31 single | china twice | invalid 2 times
"1" for two entries | visa | visa CN 05-01..08-31 x:1 | china twice | invalid 2 times
"01" for two entries | visa | visa CN 05-01..08-31 x:01 | china twice | invalid 2 times
"S" for two entries | visa | visa CN 05-01..08-31 x:S | china twice | invalid 2 times
double for two entries | visa | visa CN 05-01..08-31 double | china twice | met 31 August 2026
"02" for two entries | visa | visa CN 05-01..08-31 x:02 | china twice | met 31 August 2026
"Two entries" for two entries | visa | visa CN 05-01..08-31 x:Two_entries | china twice | met 31 August 2026
multiple for two entries | visa | visa CN 05-01..08-31 multiple | china twice | met 31 August 2026
"M" for two entries | visa | visa CN 05-01..08-31 x:M | china twice | met 31 August 2026
entries not entered, for two | visa | visa CN 05-01..08-31 | china twice | at_risk not known
entries that can't be read, for two | visa | visa CN 05-01..08-31 x:see_note | china twice | at_risk not known
entries not entered, for one | visa | visa CN 05-01..08-31 | china | met 31 August 2026
used up | visa | visa CN 05-01..08-31 x:0 | china | invalid used up
double, but over before the second entry | visa | visa CN 05-01..07-17 double | china twice | invalid before the arrival on 18 July 2026
multiple, over during the second stay | visa | visa CN 05-01..07-21 multiple | china twice | invalid before the last day there
two single ones for two entries | visa | visa CN 05-01..08-31 single + visa CN 05-01..09-30 single | china twice | met 31 August 2026
two single ones, one over by then | visa | visa CN 2025-05-01..2025-08-31 single + visa CN 05-01..09-30 single | china twice | invalid 2 times
single, and one of two entries only changes planes | visa | visa CN 05-01..08-31 single | china and change | met 31 August 2026
in another's name | visa | visa CN 05-01..08-31 single name:OKAFOR,_ADA | china | invalid name
with a letter wrong | visa | visa CN 05-01..08-31 single name:RUIS,_MATEO_JOSE | china | invalid name
with surname and given name swapped | visa | visa CN 05-01..08-31 single name:MATEO_JOSE,_RUIZ | china | invalid name
without the middle name | visa | visa CN 05-01..08-31 single name:RUIZ,_MATEO | china | at_risk middle name
in the passport's name | visa | visa CN 05-01..08-31 single name:RUIZ,_MATEO_JOSE + passport ..2031-05-05 | china | met 31 August 2026
older than the passport used | visa | passport 04-01..2036-03-31 + visa CN 2025-05-01..2035-04-30 multiple | china | at_risk another passport | -> Carry both passports.
older than the passport, and it ends with the old one | visa | passport 04-01..2036-03-31 + visa CN 2025-05-01..2035-04-30 multiple | china | invalid another passport | rules=visas end
of the same day as the passport | visa | passport 04-01..2036-03-31 + visa CN 04-01..2035-04-30 multiple | china | met 2035
it stands in the old passport | visa | passport 04-01..2036-03-31 + visa CN 05-01..2035-04-30 multiple tied:p0 | china | at_risk another passport
it stands in the old passport, and ends with it | visa | passport 04-01..2036-03-31 + visa CN 05-01..2035-04-30 multiple tied:p0 | china | invalid another passport | rules=visas end
it stands in the passport used | visa | passport 2021-04-01..2031-03-31 + visa CN 05-01..2035-04-30 multiple tied:p1 | china | met 2035
too early to apply | visa | | china | due needed | on=04-11 -> Apply for a visa for China from 12 April 2026.
the first day to apply | visa | | china | due needed | on=04-12 -> Apply for a visa for China.
the last day that is advised | visa | | china | due none is on file | on=06-11 due=06-30 -> Apply for a visa for China.
later than is advised | visa | | china | due late | on=06-12 due=06-30 -> Apply for a visa for China now.
as many working days left as the office needs | visa | | china | missing late | on=07-07
a working day too few | visa | | china | missing 3 working days left; the office needs 4 | on=07-08 -> Apply for a visa for China today, by express service.
wanted, and a working day too few | visa | visa CN wanted | china | missing 3 working days left | on=07-08
the waiver ends soon after the entry | visa | | china | at_risk only until 31 July 2026 | who=KR
the waiver ends soon after the entry, and a visa is held | visa | visa CN 05-01..09-30 multiple | china | met 30 September 2026 | who=KR
stays as long as is free of a visa | visa | | japan 90 days | met No visa is needed for Japan
stays a day longer than is free of a visa | visa | | japan 91 days | due 91 days
stays a day longer, and has a visa | visa | visa JP 05-01..12-31 single | japan 91 days | met 31 December 2026
a citizen goes home | visa | | korea | met No visa is needed | who=KR
the chosen passport is the country's own | visa | passport KR chosen ..2031-05-05 | korea | met No visa is needed | who=IN
a visa that isn't needed is too short | visa | visa JP 05-01..07-12 single | japan | met No visa is needed for Japan
lives in the US, and the US visa ends a day before coming home | visa | visa US 2025-08-01..07-21 multiple | korea | invalid the United States | who=MX
lives in the US, and the US visa ends on coming home | visa | visa US 2025-08-01..07-22 multiple | korea | at_risk the United States | who=MX
lives in the US with a card that lasts | visa | permit US 2020-08-01..2030-07-31 | korea | met South Korea | who=MX
lives in the US, and a visa without a country isn't held against it | visa | visa 05-01..07-12 single | korea | met No visa is needed for South Korea | who=MX
lives in the US, and there is no paper to judge | visa | | korea | met No visa is needed for South Korea | who=MX
nobody looked up what the country asks | visa | | mongolia | due isn't known
nobody looked it up, and it was due | visa | | mongolia | missing isn't known | on=06-11
nobody looked it up, but a visa is held | visa | visa MN 05-01..09-30 single | mongolia | met 30 September 2026
nobody looked it up, and a visa is applied for | visa | visa MN applied | mongolia | due applied for
nobody looked it up, and the visa held is too short | visa | visa MN 05-01..07-21 single | mongolia | invalid last day there
no nationality is known | visa | | mongolia | due nationality isn't entered | who=
a permit is asked for instead | visa | | kenya | met an entry permit is asked for, not a visa
through China from the US to Korea | visa | | through china | met 81 of 240 hours
through China, ten minutes before the limit | visa | | through china, 239 h 50 | at_risk delay
through China, half an hour too long | visa | | through china, 240 h 30 | due may take 240 hours
through China by a port that isn't listed | visa | | through china, a port not listed | due CGQ
through China without an onward ticket | visa | | through china, not booked on | at_risk not booked
through China with another nationality | visa | | through china | due not open to this nationality | who=IN
to China and back is no way through | visa | | china | due leads back to the United States
Korea, China, Korea is no way through | visa | | korea, china and back | due leads back to South Korea
on to Hong Kong is a way through | visa | | through china to hong kong | met 81 of 240 hours
a visa for China too short, but only on the way through | visa | visa CN 05-01..07-12 single | through china | met 81 of 240 hours
changing planes in China needs none | visa | | change in china | met No visa is needed for South Korea
a German visa is good in France | visa | visa DE 05-01..09-30 single | germany, france | met 30 September 2026 | who=IN
a French visa is good in Germany | visa | visa FR 05-01..09-30 single | germany, france | met 30 September 2026 | who=IN
out to London and back in on a single visa | visa | visa DE 05-01..09-30 single | germany, london, france | invalid 2 times | who=IN
out to London and back in on a double visa | visa | visa DE 05-01..09-30 double | germany, london, france | met 30 September 2026 | who=IN
a residence permit instead of a visa | visa | permit CN 01-01..12-31 | china | met 31 December 2026
an arrival card is no visa | visa | permit CN 01-01..12-31 note:China_Arrival_Card | china | due none is on file
by car over the border | visa | | mexico by car | due Mexico | who=IN
Puerto Rico is no other country | visa | | puerto rico | met No visa is needed.
only a site tells of China | visa | | site | due A visa for China
nothing is planned | visa | | nothing | due doesn't tell yet
nothing is planned, and a visa is applied for | visa | visa CN applied | nothing | due Applied for
"""

TABLE = tuple(
    line
    for table in (PASSPORTS, VISAS, PERMITS, TICKETS, POLICIES, SHOTS)
    for line in table.strip().splitlines()
)
