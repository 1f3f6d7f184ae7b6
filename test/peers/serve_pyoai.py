"""Serves records through pyoai: serve_pyoai.py <port> <file with JSON: [{id, title, date, deleted}]>"""

import json
import sys
import types
from datetime import datetime
from urllib.parse import parse_qs, parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, make_server

# pyoai calls a function that Python's own cgi lost in 3.8; the module itself went with 3.13.
sys.modules["cgi"] = types.ModuleType("cgi")
sys.modules["cgi"].parse_qs = parse_qs

from oaipmh import common, error, metadata, server

port = int(sys.argv[1])
things = json.load(open(sys.argv[2]))
url = "http://127.0.0.1:%d/oai" % port


class Repository:
    def identify(self):
        return common.Identify("peer", url, "2.0", ["peer@example.org"], datetime(2000, 1, 1), "persistent",
                               "YYYY-MM-DDThh:mm:ssZ", ["identity"])

    def listMetadataFormats(self, identifier=None):
        return [("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
                 "http://www.openarchives.org/OAI/2.0/oai_dc/")]

    def listRecords(self, metadataPrefix, set=None, from_=None, until=None, cursor=0, batch_size=10):
        if metadataPrefix != "oai_dc":
            raise error.CannotDisseminateFormatError()
        found = []
        for thing in things:
            date = datetime.fromisoformat(thing["date"])
            if (from_ and date < from_) or (until and date > until):
                continue
            header = common.Header(None, thing["id"], date, [], thing["deleted"])
            said = common.Metadata(None, {"title": [thing["title"]], "identifier": [thing["id"]]})
            found.append((header, None if thing["deleted"] else said, None))
        return found[cursor:cursor + batch_size]


registry = metadata.MetadataRegistry()
registry.registerWriter("oai_dc", server.oai_dc_writer)
served = server.BatchingServer(Repository(), metadata_registry=registry, resumption_batch_size=7)


def application(environ, start_response):
    body = served.handleRequest(dict(parse_qsl(environ["QUERY_STRING"])))
    body = body if isinstance(body, bytes) else body.encode("utf-8")
    start_response("200 OK", [("Content-Type", "text/xml; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


with make_server("127.0.0.1", port, application, handler_class=Quiet) as httpd:
    print("ready", flush=True)
    httpd.serve_forever()
