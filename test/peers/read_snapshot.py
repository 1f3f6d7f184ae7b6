"""Counts a snapshot's table over HTTP. DuckDB's own extension for it where it can be had, else ranges through fsspec."""
import json, sys
import duckdb

table = sys.argv[1] + "entries.parquet"
base = duckdb.connect()
try:
    base.execute("install httpfs; load httpfs")
    way = "httpfs"
except duckdb.Error:
    from email.utils import parsedate_to_datetime

    import requests
    from fsspec.implementations.http import HTTPFileSystem

    class Web(HTTPFileSystem):
        def modified(self, path):
            return parsedate_to_datetime(requests.head(path).headers["last-modified"])

    base.register_filesystem(Web())
    way = "fsspec"
count = base.execute(f"select count(*), count(*) filter (lead) from read_parquet('{table}')").fetchone()
print(json.dumps({"way": way, "entries": count[0], "resources": count[1]}))
