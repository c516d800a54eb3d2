"""feedparser reads the changes as Atom: the API's entries, with addresses that lead somewhere."""

import sys

import feedparser
import httpx
from compared import URL, ended

ADDRESSES = 20


def main() -> int:
    """Compare the entries with the API's changes; return 1 where one differs."""
    read = feedparser.parse(f"{URL}/v1/changes.atom")
    told = httpx.get(f"{URL}/v1/changes", params={"page_size": 50}, timeout=60).json()["data"]
    titles = [entry.title for entry in read.entries]
    wrong = [change["title"] for change in told if change["title"] not in titles]
    links = [entry.link for entry in read.entries[:ADDRESSES]]
    wrong += [link for link in links if httpx.get(link, timeout=60).is_error]
    if read.bozo:
        wrong.append(read.bozo_exception)
    again = feedparser.parse(f"{URL}/v1/changes.atom", etag=read.etag)
    old = feedparser.parse(f"{URL}/v1/changes.atom", modified=read.modified)
    wrong += [answer.status for answer in (again, old) if answer.status != httpx.codes.NOT_MODIFIED]
    return ended("feedparser", len(told), wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
