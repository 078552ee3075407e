# ruff: noqa: E501 -- a table is read line by line
"""Wrong entry permits and arrival cards, and wrong names on tickets; to be read as `wrong_documents.py` tells."""

from __future__ import annotations

PERMITS = """
none | entry_permit | | march | due K-ETA for South Korea is needed | -> Apply for the K-ETA for South Korea by 1 February 2027.
none, and it was due | entry_permit | | march | missing K-ETA | on=2027-02-02
none on the last day before boarding | entry_permit | | march | missing K-ETA | on=2027-03-06
none, too late before boarding | entry_permit | | march | missing to be asked for by 6 March 2027 | on=2027-03-07
covers the stay | entry_permit | permit KR 2026-12-01..2029-11-30 | march | met 30 November 2029
ends the day before the arrival | entry_permit | permit KR 2026-12-01..2027-03-09 | march | invalid before the arrival on 10 March 2027
ends on the day of arrival | entry_permit | permit KR 2026-12-01..2027-03-10 | march | at_risk during the stay
ends the day before leaving | entry_permit | permit KR 2026-12-01..2027-03-19 | march | at_risk during the stay
ends within thirty days of the arrival | entry_permit | permit KR 2026-12-01..2027-04-09 | march | at_risk 30 days
ends 31 days after the arrival | entry_permit | permit KR 2026-12-01..2027-04-10 | march | met 10 April 2027
begins the day after the arrival | entry_permit | permit KR from:2027-03-11 ..2029-11-30 | march | invalid begins on 11 March 2027
begins on the day of arrival | entry_permit | permit KR from:2027-03-10 ..2029-11-30 | march | met 2029
its dates are swapped | entry_permit | permit KR 2029-11-30..2026-12-01 | march | invalid swapped
good for three years from its issue, over the day before | entry_permit | permit KR 2024-03-09.. | march | invalid 9 March 2027
good for three years from its issue, over on the day | entry_permit | permit KR 2024-03-10.. | march | at_risk 10 March 2027
good for three years from 29 February 2024 | entry_permit | permit KR 2024-02-29.. | march | invalid 28 February 2027
no dates at all | entry_permit | permit KR | march | at_risk last day
ended when the passport it was made for ended | entry_permit | passport 2017-03-05..2027-03-04 + permit KR 2026-12-01.. | march | invalid 4 March 2027
older than the passport used | entry_permit | passport 2027-01-02..2037-01-01 + permit KR 2026-12-01..2029-11-30 | march | invalid another passport
tied to the old passport | entry_permit | passport 2026-11-02..2036-11-01 + permit KR 2026-12-01..2029-11-30 tied:p0 | march | invalid another passport
tied to the passport used | entry_permit | passport 2026-11-02..2036-11-01 + permit KR 2026-12-01..2029-11-30 tied:p1 | march | met 2029
older than the passport, and not tied to it | entry_permit | passport 2027-01-02..2037-01-01 + permit KR 2026-12-01..2029-11-30 | march | met 2029 | rules=permits free
in another's name | entry_permit | permit KR 2026-12-01..2029-11-30 name:OKAFOR,_ADA | march | invalid name
applied for | entry_permit | permit KR applied | march | due applied for
applied for, and it was due | entry_permit | permit KR applied | march | missing applied for | on=2027-02-02
invalid, and another is applied for | entry_permit | permit KR 2024-01-01..2026-12-31 + permit KR applied | march | due applied for
an ESTA is no K-ETA | entry_permit | permit US 2026-12-01..2028-11-30 | march | due K-ETA
a visa stands for a permit | entry_permit | visa KR 2026-12-01..2027-06-30 single | march | met visa for South Korea
a visa that is over doesn't | entry_permit | visa KR 2026-01-01..2026-06-30 single | march | due K-ETA
good on the first entry, over on the second | entry_permit | permit KR 2026-12-01..2027-03-15 | march twice | invalid before the arrival on 16 March 2027
turns 18 on the day of entry | entry_permit | | march | due K-ETA | born=2009-03-10
turns 18 the day after the entry | entry_permit | | march | due e-Arrival Card | born=2009-03-11
turns 65 on the day of entry | entry_permit | | march | due e-Arrival Card | born=1962-03-10
turns 65 the day after the entry | entry_permit | | march | due K-ETA | born=1962-03-11
card: before it opens | entry_permit | | korea | due e-Arrival Card | -> Fill in the e-Arrival Card from 8 July 2026.
card: on the day when it opens | entry_permit | | korea | due e-Arrival Card | on=07-08 -> Fill in the e-Arrival Card now.
card: on the day of arrival | entry_permit | | korea | due e-Arrival Card | on=07-11
card: after the arrival | entry_permit | | korea | missing e-Arrival Card | on=07-12
card: filled in | entry_permit | permit KR note:e-Arrival_Card | korea | met filled in
card: a K-ETA stands for it | entry_permit | permit KR 2026-01-01..2028-12-31 | korea | met No entry permit is needed
card: the K-ETA that stood for it is over | entry_permit | permit KR 2023-01-01..07-10 | korea | due e-Arrival Card
card: asked for beside the K-ETA | entry_permit | permit KR 2026-12-01..2029-11-30 | march | due e-Arrival Card | rules=card too
card: both are there | entry_permit | permit KR 2026-12-01..2029-11-30 + permit KR note:e-Arrival_Card | march | met K-ETA | rules=card too
card: an arrival card is no K-ETA | entry_permit | permit KR note:e-Arrival_Card | march | due K-ETA
the waiver ends two days after the entry | entry_permit | permit KR note:e-Arrival_Card | new year | at_risk only until 31 December 2026
the waiver ends soon, and a K-ETA is held | entry_permit | permit KR 11-01..2029-10-31 | new year | met No entry permit is needed
the waiver ended before the entry | entry_permit | | march | due That is so from 1 January 2027 on
a visa is asked for, not a permit | entry_permit | | china | met No entry permit is needed
none is asked for by car | entry_permit | | mexico by car | met No entry permit is needed
a citizen needs none | entry_permit | | korea | met No entry permit is needed. | who=KR
eTA: none | entry_permit | | kenya | due eTA for Kenya | -> Apply for the eTA for Kenya by 10 June 2026.
nobody looked up what the country asks | entry_permit | | mongolia | due isn't known
nothing is planned | entry_permit | | nothing | due doesn't tell yet
it couldn't be read, but it lasts | entry_permit | permit from:2026-12-01 ..2029-11-30 | march | met 2029 | opened=no
"""

TICKETS = """
in the name of the passport | ticket_name | passport ..2031-05-05 | korea | met name of the passport
written as airlines write | ticket_name | passport ..2031-05-05 | korea | met name of the passport | ticket=RUIZ/MATEOJOSE MR
without the middle name | ticket_name | passport ..2031-05-05 | korea | at_risk middle name | ticket=RUIZ/MATEO
with an initial for the middle name | ticket_name | passport ..2031-05-05 | korea | at_risk middle name | ticket=RUIZ/MATEO J
without the middle name, where that is an error | ticket_name | passport ..2031-05-05 | korea | invalid middle name | ticket=RUIZ/MATEO rules=middle error
without the middle name, where that is nothing | ticket_name | passport ..2031-05-05 | korea | met in the name of the passport | ticket=RUIZ/MATEO rules=middle nothing
with a double letter | ticket_name | passport ..2031-05-05 | korea | invalid KE38 | ticket=RUIZ/MATTEO JOSE
with a nickname | ticket_name | passport ..2031-05-05 | korea | invalid KE38 | ticket=RUIZ/MATT
with the name from before a marriage | ticket_name | passport ..2031-05-05 | korea | invalid is another than | ticket=OKAFOR/MATEO JOSE
with a brother's given name | ticket_name | passport ..2031-05-05 | korea | invalid is another than | ticket=RUIZ/LUIS JOSE
surname and given name swapped | ticket_name | passport ..2031-05-05 | korea | invalid other way round | ticket=MATEO JOSE/RUIZ
wrong on the way home only | ticket_name | passport ..2031-05-05 | korea | invalid KE37 | ticket=RUIZ/MATEO JOSE home=RUIZ/MARIO JOSE
in a script that can't be compared | ticket_name | passport ..2031-05-05 | korea | at_risk can't be compared | ticket=王小明
an umlaut spelled out | ticket_name | passport ..2031-05-05 name:MUELLER,_JOERG | korea | met passport | ticket=MÜLLER/JÖRG
an apostrophe and a space left out | ticket_name | passport ..2031-05-05 name:O'BRIEN,_MARY_ANN | korea | met passport | ticket=OBRIEN/MARYANN
a hyphen left out | ticket_name | passport ..2031-05-05 name:GARCIA-LOPEZ,_ANA | korea | met passport | ticket=GARCIALOPEZ/ANA
a second surname left out | ticket_name | passport ..2031-05-05 name:GARCIA_LOPEZ,_ANA | korea | invalid is another than | ticket=GARCIA/ANA
the legal name is not the passport's | ticket_name | passport ..2031-05-05 name:RUIZ,_MARIO_JOSE | korea | invalid is another than
booked with another birth date | ticket_name | passport ..2031-05-05 born:1990-04-03 | korea | invalid birth date
booked with another sex | ticket_name | passport ..2031-05-05 sex:F | korea | invalid sex
held against the chosen passport | ticket_name | passport ..2031-05-05 + passport key:p2 MX chosen ..2031-05-05 name:RUIZ_SOLA,_MATEO_JOSE | korea | invalid is another than
held against the legal name, no passport is there | ticket_name | | korea | met legal name
the passport isn't here, and the ticket is in another name | ticket_name | passport applied | korea | invalid legal name | ticket=OKAFOR/ADA
neither passport nor legal name | ticket_name | | korea | due Neither | legal=
no ticket | ticket_name | passport ..2031-05-05 | nothing | due No ticket
no ticket, and it was due | ticket_name | passport ..2031-05-05 | nothing | missing No ticket | on=06-11
by car only | ticket_name | passport ..2031-05-05 | mexico by car | due No ticket
a train with a locator | ticket_name | passport ..2031-05-05 | mexico by train | invalid T1 | ticket=OKAFOR/ADA
"""
