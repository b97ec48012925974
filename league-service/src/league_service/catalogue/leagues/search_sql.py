"""The SQL of the league search: matching words, the leagues that contain them, filters, order, counts.

The fit of a word: 1 for the same word, 0.75 to 0.95 for its beginning, 0.6 inside it, 0.7 for a word one
letter apart, otherwise 0.65 of a trigram similarity of at least 0.3. Typing errors are considered only if no
league has the word itself or one that starts with it, and never for numbers. A whole name that the query
contains fits all of its words, whatever the spaces: "moto gp" contains MotoGP. If the query is the name of a
sport, it fits all leagues of that sport as well as the beginning of a name does, so that the best known of
them come first. A field counts 1 (name, abbreviation), 0.9 (other names), 0.6 (sport) or
0.5 (place).

A full match has every word except general ones such as "league". A league with some of the words follows if
it has at least 60 % of them, or if there is no full match. The score is four fifths the weighted mean over
the words, and one fifth for a whole name that equals (1), starts with (0.5) or is part of (up to 0.5) the
query. A full match has 0.5 and half of that, a partial match half of it: full matches come first.
"""

from typing import Final, LiteralString

from league_service.catalogue.leagues.columns import WIRE_COLUMNS

_FILTER = """(%(sports)s::text[] IS NULL OR l.sport = ANY(%(sports)s::text[]))
        AND (%(level)s::text IS NULL OR l.level = %(level)s)
        AND strpos(l.location_words, %(location)s) > 0"""

_MATCHED = (
    """
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
    WHERE length(t.word) >= 4 AND t.word !~ '^[0-9]+$'
        AND NOT EXISTS (SELECT FROM league.search_words AS w WHERE starts_with(w.word, t.word))
), mistyped AS (
    SELECT t.ord, t.weight, w.word, max(w.fit) AS fit, 'typo' AS kind
    FROM unknown AS t CROSS JOIN LATERAL (
        SELECT word, 0.7 AS fit FROM league.search_words WHERE near_forms && t.near
        UNION ALL
        SELECT word, 0.65 * shared / (cardinality(trigrams) + cardinality(t.grams) - shared)
        FROM league.search_words CROSS JOIN LATERAL (
            SELECT count(*)::float8 AS shared FROM unnest(trigrams) AS gram WHERE gram = ANY(t.grams)
        ) AS s
        WHERE trigrams && t.grams AND length(word) >= 4
            AND 1.3 * shared >= 0.3 * (cardinality(trigrams) + cardinality(t.grams))
    ) AS w
    WHERE strpos(w.word, t.word) = 0
    GROUP BY t.ord, t.weight, w.word
), hits AS MATERIALIZED (
    SELECT ord, weight, word, fit, kind FROM direct
    UNION ALL
    SELECT ord, weight, word, fit, kind FROM mistyped
), named AS MATERIALIZED (
    SELECT n.league_id, n.field, n.text, string_to_array(p.covers, ',')::bigint[] AS covers
    FROM unnest(%(phrases)s::text[], %(covers)s::text[]) AS p (tight, covers)
    JOIN league.search_names AS n ON n.tight = p.tight
), begun AS MATERIALIZED (
    SELECT league_id, field, text, tight = %(tight)s AS is_whole FROM league.search_names
    WHERE tight >= %(tight)s AND tight < %(tight)s || chr(1114111)
), best AS MATERIALIZED (
    SELECT DISTINCT ON (league_id, ord) league_id, ord, weight, kind, field, text, fit
    FROM (
        SELECT e.league_id, h.ord, h.weight, h.kind, e.field, e.text,
            h.fit * (ARRAY[1.0, 1.0, 0.9, 0.6, 0.5])[e.field + 1] AS fit
        FROM hits AS h JOIN league.search_terms AS e ON e.word = h.word
        WHERE h.weight >= 1
        UNION ALL
        SELECT n.league_id, ord, 1, 'words', n.field, n.text,
            (ARRAY[1.0, 1.0, 0.9, 0.6, 0.5])[n.field + 1]
        FROM named AS n CROSS JOIN LATERAL unnest(n.covers) AS ord
        UNION ALL
        SELECT b.league_id, t.ord, 1, 'prefix', b.field, b.text,
            0.75 * (ARRAY[1.0, 1.0, 0.9, 0.6, 0.5])[b.field + 1]
        FROM begun AS b CROSS JOIN tokens AS t
        WHERE NOT b.is_whole AND length(%(tight)s) >= 3
        UNION ALL
        SELECT s.id, t.ord, 1, 'words', 3, %(sport_name)s::text, 1.0
        FROM league.leagues AS s CROSS JOIN tokens AS t WHERE s.sport = %(named_sport)s
    ) AS h
    ORDER BY league_id, ord, fit DESC, field, length(text), text
), counted_words AS MATERIALIZED (
    SELECT b.league_id, sum(fit * weight) AS words_score,
        (array_agg(field ORDER BY fit * weight DESC, ord))[1] AS field,
        (array_agg(text ORDER BY fit * weight DESC, ord))[1] AS text,
        CASE WHEN bool_or(kind = 'typo') THEN 'typo' WHEN bool_or(kind = 'prefix') THEN 'prefix'
             ELSE 'words' END AS kind,
        bool_and(kind = 'typo') AS is_guess,
        count(*) FILTER (WHERE ord = ANY(%(required)s::int[]))::float8
            / cardinality(%(required)s::int[]) AS share
    FROM best AS b JOIN league.leagues AS l ON l.id = b.league_id
    WHERE """
    + _FILTER
    + """
    GROUP BY b.league_id
), matched AS MATERIALIZED (
    SELECT * FROM counted_words
    WHERE share = 1
        OR NOT is_guess AND (share >= 0.6 OR NOT EXISTS (SELECT FROM counted_words WHERE share = 1))
), general AS (
    SELECT league_id, sum(fit) AS words_score FROM (
        SELECT m.league_id, h.ord,
            max(h.fit * h.weight * (ARRAY[1.0, 1.0, 0.9, 0.6, 0.5])[e.field + 1]) AS fit
        FROM hits AS h JOIN league.search_terms AS e ON e.word = h.word
        JOIN matched AS m ON m.league_id = e.league_id
        WHERE h.weight < 1
            AND NOT EXISTS (SELECT FROM best AS b WHERE b.league_id = m.league_id AND b.ord = h.ord)
        GROUP BY m.league_id, h.ord
    ) AS g GROUP BY league_id
), whole AS (
    SELECT DISTINCT ON (league_id) league_id, field, text, kind, bonus FROM (
        SELECT league_id, field, text, CASE WHEN is_whole THEN 'exact' ELSE 'prefix' END AS kind,
            CASE WHEN is_whole THEN 0.2 ELSE 0.1 END AS bonus
        FROM begun
        UNION ALL
        SELECT league_id, field, text, 'words', 0.1 * cardinality(covers) / (SELECT count(*) FROM tokens)
        FROM named
        UNION ALL
        SELECT id, 3, %(sport_name)s::text, 'words', 0.1 FROM league.leagues WHERE sport = %(named_sport)s
    ) AS w
    ORDER BY league_id, bonus DESC, field, length(text), text
), weighed AS (
    SELECT m.league_id, m.share,
        0.8 * least(1, (m.words_score + coalesce(g.words_score, 0)) / %(total_weight)s)
            + coalesce(w.bonus, 0) AS score,
        coalesce(w.field, m.field) AS field, coalesce(w.text, m.text) AS text,
        coalesce(w.kind, m.kind) AS kind
    FROM matched AS m LEFT JOIN general AS g USING (league_id) LEFT JOIN whole AS w USING (league_id)
), scored AS (
    SELECT league_id, field, text, CASE WHEN share = 1 THEN kind ELSE 'partial' END AS kind,
        round((CASE WHEN share = 1 THEN 0.5 + 0.5 * score ELSE 0.5 * score END)::numeric, 6)::float8 AS score
    FROM weighed
)"""
)

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
    WHERE {filter}
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
        filter=_FILTER,
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
