"""The seams between the flow and the world; an adapter fits by its shape, and has a twin in memory for the tests."""

from samarkand.ports.catalog import Catalog
from samarkand.ports.derived import AnnotationStore, NameStore, SearchIndex, StoryStore, TallyStore
from samarkand.ports.outside import AppPassword, Export, Fetcher, IncomingFile, Mailer, Password, Tokens, Watches
from samarkand.ports.site import Site
from samarkand.ports.truth import Archive, Copy, MarkBox, MergeBook, Signer, Stamps

__all__ = [
    "AnnotationStore",
    "AppPassword",
    "Archive",
    "Catalog",
    "Copy",
    "Export",
    "Fetcher",
    "IncomingFile",
    "Mailer",
    "MarkBox",
    "MergeBook",
    "NameStore",
    "Password",
    "SearchIndex",
    "Signer",
    "Site",
    "Stamps",
    "StoryStore",
    "TallyStore",
    "Tokens",
    "Watches",
]
