"""Nothing of a case is forgotten: a new family or field has to be given out, and to be explained."""

import json

import pytest
from sqlalchemy import inspect

from secondop_desktop.case.table import Record
from secondop_desktop.flows import open_case
from secondop_desktop.handover import fields, rows

assert open_case  # it makes every family known to the mapper
EVERY = sorted(rows.families())


def test_every_table_of_a_case_is_a_family_that_is_given_out():
    assert set(rows.families()) == {mapper.class_.__tablename__ for mapper in Record.registry.mappers}


@pytest.mark.parametrize("name", EVERY)
def test_every_column_is_given_out_but_the_two_that_mean_nothing_outside(name):
    columns = {attribute.key for attribute in inspect(rows.families()[name]).column_attrs}
    assert {field.name for field in rows.fields_of(rows.families()[name])} == columns - rows.LEFT_OUT


@pytest.mark.parametrize("name", EVERY)
def test_every_field_is_explained_and_nothing_else(name):
    known = {field.name for field in rows.fields_of(rows.families()[name])}
    told = fields.meanings()
    every = set(told["every"])
    assert known - every == set(told["families"].get(name, {})) - {"about"}
    assert all(sentence.strip().endswith(".") for sentence in told["families"][name].values())


def test_no_family_is_explained_that_is_not_there():
    assert set(fields.meanings()["families"]) == set(EVERY)


def test_both_descriptions_name_every_field():
    told = json.loads(fields.as_json())
    text = fields.as_text().decode()
    for name in EVERY:
        assert told["families"][name]["about"] in text
        for field in told["families"][name]["fields"]:
            assert f"| {field['name']} | {field['kind']} |" in text
            assert field["kind"] in told["kinds"]
            assert field["meaning"]
