"""The models say what the tables are."""

import pytest
from peewee import AutoField, BooleanField, IntegerField, TextField

from db.models import MODELS

TYPES = {AutoField: "INTEGER", BooleanField: "INTEGER", IntegerField: "INTEGER", TextField: "TEXT"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_models_columns_are_its_tables(shop, model):
    table = model._meta.table_name
    of_table = {
        (name, kind, bool(key))
        for _, name, kind, _, _, key in shop.rows(f"PRAGMA table_info({table})")
    }
    of_model = {
        (field.column_name, TYPES[type(field)], bool(field.primary_key))
        for field in model._meta.sorted_fields
    }
    assert of_model == of_table


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_models_defaults_are_its_tables(shop, model):
    table = model._meta.table_name
    of_table = {
        name: default.strip("'") if kind == "TEXT" else int(default)
        for _, name, kind, _, default, _ in shop.rows(f"PRAGMA table_info({table})")
        if default is not None
    }
    of_model = {field.column_name: default for field, default in model._meta.defaults.items()}
    assert of_model == of_table
