"""Serves pycsw over a database of its own: CSW 2.0.2 and 3.0 and OAI-PMH. serve_pycsw.py <port> <folder with XML records>"""

import glob
import sys
import tempfile
from wsgiref.simple_server import WSGIRequestHandler, make_server

from pycsw import server
from pycsw.core import admin, config, metadata, repository, util
from pycsw.core.etree import etree

port, folder = int(sys.argv[1]), sys.argv[2]
database = "sqlite:///" + tempfile.mkdtemp(prefix="huimu-pycsw-") + "/records.db"
url = "http://127.0.0.1:%d/" % port
settings = {
    "server": {
        "home": ".",
        "url": url,
        "mimetype": "application/xml; charset=UTF-8",
        "encoding": "UTF-8",
        "language": "en-US",
        "maxrecords": "7",
        "profiles": "apiso",
    },
    "manager": {"transactions": "false"},
    "metadata:main": {"identification_title": "peer", "identification_abstract": "peer"},
    "repository": {"database": database, "table": "records"},
    "metadata:inspire": {"enabled": "false"},
}
for name in ("provider_name", "provider_url", "contact_name", "contact_position", "contact_address", "contact_city",
             "contact_stateorprovince", "contact_postalcode", "contact_country", "contact_phone", "contact_fax",
             "contact_email", "contact_url", "contact_hours", "contact_instructions", "contact_role",
             "identification_keywords", "identification_keywords_type", "identification_fees",
             "identification_accessconstraints"):
    settings["metadata:main"][name] = "x"

context = config.StaticContext()
admin.setup_db(database, "records", ".", create_sfsql_tables=False)
records = repository.Repository(database, context, table="records")
loaded = 0
for path in sorted(glob.glob(folder + "/*.xml")):
    for record in metadata.parse_record(context, etree.parse(path, context.parser), records):
        records.insert(record, "local", util.get_today_and_now())
        loaded += 1


def application(environ, start_response):
    csw = server.Csw(settings, environ)
    status, contents = csw.dispatch_wsgi()
    start_response(status, [("Content-Type", csw.contenttype), ("Content-Length", str(len(contents)))])
    return [contents]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


with make_server("127.0.0.1", port, application, handler_class=Quiet) as httpd:
    print("ready %d" % loaded, flush=True)
    httpd.serve_forever()
