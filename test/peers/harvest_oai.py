"""Harvests OAI-PMH with a client by others: harvest_oai.py <sickle|pyoai> <address> <prefix> <verb> prints [[identifier, deleted, datestamp]] as JSON.

Halfway through, after as many records as the environment's PAUSE says, it prints "middle" and waits for a line."""

import json
import os
import sys

client, address, prefix, verb = sys.argv[1:5]
pause = int(os.environ.get("PAUSE", "0"))
found = []


def take(identifier, deleted, datestamp):
    found.append([identifier, deleted, datestamp])
    if len(found) == pause:
        print("middle", flush=True)
        sys.stdin.readline()


if client == "sickle":
    from sickle import Sickle

    listing = getattr(Sickle(address), verb)(metadataPrefix=prefix, ignore_deleted=False)
    for item in listing:
        header = item if verb == "ListIdentifiers" else item.header
        take(header.identifier, header.deleted, header.datestamp)
else:
    from lxml import etree

    plain = etree.XPathEvaluator

    class Evaluator:
        """pyoai calls a method that lxml's own lost in 5.0; the object itself is called instead."""

        def __init__(self, *args, **named):
            self.evaluate = plain(*args, **named)

    etree.XPathEvaluator = Evaluator

    from oaipmh.client import Client
    from oaipmh.metadata import MetadataReader, MetadataRegistry, oai_dc_reader

    registry = MetadataRegistry()
    registry.registerReader("oai_dc", oai_dc_reader)
    registry.registerReader("dcat", MetadataReader(fields={}, namespaces={}))
    remote = Client(address, registry)
    remote.updateGranularity()
    if verb == "ListRecords":
        for header, _metadata, _about in remote.listRecords(metadataPrefix=prefix):
            take(header.identifier(), header.isDeleted(), header.datestamp().isoformat() + "Z")
    else:
        for header in remote.listIdentifiers(metadataPrefix=prefix):
            take(header.identifier(), header.isDeleted(), header.datestamp().isoformat() + "Z")
print(json.dumps(found))
