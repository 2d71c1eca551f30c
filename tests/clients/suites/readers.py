# Readers of feeds, calendars, linked data and tables, as they come from PyPI.
import io
import json
from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

import feedparser
import pandas
from checks import BASE, attempt, check, equal, finish, get
from icalendar import Calendar
from pyld import jsonld

JSON = "application/json"
# What there is to learn from, in schema.org's words.
KINDS = [
    "Course", "Book", "VideoObject", "CreativeWorkSeries", "AudioObject", "Article", "Periodical",
    "Report", "Game", "PresentationDigitalDocument", "LearningResource",
]


def listed(path):
    return json.loads(get(path, accept=JSON))


def listed_all(path):
    page = listed(path)
    items = page["items"]
    while page["nextCursor"]:
        page = listed(f"{path}&cursor={page['nextCursor']}")
        items += page["items"]
    return items


def feed():
    read = feedparser.parse(get("/v1/courses?format=atom&offer=current"))
    check("the feed is well formed", not read.bozo, read.get("bozo_exception"))
    total = listed("/v1/courses?offer=current&limit=1")["totalCount"]
    equal("an entry for each course", len(read.entries), total)
    for entry in read.entries:
        check("an entry has what a reader shows", entry.id and entry.title and entry.updated_parsed and entry.link)
        check("and categories", all(tag.label for tag in entry.tags) and entry.tags)
    equal("it is Atom", read.version, "atom10")


def calendar():
    read = Calendar.from_ical(get("/v1/editions?format=ics&startsFrom=2026-01-01"))
    events = list(read.walk("VEVENT"))
    page = listed("/v1/editions?startsFrom=2026-01-01&limit=100")
    dated = {one["id"]: one for one in page["items"] if one["startsOn"]}
    equal("an event for each edition with a day", len(events), len(dated))
    for event in events:
        edition = dated[str(event["UID"]).removeprefix("urn:uuid:")]
        start = event.decoded("DTSTART")
        if isinstance(start, datetime):
            there = start.astimezone(ZoneInfo("Europe/Amsterdam"))
            equal("the time in Amsterdam", there.strftime("%Y-%m-%d %H:%M"), f"{edition['startsOn']} {edition['startTime']}")
            equal("told in UTC", start.utcoffset(), timezone.utc.utcoffset(None))
        else:
            equal("the day", start, date.fromisoformat(edition["startsOn"]))
    check("what a calendar asks for", read["VERSION"] == "2.0" and read["PRODID"], read)
    check("nothing is out of order", not read.errors and not any(event.errors for event in events))


def linked():
    # schema.org's context is a document of another host; its vocabulary is this.
    context = {"@context": {"@vocab": "https://schema.org/"}}
    loader = lambda url, options: {"contextUrl": None, "documentUrl": url, "document": context}
    expanded = jsonld.expand(
        json.loads(get("/v1/courses?format=json-ld")), {"documentLoader": loader}
    )
    name = lambda word: f"https://schema.org/{word}"
    items = expanded[0][name("itemListElement")]
    equal("all courses", len(items), listed("/v1/courses?limit=1")["totalCount"])
    for item in items:
        course = item[name("item")][0]
        check("of a kind that it has a word for", course["@type"][0] in [name(word) for word in KINDS], course["@type"])
        check("with a name, a provider and an address", course[name("name")] and course[name("provider")] and course["@id"].startswith(BASE))
    one = items[0][name("item")][0]["@id"].removeprefix(BASE)
    same = jsonld.expand(
        json.loads(get(one, accept="application/ld+json")), {"documentLoader": loader}
    )
    equal("the address of a course gives the same", same[0], items[0][name("item")][0])


def table():
    courses = pandas.read_csv(io.BytesIO(get("/v1/courses?format=csv")))
    equal("a row for each course", len(courses), listed("/v1/courses?limit=1")["totalCount"])
    check("each with a title", courses.title.notna().all())
    check("numbers are numbers", str(courses.priceCents.dtype) == "float64", courses.dtypes)
    # A line names its members as `name=value`; lines are parted by semicolons.
    priced = courses.dropna(subset=["priceLines"])
    for course in priced.itertuples():
        lines = [dict(word.split("=", 1) for word in line.split()) for line in course.priceLines.split(";")]
        told = json.loads(get(f"/v1/courses/{course.id}", accept=JSON))["priceLines"]
        equal("the lines of a price", [(line["kind"], int(line["amountCents"]), line["payer"]) for line in lines],
              [(line["kind"]["code"], line["amount"]["amountCents"], line["payer"]["code"]) for line in told])
    equal("as many as have lines", len(priced), sum(bool(one["priceLines"]) for one in listed_all("/v1/courses?limit=100")))
    editions = pandas.read_csv(io.BytesIO(get("/v1/editions?format=csv")))
    check("editions join their courses", editions.courseId.isin(courses.id).all())


for name, run in [("the feed", feed), ("the calendar", calendar), ("linked data", linked), ("tables", table)]:
    attempt(name, run)
finish("checks of feed, calendar, linked data and tables")
