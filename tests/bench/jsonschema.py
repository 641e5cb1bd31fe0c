"""python3-jsonschema over every record of a folder, all errors. usage: jsonschema.py SCHEMA FOLDER"""
import json
import pathlib
import sys

sys.path.pop(0)  # this folder would hide the library
import jsonschema  # noqa: E402

validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
bad = sum(1 for p in pathlib.Path(sys.argv[2]).rglob("*.json") if list(validator.iter_errors(json.loads(p.read_bytes()))))
print(bad, "invalid")
