"""The totals alone, as one hand-written DuckDB query over the files of a generated site: totals.csv, near a limit."""

import sys
from pathlib import Path

import duckdb

TOTALS = """
COPY (
WITH
shifts AS (
    SELECT shift,
           to_minutes(60 * split_part("start", ':', 1)::BIGINT + split_part("start", ':', 2)::BIGINT) AS starts,
           to_minutes(60 * split_part("end", ':', 1)::BIGINT + split_part("end", ':', 2)::BIGINT) AS ends
    FROM read_csv('{site}/people/shifts.csv', all_varchar = true)
),
plan AS (
    SELECT r.person_id, day + starts AS starts, day + ends AS ends, row_number() OVER () AS slot
    FROM read_csv('{site}/people/roster.csv', columns = {{
             'person_id': 'VARCHAR', 'date': 'DATE', 'to': 'DATE', 'days': 'VARCHAR', 'shift': 'VARCHAR'}}) AS r
    JOIN shifts USING (shift)
    JOIN (SELECT unnest(generate_series(DATE '2026-10-01', DATE '2026-10-31', INTERVAL 1 DAY))::TIMESTAMP AS day)
      ON day BETWEEN r."date" AND r."to" AND contains(r.days, isodow(day)::VARCHAR)
),
windows AS (
    SELECT slot, person_id, starts, ends, starts + (ends - starts) / 2 AS middle,
           greatest(starts - INTERVAL 120 MINUTE, last_ends + (starts - last_ends) / 2) AS opens,
           least(ends + INTERVAL 240 MINUTE, ends + (next_starts - ends) / 2) AS closes
    FROM (SELECT *, lag(ends) OVER person AS last_ends, lead(starts) OVER person AS next_starts
          FROM plan WINDOW person AS (PARTITION BY person_id ORDER BY starts))
),
log AS (
    SELECT person_id, "time" AS punched
    FROM read_csv('{site}/records/attendance.csv', columns = {{'person_id': 'VARCHAR', 'time': 'TIMESTAMP'}})
),
hits AS (
    SELECT w.slot,
           min(punched) FILTER (punched <= w.middle) AS came,
           max(punched) FILTER (punched > w.middle) AS went
    FROM (SELECT *, unnest(range(opens::DATE, closes::DATE + 1, INTERVAL 1 DAY))::DATE AS day FROM windows) AS w
    JOIN log ON log.person_id = w.person_id AND log.punched::DATE = w.day
            AND log.punched >= w.opens AND log.punched < w.closes
    GROUP BY w.slot
),
judged AS (
    SELECT person_id, came, went,
           epoch_ms(came) - epoch_ms(starts) AS late, epoch_ms(ends) - epoch_ms(went) AS early
    FROM windows LEFT JOIN hits USING (slot)
),
attendance AS (
    SELECT person_id, sum(
        CASE WHEN came IS NULL AND went IS NULL THEN -10 WHEN came IS NULL OR went IS NULL THEN -2 ELSE 0 END
      + CASE WHEN late > 600000 THEN -10 WHEN late > 300000 THEN -5 WHEN late > 0 THEN -1 ELSE 0 END
      + CASE WHEN early > 300000 THEN -5 WHEN early > 0 THEN -1 ELSE 0 END)::DECIMAL(18, 4) AS points
    FROM judged GROUP BY person_id
),
found AS (
    SELECT person_id, item, coalesce(quantity, 1) AS quantity, coalesce(points, -coalesce(quantity, 1)) AS points
    FROM read_csv('{site}/records/inspections.csv', columns = {{
             'date': 'DATE', 'time': 'VARCHAR', 'person_id': 'VARCHAR', 'item': 'VARCHAR', 'result': 'VARCHAR',
             'quantity': 'DECIMAL(18, 4)', 'points': 'DECIMAL(18, 4)', 'inspection_id': 'VARCHAR'}})
    WHERE result = 'fail'
),
inspections AS (
    SELECT person_id,
           coalesce(sum(points) FILTER (item NOT IN ('B-02', 'B-06')), 0)
         - greatest(coalesce(sum(quantity) FILTER (item = 'B-02'), 0) - 1, 0)
         + greatest(coalesce(sum(points) FILTER (item = 'B-06'), 0), -3)
         - CASE WHEN sum(quantity) FILTER (item = 'B-07') >= 5 THEN 8
                WHEN sum(quantity) FILTER (item = 'B-07') >= 3 THEN 3 ELSE 0 END AS points
    FROM found GROUP BY person_id
)
SELECT person_id,
       greatest(coalesce(a.points, 0) + coalesce(i.points, 0), -100) AS deductions,
       0 AS bonuses,
       100 + deductions AS score
FROM read_csv('{site}/people/staff.csv', all_varchar = true)
LEFT JOIN attendance AS a USING (person_id)
LEFT JOIN inspections AS i USING (person_id)
ORDER BY person_id
) TO '{out}/totals.csv' (HEADER)
"""


def main(site: Path, out: Path) -> None:
    """Runs the query over the site's files."""
    out.mkdir(parents=True, exist_ok=True)
    duckdb.sql(TOTALS.format(site=site, out=out))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
