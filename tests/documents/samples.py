"""A sample call of every command of documents, for the undo law."""

from tests.documents.message_samples import MESSAGE_SAMPLES
from tests.undo_samples import Sample

SAMPLES: dict[str, Sample] = {**MESSAGE_SAMPLES}
