"""Walks a CKAN with ckanapi: walk_ckan.py <address> <rows> prints names, shown titles, lists and errors as JSON."""

import json
import sys

from ckanapi import NotFound, RemoteCKAN, SearchQueryError, ValidationError

remote, rows = RemoteCKAN(sys.argv[1]), int(sys.argv[2])
names, start, count = [], 0, None
while True:
    page = remote.action.package_search(sort="id asc", rows=rows, start=start)
    count = page["count"]
    names += [package["name"] for package in page["results"]]
    start += rows
    if start >= count:
        break


def refused(call):
    try:
        call()
    except (NotFound, ValidationError, SearchQueryError) as error:
        return type(error).__name__


print(json.dumps({
    "count": count,
    "names": names,
    "list": remote.action.package_list(),
    "titles": {name: remote.action.package_show(id=name)["title"] for name in names},
    "organizations": remote.action.organization_list(),
    "faceted": remote.action.package_search(rows=0, **{"facet.field": ["organization"]})["facets"]["organization"],
    "by_get": remote.call_action("package_search", {"q": "停车场", "rows": 5}, requests_kwargs={"timeout": 30})["count"],
    "refused": [
        refused(lambda: remote.action.package_show(id="none")),
        refused(lambda: remote.action.package_search(rows="many")),
        refused(lambda: remote.action.package_search(fq="colour:red")),
    ],
}))
