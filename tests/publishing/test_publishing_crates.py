"""The RO-Crate in a bag, as the validator of its community judges it, recommendations included."""

from __future__ import annotations

import json
import tarfile
from dataclasses import replace
from io import BytesIO

import archivists
import pytest

from samarkand.conformance import ABOUT, hostile_versions
from samarkand.publishing import forms

JUDGE = """
import json, sys
from importlib.resources import files
import rdflib.plugins.shared.jsonld.context as jsonld
import requests
from rocrate_validator import models, services
from rocrate_validator.utils import http

# The context of RO-Crate, as the rocrate package brings it, in the place of the one on the web. That of 1.1 is older: it
# is schema.org's of 2020, which knew no sha256.
context = json.loads((files("rocrate") / "data" / "ro-crate.jsonld").read_text("utf-8"))
del context["@context"]["sha256"]
PLACE = "https://w3id.org/ro/crate/1.1/context"

def get(self, url, **_):
    answer = requests.Response()
    answer.url, answer.status_code, answer._content = url, 504, b""
    if url == PLACE:
        answer.status_code, answer._content = 200, json.dumps(context).encode()
        answer.headers["Content-Type"] = "application/ld+json"
    return answer

http.HttpRequester.get = http.HttpRequester.head = get
fetch = jsonld.source_to_json
jsonld.source_to_json = lambda source, *rest, **more: (context, None) if str(source) == PLACE else fetch(source, *rest, **more)
asked = services.ValidationSettings(
    rocrate_uri=models.URI(sys.argv[1]), profile_identifier="ro-crate-1.1", requirement_severity=models.Severity.RECOMMENDED, offline=True
)
found = services.validate(asked)
issues = [f"{each.severity.name} {each.check.identifier} {each.message}" for each in found.get_issues()]
print(json.dumps({"checks": len(found.executed_checks), "issues": issues}))
"""


def versions():
    """Hostile articles, of two outlets; what is known of an outlet is its own."""
    for number, each in enumerate(hostile_versions()):
        name = ("harbour", "lamp")[number % 2]
        yield replace(each, outlet=replace(each.outlet, id=name, name=f"The <{name}>", home=f"https://{name}.example/"))


def packed(versions, folder):
    """The folder of a crate of these."""
    out = BytesIO()
    forms.named("bag").write(versions, out, ABOUT)
    with tarfile.open(fileobj=BytesIO(out.getvalue())) as bag:
        bag.extractall(folder, filter="data")
    return next(folder.iterdir()) / "data"


@pytest.fixture(scope="module")
def crate(tmp_path_factory):
    """That of hostile articles."""
    return packed(versions(), tmp_path_factory.mktemp("bag"))


def judged(folder):
    done = archivists.run("python", "-c", JUDGE, folder, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_validator_finds_no_fault_with_a_crate_of_hostile_articles(tmp_path):
    told = judged(packed((each for each in versions() if each.outlet.id == "lamp"), tmp_path))
    assert told["issues"] == []
    assert told["checks"] > 50


def test_of_several_outlets_none_is_the_publisher_and_the_validator_finds_nothing_else(crate):
    (issue,) = judged(crate)["issues"]
    assert issue.startswith("RECOMMENDED ro-crate-1.1_22.3 The `publisher`")


def test_the_validator_would_have_found_one(crate, tmp_path):
    """The judge sees what is wrong: a word that no context tells of, a file that is not there."""
    metadata = json.loads((crate / "ro-crate-metadata.json").read_text("utf-8"))
    metadata["@graph"][-1]["heard"] = "nowhere"
    next(each for each in metadata["@graph"] if each["@type"] == "File")["@id"] = "records/missing.md"
    (tmp_path / "crate").mkdir()
    (tmp_path / "crate" / "ro-crate-metadata.json").write_text(json.dumps(metadata), "utf-8")
    assert any("heard" in each for each in judged(tmp_path / "crate")["issues"])


def test_whose_texts_they_are_is_told(crate):
    graph = json.loads((crate / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    known = {each["@id"]: each for each in graph}
    owners = [known[each["@id"]] for each in known["./"]["author"]]
    assert [each["name"] for each in owners] == ["The <harbour>", "The <lamp>"]
