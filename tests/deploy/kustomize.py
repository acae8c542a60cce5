"""Resolves the five kustomize features that deploy/k8s may use, and refuses every other one."""

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

ALLOWED = {"apiVersion", "kind", "resources", "namespace", "images", "replicas", "configMapGenerator"}
Manifest = dict[str, Any]


class NotAllowed(Exception):
    """A kustomization that uses another feature."""


def documents(file: Path) -> list[Manifest]:
    return [one for one in yaml.safe_load_all(file.read_text(encoding="utf-8")) if one]


def build(folder: Path) -> list[Manifest]:
    """All objects of a kustomization, its bases included."""
    (kustomization,) = documents(folder / "kustomization.yaml")
    if extra := set(kustomization) - ALLOWED:
        raise NotAllowed(f"{folder.name}: {sorted(extra)}")
    found: list[Manifest] = []
    for name in kustomization.get("resources", []):
        found += build(folder / name) if (folder / name).is_dir() else documents(folder / name)
    for generator in kustomization.get("configMapGenerator", []):
        found.append(_config_map(folder, generator, found))
    for manifest in found:
        if "namespace" in kustomization:
            manifest["metadata"]["namespace"] = kustomization["namespace"]
        for container in containers(manifest):
            _set_image(container, kustomization.get("images", []))
    for wanted in kustomization.get("replicas", []):
        (deployment,) = [one for one in of_kind(found, "Deployment") if one["metadata"]["name"] == wanted["name"]]
        deployment["spec"]["replicas"] = wanted["count"]
    return found


def of_kind(found: list[Manifest], kind: str) -> list[Manifest]:
    return [one for one in found if one["kind"] == kind]


def containers(manifest: Manifest) -> list[Manifest]:
    template = manifest.get("spec", {}).get("template", {})
    listed: list[Manifest] = template.get("spec", {}).get("containers", [])
    return listed


def _config_map(folder: Path, generator: Manifest, users: list[Manifest]) -> Manifest:
    """Its name ends with a hash of its content, and whoever names it follows."""
    data = dict(one.split("=", 1) for one in generator.get("literals", []))
    for one in generator.get("files", []):
        key, _, file = one.partition("=")
        data[key] = (folder / file).read_text(encoding="utf-8")
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:10]
    name = f"{generator['name']}-{digest}"
    for manifest in users:
        pod = manifest.get("spec", {}).get("template", {}).get("spec", {})
        named = [one["configMapRef"] for each in pod.get("containers", []) for one in each.get("envFrom", [])]
        named += [one["configMap"] for one in pod.get("volumes", []) if "configMap" in one]
        for reference in named:
            if reference["name"] == generator["name"]:
                reference["name"] = name
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data}


def _set_image(container: Manifest, images: list[Manifest]) -> None:
    for image in images:
        if container["image"] == image["name"]:
            container["image"] = f"{image['newName']}:{image['newTag']}"
