"""The SQL of the league search: matching words, the leagues that contain them, filters, order, counts.

The fit of a word: 1 for the same word, 0.75 to 0.95 for its beginning, 0.6 inside it, 0.7 for a word one
letter apart, otherwise 0.65 of a trigram similarity of at least 0.3. Typing errors are considered only if no
league contains the word itself. A field counts 1 (name, abbreviation), 0.9 (other names), 0.6 (sport) or 0.5
(place). A league must match every word except general ones such as "league". Its score is four fifths the
weighted mean over the words, and one fifth for a whole name that equals (1) or starts with (0.5) the query.
"""

from typing import Final, LiteralString

from league_service.catalogue.leagues.columns import WIRE_COLUMNS

_MATCHED = """
WITH tokens AS MATERIALIZED (
    SELECT ord, word, weight, string_to_array(near, ',') AS near, string_to_array(grams, ',') AS grams
    FROM unnest(%(words)s::text[], %(weights)s::float8[], %(near)s::text[], %(grams)s::text[])
        WITH ORDINALITY AS t (word, weight, near, grams, ord)
), direct AS (
    SELECT t.ord, t.weight, w.word,
        CASE WHEN w.word = t.word THEN 1.0
             WHEN starts_with(w.word, t.word) THEN 0.75 + 0.2 * length(t.word) / length(w.word)
             ELSE 0.6 END AS fit,
        CASE WHEN w.word <> t.word AND starts_with(w.word, t.word) THEN 'prefix' ELSE 'words' END AS kind
    FROM tokens AS t JOIN league.search_words AS w ON strpos(w.word, t.word) > 0
    WHERE w.word = t.word
        OR length(t.word) >= 2 AND starts_with(w.word, t.word)
        OR length(t.word) >= 4
), unknown AS MATERIALIZED (
    SELECT t.* FROM tokens AS t
    WHERE length(t.word) >= 4 AND NOT EXISTS (SELECT FROM league.search_words AS w WHERE w.word = t.word)
), mistyped AS (
    SELECT t.ord, t.weight, w.word, max(w.fit) AS fit, 'typo' AS kind
    FROM unknown AS t CROSS JOIN LATERAL (
        SELECT word, 0.7 AS fit FROM league.search_words WHERE near_forms && t.near
        UNION ALL
        SELECT word, 0.65 * shared / (cardinality(trigrams) + cardinality(t.grams) - shared)
        FROM league.search_words CROSS JOIN LATERAL (
            SELECT count(*)::float8 AS shared FROM unnest(trigrams) AS gram WHERE gram = ANY(t.grams)
        ) AS s
        WHERE trigrams && t.grams
            AND 1.3 * shared >= 0.3 * (cardinality(trigrams) + cardinality(t.grams))
    ) AS w
    WHERE strpos(w.word, t.word) = 0
    GROUP BY t.ord, t.weight, w.word
), hits AS MATERIALIZED (
    SELECT ord, weight, word, fit, kind FROM direct
    UNION ALL
    SELECT ord, weight, word, fit, kind FROM mistyped
), best AS (
    SELECT DISTINCT ON (e.league_id, h.ord) e.league_id, h.ord, h.weight, h.kind, e.field, e.text,
        h.fit * (ARRAY[1.0, 1.0, 0.9, 0.6, 0.5])[e.field + 1] AS fit
    FROM hits AS h JOIN league.search_terms AS e ON e.word = h.word
    WHERE h.weight >= 1
    ORDER BY e.league_id, h.ord, fit DESC, e.field, length(e.text), e.text
), matched AS MATERIALIZED (
    SELECT league_id, sum(fit * weight) AS words_score,
        (array_agg(field ORDER BY fit * weight DESC, ord))[1] AS field,
        (array_agg(text ORDER BY fit * weight DESC, ord))[1] AS text,
        CASE WHEN bool_or(kind = 'typo') THEN 'typo' WHEN bool_or(kind = 'prefix') THEN 'prefix'
             ELSE 'words' END AS kind
    FROM best GROUP BY league_id HAVING count(*) = %(required)s
), general AS (
    SELECT league_id, sum(fit) AS words_score FROM (
        SELECT m.league_id, h.ord,
            max(h.fit * h.weight * (ARRAY[1.0, 1.0, 0.9, 0.6, 0.5])[e.field + 1]) AS fit
        FROM hits AS h JOIN league.search_terms AS e ON e.word = h.word
        JOIN matched AS m ON m.league_id = e.league_id
        WHERE h.weight < 1
        GROUP BY m.league_id, h.ord
    ) AS g GROUP BY league_id
), whole AS (
    SELECT DISTINCT ON (league_id) league_id, field, text,
        CASE WHEN normalised = %(query)s THEN 'exact' ELSE 'prefix' END AS kind
    FROM league.search_names
    WHERE normalised >= %(query)s AND normalised < %(query)s || chr(1114111)
    ORDER BY league_id, normalised = %(query)s DESC, field, length(text), text
), scored AS (
    SELECT m.league_id,
        round((
            0.8 * (m.words_score + coalesce(g.words_score, 0)) / %(total_weight)s
            + CASE w.kind WHEN 'exact' THEN 0.2 WHEN 'prefix' THEN 0.1 ELSE 0 END
        )::numeric, 6)::float8 AS score,
        coalesce(w.field, m.field) AS field, coalesce(w.text, m.text) AS text,
        coalesce(w.kind, m.kind) AS kind
    FROM matched AS m LEFT JOIN general AS g USING (league_id) LEFT JOIN whole AS w USING (league_id)
)"""

_ALL = """
WITH scored AS (
    SELECT id AS league_id, 1.0::float8 AS score, NULL::smallint AS field, ''::text AS text,
        'filter'::text AS kind
    FROM league.leagues
)"""

_FOUND = """, found AS MATERIALIZED (
    SELECT s.league_id, s.score, s.field, s.text, s.kind, l.sport, l.level, l.countries, l.sort_name,
        {key} AS key, {second} AS second
    FROM scored AS s JOIN league.leagues AS l ON l.id = s.league_id
    WHERE (%(sports)s::text[] IS NULL OR l.sport = ANY(%(sports)s::text[]))
        AND (%(level)s::text IS NULL OR l.level = %(level)s)
        AND strpos(l.location_words, %(location)s) > 0
), counted AS (
    SELECT (SELECT count(*) FROM found)::int AS total, {sport} AS sports, {level} AS levels,
        {country} AS countries
), page AS (
    SELECT f.*, row_number() OVER (ORDER BY {order}) AS position
    FROM (SELECT f.* FROM found AS f WHERE NOT %(resumed)s OR {after} ORDER BY {order} LIMIT %(limit)s) AS f
)
SELECT c.total, CASE WHEN p.position IS NULL OR p.position = 1 THEN c.sports END,
    CASE WHEN p.position IS NULL OR p.position = 1 THEN c.levels END,
    CASE WHEN p.position IS NULL OR p.position = 1 THEN c.countries END,
    p.league_id, p.score, p.field, p.text, p.kind, p.key, p.second, p.sort_name, {columns}
FROM counted AS c LEFT JOIN page AS p ON true LEFT JOIN league.leagues AS l ON l.id = p.league_id
ORDER BY p.position"""

_FACET = """(
        SELECT coalesce(json_agg(json_build_object('value', value, 'count', n) ORDER BY n DESC, value), '[]')
        FROM (
            SELECT {value} AS value, count(*) AS n FROM found{join} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100
        ) AS f
    )"""

_KEYS: Final[dict[LiteralString, tuple[LiteralString, LiteralString]]] = {
    "relevance": ("-s.score", "-l.prominence"),
    "name": ("0::float8", "0"),
    "-name": ("0::float8", "0"),
    "founded_year": ("coalesce(l.founded_year, 9999)::float8", "0"),
    "-founded_year": ("-coalesce(l.founded_year, 0)::float8", "0"),
    "member_count": ("coalesce(nullif(l.member_count, 0), 2000000000)::float8", "0"),
    "-member_count": ("-l.member_count::float8", "0"),
}
SORTS: Final = tuple(_KEYS)


def _statement(scored: LiteralString, sort: LiteralString) -> LiteralString:
    key, second = _KEYS[sort]
    backwards = sort == "-name"
    direction = " DESC" if backwards else ""
    position = '(%(key)s::float8, %(second)s::int, %(sort_name)s COLLATE "C", %(id)s::text)'
    found = _FOUND.format(
        key=key,
        second=second,
        sport=_FACET.format(value="sport", join=""),
        level=_FACET.format(value="level", join=""),
        country=_FACET.format(value="place", join=" CROSS JOIN LATERAL unnest(countries) AS place"),
        order=f"f.key, f.second, f.sort_name{direction}, f.league_id{direction}",
        after=f"(f.key, f.second, f.sort_name, f.league_id) {'<' if backwards else '>'} {position}",
        columns=WIRE_COLUMNS,
    )
    return scored + found


BY_WORDS: Final[dict[str, LiteralString]] = {sort: _statement(_MATCHED, sort) for sort in SORTS}
"""The statements of a search by words, for each order."""

BY_FILTER: Final[dict[str, LiteralString]] = {sort: _statement(_ALL, sort) for sort in SORTS}
"""The statements of a search without words, for each order."""
