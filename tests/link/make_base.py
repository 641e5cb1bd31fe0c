#!/usr/bin/env python3
"""A small base whose links lead to small_site.py. usage: make_base.py FOLDER PORT HOSTS"""
import json
import pathlib
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
folder, port, hosts = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
example = json.loads((TOP / "tests/rules/example.json").read_text())
paths = ["ok", "page#one", "page#onne", "gone", "moved", "ok?x=1"]
(folder / "records/aws").mkdir(parents=True, exist_ok=True)
(folder / "kedb.json").write_text('{"rules": {"link/https": "off", "link/official-host": "off", "record/stale": "off"}}\n')
for i in range(hosts):
    record = dict(example, id=f"aws/r{i}", official_doc_url=f"http://h{i}.test:{port}/{paths[i % len(paths)]}")
    record["workarounds"][0]["sources"] = [f"http://h{i}.test:{port}/{p}" for p in paths[: 1 + i % 3]]
    (folder / f"records/aws/r{i}.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n")
