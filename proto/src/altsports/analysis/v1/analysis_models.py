"""Generated from altsports/analysis/v1/analysis.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Int32, Int64, Message, Range32, Text, TextLine, says
from pydantic import Field


class AnalysisSidePlayer(Message):
    """A player of a side."""

    player_id: TextLine = Field(
        default="",
        description="The player.",
        max_length=64,
    )
    shirt_number: Int32 = Field(
        default=0,
        description="The shirt number.",
        ge=0,
        le=999,
    )
    name: TextLine = Field(
        default="",
        description="The name.",
        max_length=200,
    )


class AnalysisMatchSide(Message):
    """One side of the match."""

    team_id: TextLine = Field(
        default="",
        description="The team.",
        max_length=64,
    )
    name: TextLine = Field(
        default="",
        description="The name. It finds the side in files that do not say who plays at home.",
        max_length=200,
    )
    players: list[AnalysisSidePlayer] = Field(
        default_factory=list,
        description="The players, found in the files by their shirt numbers.",
        max_length=60,
    )


class AnalysisSyncPoint(Message):
    """A time of a period, and where it is on the film."""

    period: Int32 = Field(
        default=0,
        description="The period.",
        ge=1,
        le=5,
    )
    period_s: float = Field(
        default=0.0,
        description="The seconds on the clock of the period.",
        ge=0.0,
        le=7200.0,
    )
    video_s: float = Field(
        default=0.0,
        description="The seconds from the beginning of the film.",
        ge=0.0,
        le=86400.0,
    )


class AnalysisMatchFacts(Message):
    """What the caller knows about the match."""

    match_id: TextLine = Field(
        default="",
        description="The match.",
        max_length=64,
    )
    home: AnalysisMatchSide | None = Field(
        default=None,
        description="The home side.",
    )
    away: AnalysisMatchSide | None = Field(
        default=None,
        description="The away side.",
    )
    pitch_length_m: Annotated[float, Field(ge=80.0, le=130.0)] | None = Field(
        default=None,
        description="The length of the pitch in metres. Defaults to what the files state, or 105.",
    )
    pitch_width_m: Annotated[float, Field(ge=40.0, le=100.0)] | None = Field(
        default=None,
        description="The width of the pitch in metres. Defaults to what the files state, or 68.",
    )
    sync_points: list[AnalysisSyncPoint] = Field(
        default_factory=list,
        description="Where the periods begin on the film.",
        max_length=8,
    )


class AnalysisInputReference(Message):
    """A file to read. Its content decides on the format."""

    name: TextLine = Field(
        description="The name, for messages.",
        min_length=1,
        max_length=255,
    )
    size: Int64 = Field(
        default=0,
        description="The number of bytes.",
        ge=0,
        le=4294967296,
    )
    sha256: TextLine = Field(
        description="The SHA-256 of the bytes, in hexadecimal digits.",
        min_length=1,
        pattern='^[0-9a-f]{64}$',
    )
    location: TextLine = Field(
        default="",
        description="The key of the object in the file store that the engine shares with the caller. Empty if chunks bring the bytes.",
        max_length=1024,
    )


class AnalysisRunParameters(Message):
    """How to compute. Providers and studies use different thresholds of speed, so a report states those it was made with."""

    segment_s: Annotated[int, Field(ge=30, le=600), Range32] | None = Field(
        default=None,
        description="The seconds of a segment, on the clock of the period.",
    )
    high_speed_kmh: Annotated[float, Field(ge=10.0, le=30.0)] | None = Field(
        default=None,
        description="The speed in km/h from which running is of high speed.",
    )
    sprint_kmh: Annotated[float, Field(ge=15.0, le=40.0)] | None = Field(
        default=None,
        description="The speed in km/h from which running is a sprint.",
    )
    sprint_s: Annotated[float, Field(ge=0.2, le=5.0)] | None = Field(
        default=None,
        description="The seconds that a sprint lasts at least.",
    )
    pressing_m: Annotated[float, Field(ge=1.0, le=10.0)] | None = Field(
        default=None,
        description="The distance in metres from the ball carrier within which closing in is pressing.",
    )
    attacking_side: Literal["home", "away"] | None = Field(
        default=None,
        description="The side that attacks in a file that says no more than that. Defaults to home.",
    )


class AnalysisRunStart(Message):
    """What to analyse."""

    analysis_id: TextLine = Field(
        description="The analysis, a UUID.",
        min_length=1,
        max_length=64,
    )
    attempt: Int32 = Field(
        default=0,
        description="The number of this attempt, from 1.",
        ge=1,
        le=1000000,
    )
    match: AnalysisMatchFacts | None = Field(
        default=None,
        description="The match.",
    )
    inputs: list[AnalysisInputReference] = Field(
        default_factory=list,
        description="The files, at most one source of tracking and one of events. Some formats are two files.",
        min_length=1,
        max_length=8,
    )
    parameters: AnalysisRunParameters | None = Field(
        default=None,
        description="How to compute. Unset parameters have the defaults of the engine.",
    )
    resume_after_segment: Annotated[int, Field(ge=0, le=100000), Range32] | None = Field(
        default=None,
        description="The index of the last segment that is stored. The stream begins behind it. Unset at the first attempt.",
    )


class AnalysisInputChunk(Message):
    """Bytes of an input, in their order."""

    input: Int32 = Field(
        default=0,
        description="The input, counted from 0.",
        ge=0,
        le=7,
    )
    data: bytes = Field(
        default=b"",
        description="The bytes, at most 1 MiB.",
    )


class AnalysisAnalyzeRequest(Message):
    """The start of an analysis, or bytes of its inputs."""

    start: AnalysisRunStart | None = Field(
        default=None,
        description="What to analyse. The first message, and only the first.",
    )
    chunk: AnalysisInputChunk | None = Field(
        default=None,
        description="Bytes of an input.",
    )


class AnalysisPacketProgress(Message):
    """How far the work is."""

    percent: float = Field(
        default=0.0,
        description="From 0 to 100; it never falls.",
    )
    stage: Literal["receiving", "reading", "measuring", "segments"] = Field(
        description="What is being done.",
    )
    message: Text = Field(
        default="",
        description="The same, in a few words for people.",
    )


class AnalysisTeamFormation(Message):
    """A formation."""

    shape: Text = Field(
        default="",
        description="The lines of outfield players from the back, such as \"4-4-2\"; \"unknown\" if two are close or players are missing.",
    )
    confidence: float = Field(
        default=0.0,
        description="From 0 to 1.",
    )
    source: Literal["stated", "inferred"] = Field(
        description="\"stated\" by the file, or \"inferred\" from positions.",
    )


class AnalysisPitchThirds(Message):
    """The shares of the time or of the events in which the ball was in each third, seen by the side. They add up to 1."""

    own: float = Field(
        default=0.0,
        description="In the third of the own goal.",
    )
    middle: float = Field(
        default=0.0,
        description="In the middle.",
    )
    attacking: float = Field(
        default=0.0,
        description="In the third of the opponents' goal.",
    )


class AnalysisTeamFigures(Message):
    """The figures of a side in a segment. Distances along the pitch count from the own goal line."""

    side: Literal["home", "away"] = Field(
        description="The side.",
    )
    team_id: Text = Field(
        default="",
        description="The team.",
    )
    formation: AnalysisTeamFormation | None = Field(
        default=None,
        description="The formation of the whole segment.",
    )
    formation_in_possession: AnalysisTeamFormation | None = Field(
        default=None,
        description="The formation while the side has the ball.",
    )
    formation_out_of_possession: AnalysisTeamFormation | None = Field(
        default=None,
        description="The formation while the other side has the ball.",
    )
    possession: float | None = Field(
        default=None,
        description="The share of the time with possession that the side had the ball, from 0 to 1.",
    )
    ppda: float | None = Field(
        default=None,
        description="Passes of the opponents per defensive action of the side, in the part of the pitch where teams press.",
    )
    pressures: Int32 | None = Field(
        default=None,
        description="How often the side pressed the ball carrier.",
    )
    length_m: float | None = Field(
        default=None,
        description="From the rearmost to the foremost outfield player, in metres.",
    )
    width_m: float | None = Field(
        default=None,
        description="From the leftmost to the rightmost outfield player, in metres.",
    )
    hull_m2: float | None = Field(
        default=None,
        description="The area of the convex hull of the outfield players, in square metres.",
    )
    stretch_m: float | None = Field(
        default=None,
        description="The mean distance of the outfield players from their centre, in metres.",
    )
    line_m: float | None = Field(
        default=None,
        description="The distance of the defensive line from the own goal line, in metres.",
    )
    thirds: AnalysisPitchThirds | None = Field(
        default=None,
        description="Where the ball was.",
    )
    field_tilt: float | None = Field(
        default=None,
        description="The side's share of both sides' play in the attacking thirds, from 0 to 1.",
    )
    distance_m: float | None = Field(
        default=None,
        description="The distance that all players of the side covered, in metres.",
    )
    high_speed_m: float | None = Field(
        default=None,
        description="The distance at high speed, sprints included, in metres.",
    )
    sprint_m: float | None = Field(
        default=None,
        description="The distance in sprints, in metres.",
    )
    sprint_count: Int32 | None = Field(
        default=None,
        description="The number of sprints that began.",
    )
    shots: Int32 | None = Field(
        default=None,
        description="The shots of the side.",
    )
    expected_goals: float | None = Field(
        default=None,
        description="The expected goals of those shots, as the file states them.",
    )


class AnalysisPlayerFigures(Message):
    """The figures of a player in a segment."""

    side: Literal["home", "away"] = Field(
        description="The side.",
    )
    player_id: Text = Field(
        default="",
        description="The player, if the facts of the match name one with this shirt number.",
    )
    name: Text = Field(
        default="",
        description="The player as the file names them.",
    )
    shirt_number: Int32 | None = Field(
        default=None,
        description="The shirt number.",
    )
    x_m: float | None = Field(
        default=None,
        description="The mean position in metres from the own goal line.",
    )
    y_m: float | None = Field(
        default=None,
        description="The mean position in metres from the side line on the left, looking at the opponents' goal.",
    )
    distance_m: float | None = Field(
        default=None,
        description="The distance covered, in metres.",
    )
    high_speed_m: float | None = Field(
        default=None,
        description="The distance at high speed, sprints included, in metres.",
    )
    sprint_m: float | None = Field(
        default=None,
        description="The distance in sprints, in metres.",
    )
    sprint_count: Int32 | None = Field(
        default=None,
        description="The number of sprints that began.",
    )
    top_speed_kmh: float | None = Field(
        default=None,
        description="The highest speed that was kept for a fifth of a second, in km/h.",
    )
    coverage: float = Field(
        default=0.0,
        description="The share of the segment's time with a measured speed, from 0 to 1.",
    )


class AnalysisRuleSeverity(Message):
    """The severity that a rule gave to a segment."""

    rule: Text = Field(
        default="",
        description="The rule.",
    )
    side: Literal["home", "away"] = Field(
        description="The side that it warns.",
    )
    player: Text = Field(
        default="",
        description="The player, as in the segment's players; empty if the rule is about the side.",
    )
    severity: float = Field(
        default=0.0,
        description="From 0 to 100.",
    )


class AnalysisUnavailableFigure(Message):
    """A figure that could not be computed, and why."""

    figure: Text = Field(
        default="",
        description="The figure, such as \"ppda\".",
    )
    side: Literal["", "home", "away"] = Field(
        description="The side; empty if it is true of both.",
    )
    reason: Text = Field(
        default="",
        description="The reason, such as \"NO_EVENTS\".",
    )
    message: Text = Field(
        default="",
        description="The reason in words.",
    )


class AnalysisSegment(Message):
    """A stretch of a period and the figures of both sides. A figure that is null is in `unavailable` with the reason."""

    index: Int32 = Field(
        default=0,
        description="The index in the match, from 0.",
    )
    period: Int32 = Field(
        default=0,
        description="The period, from 1.",
    )
    start_s: float = Field(
        default=0.0,
        description="Where it begins, in seconds on the clock of the period.",
    )
    end_s: float = Field(
        default=0.0,
        description="Where it ends, in seconds on the clock of the period.",
    )
    video_s: float | None = Field(
        default=None,
        description="Where it begins on the film, in seconds. Null without a sync point of the period.",
    )
    teams: list[AnalysisTeamFigures] = Field(
        default_factory=list,
        description="The figures of the home side, then of the away side.",
    )
    players: list[AnalysisPlayerFigures] = Field(
        default_factory=list,
        description="The figures of the players who were tracked.",
    )
    severities: list[AnalysisRuleSeverity] = Field(
        default_factory=list,
        description="The severities that the rules gave.",
    )
    severity: float = Field(
        default=0.0,
        description="The highest of the severities, from 0 to 100.",
    )
    coverage: float = Field(
        default=0.0,
        description="The share of the segment's time that the files cover, from 0 to 1.",
    )
    unavailable: list[AnalysisUnavailableFigure] = Field(
        default_factory=list,
        description="The figures that are null, and why.",
    )


class AnalysisAlertEvidence(Message):
    """A figure that an alert rests on."""

    figure: Text = Field(
        default="",
        description="The figure, such as \"pressures\".",
    )
    value: float = Field(
        default=0.0,
        description="Its mean in the segments of the alert.",
    )
    baseline: float = Field(
        default=0.0,
        description="Its mean before, with which it is compared.",
    )
    segments: list[Int32] = Field(
        default_factory=list,
        description="The segments of the alert.",
    )
    baseline_segments: list[Int32] = Field(
        default_factory=list,
        description="The segments with which they are compared.",
    )


class AnalysisSegmentAlert(Message):
    """An alert that opened, or reached a higher level."""

    segment_index: Int32 = Field(
        default=0,
        description="The segment.",
    )
    opened_in_segment: Int32 = Field(
        default=0,
        description="The segment in which it opened.",
    )
    rule: Text = Field(
        default="",
        description="The rule.",
    )
    side: Literal["home", "away"] = Field(
        description="The side that it warns.",
    )
    team_id: Text = Field(
        default="",
        description="The team.",
    )
    player: Text = Field(
        default="",
        description="The player as the file names them; empty if it is about the side.",
    )
    player_id: Text = Field(
        default="",
        description="The player, if the facts of the match name one.",
    )
    severity: float = Field(
        default=0.0,
        description="From 60 to 100.",
    )
    level: Literal["low", "medium", "high", "critical"] = Field(
        description="low from 60, medium from 70, high from 80, critical from 90.",
    )
    message: Text = Field(
        default="",
        description="What happened, for people.",
    )
    evidence: list[AnalysisAlertEvidence] = Field(
        default_factory=list,
        description="The figures that it rests on.",
    )
    period: Int32 = Field(
        default=0,
        description="The period.",
    )
    match_s: float = Field(
        default=0.0,
        description="The seconds on the clock of the match: that of the period, behind 45, 90 or 105 minutes.",
    )
    video_s: float | None = Field(
        default=None,
        description="Where it is on the film, in seconds. Null without a sync point of the period.",
    )


class AnalysisPacketArtifact(Message):
    """A small file that was made."""

    name: Text = Field(
        default="",
        description="The name, such as \"shots.json\".",
    )
    kind: Text = Field(
        default="",
        description="What it is, such as \"shots\".",
    )
    content_type: Text = Field(
        default="",
        description="The media type.",
    )
    sha256: Text = Field(
        default="",
        description="The SHA-256 of the bytes, in hexadecimal digits.",
    )
    data: bytes = Field(
        default=b"",
        description="The bytes. All artifacts together have at most 2 MiB.",
    )


class AnalysisPacketDone(Message):
    """The end of the stream."""

    engine: Text = Field(
        default="",
        description="The engine, such as \"altsports-embedded 1.0.0\".",
    )
    formats: list[Text] = Field(
        default_factory=list,
        description="The formats that were read, such as \"metrica-tracking\".",
    )
    segments: Int32 = Field(
        default=0,
        description="The number of segments of the match, also of those before the resumption.",
    )
    alerts: Int32 = Field(
        default=0,
        description="The number of alerts of the match, also of those before the resumption.",
    )
    digest: Text = Field(
        default="",
        description="The SHA-256 of all segments and alerts in their order, each in the deterministic wire format behind its length as four bytes, the highest first.",
    )
    artifacts: list[AnalysisPacketArtifact] = Field(
        default_factory=list,
        description="What else was made.",
    )
    unavailable: list[AnalysisUnavailableFigure] = Field(
        default_factory=list,
        description="The figures that are null in every segment, and why.",
    )
    parameters: AnalysisRunParameters | None = Field(
        default=None,
        description="The parameters that were used.",
    )
    notes: list[Text] = Field(
        default_factory=list,
        description="What was assumed or left out, for people.",
    )
    pitch_length_m: float = Field(
        default=0.0,
        description="The length of the pitch that was used, in metres.",
    )
    pitch_width_m: float = Field(
        default=0.0,
        description="The width of the pitch that was used, in metres.",
    )


class AnalysisAnalyzeResponse(Message):
    """A packet of the stream."""

    number: Int32 = Field(
        default=0,
        description="The number of the packet, from 1 without a gap.",
    )
    progress: AnalysisPacketProgress | None = Field(
        default=None,
        description="How far the work is.",
    )
    segment_done: AnalysisSegment | None = Field(
        default=None,
        description="A segment is computed.",
    )
    alert: AnalysisSegmentAlert | None = Field(
        default=None,
        description="An alert opened in the last segment, or reached a higher level there.",
    )
    done: AnalysisPacketDone | None = Field(
        default=None,
        description="The end.",
    )


class AnalysisGetEngineRequest(Message):
    """Nothing to choose."""


class AnalysisEngineFormat(Message):
    """A format that an engine reads."""

    name: Text = Field(
        default="",
        description="The name, such as \"metrica-tracking\".",
    )
    kind: Literal["tracking", "events", "video"] = Field(
        description="What is in it.",
    )
    description: Text = Field(
        default="",
        description="Which files it consists of.",
    )


class AnalysisEngineFigure(Message):
    """A figure that an engine computes."""

    name: Text = Field(
        default="",
        description="The name of the field, such as \"hull_m2\".",
    )
    unit: Text = Field(
        default="",
        description="The unit; empty for counts and shares.",
    )
    formats: list[Text] = Field(
        default_factory=list,
        description="The formats from which it can be computed.",
    )


class AnalysisEngineRule(Message):
    """A rule of alerts."""

    name: Text = Field(
        default="",
        description="The name, such as \"pressing_fades\".",
    )
    figures: list[Text] = Field(
        default_factory=list,
        description="The figures that it rests on.",
    )
    description: Text = Field(
        default="",
        description="What it warns of.",
    )


class AnalysisGetEngineResponse(Message):
    """An engine."""

    name: Text = Field(
        default="",
        description="The name.",
    )
    version: Text = Field(
        default="",
        description="The version. Another version may compute other figures.",
    )
    formats: list[AnalysisEngineFormat] = Field(
        default_factory=list,
        description="The formats it reads.",
    )
    figures: list[AnalysisEngineFigure] = Field(
        default_factory=list,
        description="The figures it computes.",
    )
    rules: list[AnalysisEngineRule] = Field(
        default_factory=list,
        description="Its rules of alerts.",
    )
    defaults: AnalysisRunParameters | None = Field(
        default=None,
        description="The defaults of its parameters.",
    )
    max_input_bytes: Int64 = Field(
        default=0,
        description="The bytes that all inputs of an analysis may have.",
    )
    reads_locations: bool = Field(
        default=False,
        description="Whether it reads objects of the file store by their location.",
    )
