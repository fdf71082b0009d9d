"""Errors and warnings of cloudformation-validate for the templates that the arguments name, as JSON."""
import json
import sys

from cloudformation_validate import CelEngine

engine = CelEngine()
print(json.dumps([
    {"file": file, "rule": diagnostic.rule_id, "resource": diagnostic.entity.logical_id if diagnostic.entity else ""}
    for file in sys.argv[1:]
    for diagnostic in engine.validate_template(file).diagnostics
    if diagnostic.severity.name != "INFO"
]))
