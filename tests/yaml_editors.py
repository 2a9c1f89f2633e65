"""YAML as editors with JSON Schemas read it."""

from __future__ import annotations

import re

import yaml


class EditorLoader(yaml.SafeLoader):
    """YAML as editors parse it: 1.2, where dates are texts, and only true and false are not."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))
