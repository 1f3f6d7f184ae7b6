"""Validates feeds: validate_feeds.py <grammar> <address>... prints what is wrong with any page of each, as JSON. By RELAX NG, and by the rules that no grammar says: ids are unique, a feed names itself, an entry has an author."""

import json
import sys
import urllib.request

import rnc2rng
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
grammar = etree.RelaxNG(etree.fromstring(rnc2rng.dumps(rnc2rng.load(sys.argv[1])).encode()))
wrong = []
for address in sys.argv[2:]:
    seen, pages, following = set(), 0, address
    while following:
        feed = etree.fromstring(urllib.request.urlopen(following).read())
        pages += 1
        if not grammar.validate(feed):
            wrong += [f"{following}: {error.message}" for error in grammar.error_log]
        links = {link.get("rel"): link.get("href") for link in feed.iter(f"{ATOM}link") if link.getparent().tag in (f"{ATOM}feed", "channel")}
        if links.get("self") != following:
            wrong.append(f"{following}: self is {links.get('self')}")
        authored = feed.find(f"{ATOM}author") is not None
        for entry in feed.iter(f"{ATOM}entry", "item"):
            of = entry.findtext(f"{ATOM}id") or entry.findtext("guid")
            if of in seen:
                wrong.append(f"{following}: {of} twice")
            seen.add(of)
            if entry.tag != "item" and not authored and entry.find(f"{ATOM}author") is None:
                wrong.append(f"{following}: {of} without an author")
        following = links.get("next")
    if pages < 2 or not seen:
        wrong.append(f"{address}: {pages} pages, {len(seen)} entries: too few to tell")
print(json.dumps(wrong))
