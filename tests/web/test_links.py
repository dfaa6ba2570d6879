"""Nobody is offered a page that refuses them: every link of every page that somebody comes to by links opens."""

import re
from urllib.parse import urljoin

import pytest
from django.test import Client
from tests.web.test_browser import filled
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LINK = re.compile(r'<a [^>]*href="([^"]+)"')


@pytest.mark.parametrize("who", ["alice", "bob", "petra", "anna", "paul"])
def test_every_link_opens(world: World, answered, who: str):
    filled(world)
    client = Client()
    client.force_login(world.people()[who])
    closed = {f"{page} -> {goal}" for page, goal, status in walked(client) if status >= 400}
    assert closed == set()


def walked(client: Client):
    """From the first page on, one address of each kind: the page with the link, the address, its answer."""
    ways, kinds = [("", "/")], set()
    while ways:
        page, goal = ways.pop(0)
        kind = re.sub(r"\d+", "1", goal.partition("?")[0])
        if kind in kinds:
            continue
        kinds.add(kind)
        answer = client.get(goal, follow=True)
        yield page, goal, answer.status_code
        if answer["Content-Type"].startswith("text/html") and not answer.streaming:
            found = {urljoin(goal, link.replace("&amp;", "&")) for link in LINK.findall(answer.content.decode())}
            ways += [(goal, link) for link in sorted(found) if link.startswith("/")]
