"""The events of a stream as messages of the contract, and as entries of the store."""

from typing import Any

from google.rpc import status_pb2

from ai_service.models.calls.accounts import Attempt
from ai_service.models.calls.values import Completion, Restarted, Started
from ai_service.models.providers.port import Json
from altsports.ai.v1 import streams_pb2 as pb
from service_kit.errors import DomainError, Internal
from service_kit.rpc.wire_errors import from_status, to_status

_EVENT, _ERROR = b"e", b"x"


def event_entry(stream_id: str, number: int, event: pb.StreamEvent) -> bytes:
    """The entry of an event, which gets its id."""
    event.event_id = f"{stream_id}.{number}"
    return _EVENT + event.SerializeToString()


def error_entry(error: DomainError) -> bytes:
    """The entry of the error that ends a stream."""
    return _ERROR + to_status(error).SerializeToString()


def is_last(entry: bytes) -> bool:
    """Whether a stream ends with the entry."""
    return entry.startswith(_ERROR) or pb.StreamEvent.FromString(entry[1:]).event_type == "done"


def event_of(entry: bytes) -> pb.StreamEvent:
    """The event of an entry. Raises the error of one that is an error."""
    if entry.startswith(_ERROR):
        error = from_status(status_pb2.Status.FromString(entry[1:]))
        raise error or Internal("The stream failed")
    return pb.StreamEvent.FromString(entry[1:])


def started_to_pb(started: Started) -> pb.StreamEvent:
    attempt = pb.StreamAttempt(number=started.number, provider=started.provider, model=started.model)
    return pb.StreamEvent(event_type="attempt", attempt=attempt)


def text_to_pb(text: str) -> pb.StreamEvent:
    return pb.StreamEvent(event_type="delta", text=text)


def restarted_to_pb(restarted: Restarted) -> pb.StreamEvent:
    restart = pb.StreamRestart(next_attempt=restarted.number, reason=restarted.reason)
    return pb.StreamEvent(event_type="restart", restart=restart)


def done_to_pb(completion: Completion, details: Json) -> pb.StreamEvent:
    return pb.StreamEvent(event_type="done", result=result_to_pb(completion, details))


def result_to_pb(completion: Completion, details: Json) -> pb.StreamResult:
    usage = completion.answer.usage
    result = pb.StreamResult(
        text=completion.answer.text,
        provider=completion.provider,
        model=completion.answer.model,
        usage=pb.StreamUsage(
            input_tokens=usage.input_tokens, output_tokens=usage.output_tokens, estimated=usage.estimated
        ),
        cost_usd=f"{completion.settlement.user_cost:f}",
        attempts=[_attempt_to_pb(attempt) for attempt in completion.attempts],
    )
    struct: Any = result.details
    struct.update(details)
    return result


def _attempt_to_pb(attempt: Attempt) -> pb.StreamAttemptOutcome:
    return pb.StreamAttemptOutcome(
        number=attempt.number,
        provider=attempt.provider,
        model=attempt.model,
        error=attempt.error,
        paid_by=attempt.payer,
        duration_ms=attempt.duration_ms,
    )
