"""Reads feeds with feedparser: read_feeds.py <address>... prints what it finds in each, over all its pages, as JSON."""

import json
import sys

import feedparser

read = []
for address in sys.argv[1:]:
    ids, titles, bozo, pages, version, status = [], [], [], 0, None, None
    etag = modified = None
    following = address
    while following:
        feed = feedparser.parse(following)
        if pages == 0:
            etag, modified, version, status = feed.get("etag"), feed.get("modified"), feed.version, feed.status
        pages += 1
        if feed.bozo:
            bozo.append(str(feed.bozo_exception))
        ids += [entry.id for entry in feed.entries]
        titles += [entry.title for entry in feed.entries]
        following = next((link.href for link in feed.feed.links if link.rel == "next"), None)
    read.append({
        "ids": ids, "titles": titles, "bozo": bozo, "pages": pages, "version": version, "status": status,
        "unchanged": [feedparser.parse(address, etag=etag).status, feedparser.parse(address, modified=modified).status],
    })
print(json.dumps(read))
