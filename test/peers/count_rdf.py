"""What rdflib reads in RDF files: count_rdf.py <file>... prints {file: {statements, datasets} or null} as JSON."""

import json
import sys

import rdflib

FORMATS = {"ttl": "turtle", "rdf": "xml", "xml": "xml", "nt": "nt", "jsonld": "json-ld"}
DATASET = rdflib.URIRef("http://www.w3.org/ns/dcat#Dataset")
counts = {}
for path in sys.argv[1:]:
    graph = rdflib.Graph()
    try:
        graph.parse(path, format=FORMATS[path.rsplit(".", 1)[1]], publicID="http://peer.test/")
    except Exception:
        counts[path] = None
        continue
    counts[path] = {
        "statements": len(graph),
        "datasets": len(set(graph.subjects(rdflib.RDF.type, DATASET))),
    }
print(json.dumps(counts))
