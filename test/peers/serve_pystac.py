"""Writes a static catalogue with pystac and serves it: serve_pystac.py <port> <number of collections>"""

import datetime
import functools
import http.server
import sys
import tempfile

import pystac

port, count = int(sys.argv[1]), int(sys.argv[2])
folder = tempfile.mkdtemp(prefix="huimu-pystac-")
root = pystac.Catalog("root", "peer")
for index in range(count):
    extent = pystac.Extent(
        pystac.SpatialExtent([[116.0, 39.0, 117.0, 41.0]]),
        pystac.TemporalExtent([[datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc), None]]),
    )
    collection = pystac.Collection("c%d" % index, "第 %d 个" % index, extent, title="影像 %d" % index)
    collection.add_asset("data", pystac.Asset("./%d.tif" % index, media_type=pystac.MediaType.COG, roles=["data"]))
    if index % 5 == 0:
        root.add_child(pystac.Catalog("group-%d" % index, "group"))
    (list(root.get_children())[-1] if index % 2 else root).add_child(collection)
root.normalize_and_save(folder, catalog_type=pystac.CatalogType.SELF_CONTAINED)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


with http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Quiet, directory=folder)) as httpd:
    print("ready", flush=True)
    httpd.serve_forever()
