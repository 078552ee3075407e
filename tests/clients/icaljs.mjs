// Reads a calendar from standard input with ical.js and writes its occurrences as JSON.
// Arguments: where the library lies, from when, until when.

import { readFileSync } from "node:fs";

const [library, from, until] = process.argv.slice(2);
const { default: ICAL } = await import(library);

const UTC = ICAL.Timezone.utcTimezone;
const FLOATING = ICAL.Timezone.localTimezone;

/** Times of no zone, and days, count as UTC when compared with the window. */
const seconds = (time) =>
  time.isDate || time.zone === FLOATING
    ? Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second) / 1000
    : time.toUnixTime();

const FROM = Date.parse(from) / 1000;
const UNTIL = Date.parse(until) / 1000;

const inWindow = (start, end) =>
  seconds(start) < UNTIL && (seconds(end) > FROM || seconds(start) >= FROM);

function written(time) {
  const text = new Date(seconds(time) * 1000).toISOString().slice(0, time.isDate ? 10 : 19);
  return time.isDate || time.zone === FLOATING ? text : `${text}Z`;
}

/** ical.js takes a time whose zone is not in the file for floating; that is a fault of the file. */
function refuseUnknownZones(component) {
  for (const property of component.getAllProperties()) {
    const zone = property.getParameter("tzid");
    if (zone && !ICAL.TimezoneService.has(zone)) {
      throw new Error(`the file has no VTIMEZONE for ${zone}`);
    }
  }
}

function occurrence({ item, startDate, endDate }) {
  const property = (name) => item.component.getFirstPropertyValue(name);
  const zoned = !startDate.isDate && startDate.zone !== FLOATING;
  return {
    uid: item.uid,
    start_utc: written(startDate),
    end_utc: written(endDate),
    status: property("status"),
    summary: property("summary"),
    sequence: property("sequence"),
    tzid: zoned ? (startDate.zone === UTC ? "UTC" : startDate.zone.tzid) : null,
    all_day: startDate.isDate,
  };
}

function* expanded(event) {
  if (!event.isRecurring()) {
    yield { item: event, startDate: event.startDate, endDate: event.endDate };
    return;
  }
  const starts = event.iterator();
  for (let next = starts.next(); next && seconds(next) < UNTIL; next = starts.next()) {
    yield event.getOccurrenceDetails(next);
  }
}

function events(calendar) {
  const components = calendar.getAllSubcomponents("vevent");
  components.forEach(refuseUnknownZones);
  const changes = components.filter((component) => component.hasProperty("recurrence-id"));
  const uid = (component) => component.getFirstPropertyValue("uid");
  const masters = components.filter((component) => !component.hasProperty("recurrence-id"));
  const known = new Set(masters.map(uid));
  return [
    ...masters.map((component) => {
      const exceptions = changes.filter((change) => uid(change) === uid(component));
      return new ICAL.Event(component, { strictExceptions: true, exceptions });
    }),
    ...changes.filter((change) => !known.has(uid(change))).map((it) => new ICAL.Event(it)),
  ];
}

const parsed = ICAL.parse(readFileSync(0, "utf8"));
const calendars = (Array.isArray(parsed[0]) ? parsed : [parsed]).map((it) => new ICAL.Component(it));
for (const zone of calendars.flatMap((it) => it.getAllSubcomponents("vtimezone"))) {
  ICAL.TimezoneService.register(zone);
}
const found = calendars
  .flatMap(events)
  .flatMap((event) => [...expanded(event)])
  .filter(({ startDate, endDate }) => inWindow(startDate, endDate))
  .map(occurrence);
process.stdout.write(JSON.stringify(found));
