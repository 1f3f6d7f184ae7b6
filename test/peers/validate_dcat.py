"""Validates RDF against SHACL shapes with pyshacl: validate_dcat.py <shapes> <severity> <file>... prints [[file, path, constraint, value]] of each finding of that severity as JSON."""

import json
import sys

from pyshacl import validate
from rdflib import RDF, SH, Graph

shapes = Graph().parse(sys.argv[1], format="turtle")
found = []
for path in sys.argv[3:]:
    data = Graph().parse(path, format={"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}[path.rsplit(".", 1)[1]])
    _conforms, report, _text = validate(data, shacl_graph=shapes, advanced=False, inference="none")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        if report.value(result, SH.resultSeverity) != SH[sys.argv[2]]:
            continue
        found.append([
            path.rsplit("/", 1)[-1],
            str(report.value(result, SH.resultPath)),
            str(report.value(result, SH.sourceConstraintComponent)).rsplit("#", 1)[-1],
            str(report.value(result, SH.value)),
        ])
print(json.dumps(found))
