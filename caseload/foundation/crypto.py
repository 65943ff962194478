"""Field-level AES-256-GCM under envelope keys: master -> agency -> case.

A ciphertext is bound to its table, column and row, so it cannot be moved to another row.
Destroying a case's wrapped key makes every copy of its protected fields unreadable (CF-23).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from . import context

VERSION = b"\x01"
NONCE = 12


class MasterKey:
    """Wraps and unwraps agency keys; replace this class to use a key service instead of a file."""

    def __init__(self, encoded: str):
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise ImproperlyConfigured("LANTERN_MASTER_KEY must be base64") from error
        if len(key) != 32:
            raise ImproperlyConfigured("LANTERN_MASTER_KEY must hold 32 bytes")
        self._key = key

    def wrap(self, key: bytes, slug: str) -> bytes:
        return seal(self._key, key, f"agency:{slug}")

    def unwrap(self, wrapped: bytes, slug: str) -> bytes:
        return unseal(self._key, wrapped, f"agency:{slug}")


@lru_cache(maxsize=4)
def _master(encoded: str) -> MasterKey:
    return MasterKey(encoded)


def master_key() -> MasterKey:
    return _master(settings.LANTERN_MASTER_KEY)


def seal(key: bytes, data: bytes, bound_to: str) -> bytes:
    """Encrypt `data` so that it opens only with the same key and the same binding."""
    nonce = os.urandom(NONCE)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, data, bound_to.encode())


def unseal(key: bytes, blob: bytes, bound_to: str) -> bytes:
    """The data of `seal`; raises `cryptography.exceptions.InvalidTag` if anything was altered."""
    return AESGCM(key).decrypt(blob[1 : 1 + NONCE], blob[1 + NONCE :], bound_to.encode())


def new_agency_key(slug: str) -> bytes:
    """A fresh agency key, wrapped by the master key."""
    return master_key().wrap(os.urandom(32), slug)


def agency_key() -> bytes:
    """The acting agency's data key."""
    acting = context.current()
    slot = ("agency", acting.agency_id)
    if slot not in acting.keys:
        acting.keys[slot] = master_key().unwrap(bytes(acting.agency.wrapped_key), acting.agency.slug)
    return acting.keys[slot]


def new_case_key(case_ref: str) -> bytes:
    """A fresh key for one case, wrapped by the acting agency's key."""
    return seal(agency_key(), os.urandom(32), f"case:{case_ref}")


def blind_index(value: str, purpose: str) -> bytes:
    """A keyed hash for exact-match search inside the acting agency; equal values give equal hashes."""
    search_key = hmac.digest(agency_key(), b"lantern blind index", hashlib.sha256)
    return hmac.digest(search_key, f"{purpose}\0{value}".encode(), hashlib.sha256)[:16]


class KeyDestroyed(Exception):
    """The case's key was destroyed; what it protected cannot be read any more."""


def _case_key(instance: Any) -> bytes:
    acting = context.current()
    slot = ("case", instance.case_id)
    if slot not in acting.keys:
        case = instance._state.fields_cache.get("case")
        if case is None or case.pk != instance.case_id or "wrapped_key" in case.get_deferred_fields():
            model = apps.get_model(settings.LANTERN_KEY_MODEL)
            case = model.objects.only("ref", "wrapped_key").get(pk=instance.case_id)
        if not case.wrapped_key:
            raise KeyDestroyed(case.ref)
        acting.keys[slot] = unseal(agency_key(), bytes(case.wrapped_key), f"case:{case.ref}")
    return acting.keys[slot]


def key_for(instance: models.Model) -> bytes:
    """The key that protects this row's fields: its case's where it has one, else the agency's."""
    return _case_key(instance) if getattr(instance, "case_id", None) else agency_key()


class Sealed:
    """A ciphertext as it came from the database, not opened yet."""

    __slots__ = ("blob",)

    def __init__(self, blob: bytes):
        self.blob = blob

    def __repr__(self) -> str:
        return "<sealed>"


class _Opening(DeferredAttribute):
    """Decrypts on first access, so that a list pays only for what it shows."""

    field: Any

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = self.field.open(instance, value.blob)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class _Encrypted(models.Field):
    """Shared by the encrypted fields; a subclass says how its value becomes bytes and back."""

    descriptor_class = _Opening
    encrypted = True

    def get_internal_type(self) -> str:
        return "BinaryField"

    def binding(self, instance: Any) -> str:
        return f"{instance._meta.db_table}.{self.column}:{instance.ref}"

    def open(self, instance: models.Model, blob: bytes) -> Any:
        return (
            self.from_bytes(unseal(key_for(instance), blob, self.binding(instance))) if blob else self.empty()
        )

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, Sealed):
            return value
        value = getattr(model_instance, self.attname)
        if value is None or value == self.empty():
            return Sealed(b"")
        return Sealed(seal(key_for(model_instance), self.to_bytes(value), self.binding(model_instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is encrypted: save the object; filter and update cannot reach it")
        return connection.Database.Binary(value.blob)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """An empty value holds nothing to protect: a migration adds the column with it."""
        if not isinstance(value, Sealed) and value == self.empty():
            value = Sealed(b"")
        return super().get_db_prep_save(value, connection)

    def get_prep_value(self, value: Any) -> Any:
        return value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else Sealed(bytes(value))

    def get_default(self) -> Any:
        return super().get_default() if self.has_default() else self.empty()

    def to_bytes(self, value: Any) -> bytes:
        raise TypeError(type(self))

    def from_bytes(self, data: bytes) -> Any:
        raise TypeError(type(self))

    def empty(self) -> Any:
        raise TypeError(type(self))


class EncryptedTextField(_Encrypted):
    """Text in the program, AES-256-GCM in the database."""

    def to_bytes(self, value: str) -> bytes:
        return str(value).encode()

    def from_bytes(self, data: bytes) -> str:
        return data.decode()

    def empty(self) -> str:
        return ""

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        defaults = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text}
        return forms.CharField(**{**defaults, **kwargs})


class EncryptedJSONField(_Encrypted):
    """A JSON value in the program, AES-256-GCM in the database; empty means an empty dict or list."""

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, data: bytes) -> Any:
        return json.loads(data)

    def empty(self) -> Any:
        return self.default() if callable(self.default) else {}


class EncryptedBytesField(_Encrypted):
    """Bytes (a rendered document, a scan) in the program, AES-256-GCM in the database."""

    def to_bytes(self, value: bytes) -> bytes:
        return bytes(value)

    def from_bytes(self, data: bytes) -> bytes:
        return data

    def empty(self) -> bytes:
        return b""


def encrypted_fields(model: type[models.Model]) -> list[str]:
    """Names of the protected fields of `model`."""
    return [f.name for f in model._meta.concrete_fields if getattr(f, "encrypted", False)]
