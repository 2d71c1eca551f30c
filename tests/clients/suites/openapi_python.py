# The Python client that OpenAPI Generator writes from the document, as it comes: reads
# of the catalogue and the figures, a refusal, and a push with its receipt.
import os
import subprocess
import sys
import uuid

from checks import BASE, account, attempt, check, equal, finish

made = os.path.join(os.environ["WORK"], "openapi_python")
written = subprocess.run(
    [
        os.path.join(os.path.dirname(sys.executable), "openapi-generator-cli"),
        "generate", "-g", "python", "-o", made,
        "-i", os.path.join(os.environ["ROOT"], "api/openapi.json"),
        "--additional-properties=packageName=pijler_client",
    ],
    capture_output=True,
    text=True,
)
if not check("a client is written", written.returncode == 0, written.stdout + written.stderr):
    finish("checks of a client in Python")
sys.path.insert(0, made)
import pijler_client as pijler  # noqa: E402

client = pijler.ApiClient(pijler.Configuration(host=f"{BASE}/v1"))
catalogue = pijler.CatalogueApi(client)


def reads():
    page = catalogue.list_courses(limit=3, facets=["pillar", "price"], offer=[pijler.Offer.CURRENT])
    equal("three of them", len(page.items), 3)
    equal("two facets", [facet.facet.value for facet in page.facets], ["pillar", "price"])
    more = catalogue.list_courses(limit=3, cursor=page.next_cursor, offer=[pijler.Offer.CURRENT])
    check("the next page is another", more.items[0].id != page.items[0].id)
    near = catalogue.list_courses(near="GM0344", radius_km=50, sort="distance")
    far = [hit.distance_km for hit in near.items]
    check("the nearest first", far and far == sorted(far), far)
    course = catalogue.read_course(page.items[0].slug)
    equal("an item", (course.id, course.title), (page.items[0].id, page.items[0].title))
    check("editions without a filter", len(catalogue.list_editions(limit=100).items) > 20)
    check("a search in a body", catalogue.search_courses(pijler.CourseFilter(q="trauma")).total_count > 0)
    equal("towns", catalogue.list_municipalities(province=["Utrecht"], limit=100).total_count, 26)


def figures():
    statistics = pijler.StatisticsApi(client)
    slug = statistics.list_datasets().items[0].slug
    dataset = statistics.read_dataset(slug).actual_instance
    check("a dataset with its figures", dataset.slug == slug and dataset.observations, dataset)
    supply = statistics.read_supply(by=["pillar"]).actual_instance
    check("supply by pillar", len(supply.cells) >= 5, supply)


def refusal():
    try:
        catalogue.read_course("no-such-course")
        check("what is not there is refused", False)
    except pijler.exceptions.NotFoundException as error:
        problem = pijler.Problem.from_json(error.body)
        equal("a problem with a code", problem.code, "course.not_found")


def push():
    who = account("organisation")
    sessions = pijler.SessionsApi(client)
    session = sessions.create_session(
        pijler.SessionRequest.from_dict(
            {"email": who["email"], "password": who["password"], "hat": "organisation"}
        )
    )
    signed = pijler.ApiClient(
        pijler.Configuration(host=f"{BASE}/v1", access_token=session.access_token)
    )
    pushes = pijler.PushesApi(signed)
    row = {"externalId": "PY-1", "title": "Uit Python", "learningForm": "classroom", "topics": ["eigen-kinderen"]}
    sent = pijler.PushRequest.from_dict({"rows": [row, {**row, "externalId": "PY-2", "url": "http://zonder-slot.example"}]})
    receipt = pushes.create_push(str(uuid.uuid4()), sent)
    outcomes = [one.outcome.value for one in receipt.rows]
    equal("a receipt per row", outcomes, ["created", "rejected"])
    check("every fault is named", receipt.rows[1].messages, receipt)
    again = pushes.get_receipt(receipt.push_id)
    equal("the receipt is kept", [one.outcome.value for one in again.rows], outcomes)


for name, run in [("reads", reads), ("figures", figures), ("a refusal", refusal), ("a push", push)]:
    attempt(name, run)
finish("checks of a client in Python")
