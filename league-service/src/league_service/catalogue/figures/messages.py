"""Converts figures to messages."""

from altsports.league.v1 import sources_pb2 as pb
from league_service.catalogue.figures.domain import Figure


def figure_to_pb(figure: Figure) -> pb.LeagueFigure:
    return pb.LeagueFigure(
        name=figure.name,
        value=figure.value,
        as_of=figure.as_of,
        published_in=figure.published_in,
        url=figure.url or None,
        source=figure.source,
    )
