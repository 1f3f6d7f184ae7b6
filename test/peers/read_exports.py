"""Reads exported files with the programs of analysts, and says what they found as one JSON object."""
import csv, json, sys
import duckdb, openpyxl, pandas, pyarrow.parquet

folder = sys.argv[1]
found = {}
path = lambda ending: f"{folder}/entries.{ending}"

table = pyarrow.parquet.read_table(path("parquet"))
found["pyarrow"] = table.num_rows
found["types"] = {field.name: str(field.type) for field in table.schema}
found["titles"] = {"parquet": table.column("title").to_pylist()}
found["distributions"] = table.column("distributions").to_pylist()
found["pandas"] = {
    "csv": len(pandas.read_csv(path("csv"), dtype=str, keep_default_na=False)),
    "jsonl": len(pandas.read_json(path("jsonl"), lines=True, dtype=False, convert_dates=False)),
    "parquet": len(pandas.read_parquet(path("parquet"))),
}
base = duckdb.connect()
count = lambda reader: base.execute(f"select count(*) from {reader}").fetchone()[0]
found["duckdb"] = {
    "csv": count(f"read_csv('{path('csv')}', all_varchar=true, header=true)"),
    "jsonl": count(f"read_json('{path('jsonl')}', format='newline_delimited', maximum_object_size=50000000)"),
    "parquet": count(f"read_parquet('{path('parquet')}')"),
}
found["sources"] = dict(
    base.execute(f"select source, count(*) from read_parquet('{path('parquet')}') group by 1 order by 1").fetchall()
)
with open(path("csv"), encoding="utf-8-sig", newline="") as file:
    csv.field_size_limit(10_000_000)
    rows = list(csv.DictReader(file))
found["titles"]["csv"] = [row["名称"] for row in rows]
with open(path("json"), encoding="utf-8") as file:
    whole = json.load(file)
found["json"] = {"count": whole["count"], "length": len(whole["entries"]), "asOf": whole["asOf"]}
found["titles"]["json"] = [entry["title"] for entry in whole["entries"]]
book = openpyxl.load_workbook(path("xlsx"))
found["sheets"] = book.sheetnames
sheet = book.worksheets[0]
heads = [cell.value for cell in sheet[1]]
found["heads"] = heads
title = heads.index("名称") + 1
found["xlsx"] = sum(each.max_row - 1 for each in book.worksheets[:-1])
found["titles"]["xlsx"] = [sheet.cell(row, title).value for row in range(2, sheet.max_row + 1)]
found["cells"] = sorted({sheet.cell(row, title).data_type for row in range(2, sheet.max_row + 1)})
issued = heads.index("发布日期") + 1
found["issued"] = [str(sheet.cell(row, issued).value) for row in range(2, sheet.max_row + 1)]
found["definitions"] = [[cell.value for cell in row[:3]] for row in book.worksheets[-1].iter_rows(max_row=7)]
print(json.dumps(found, ensure_ascii=True))
