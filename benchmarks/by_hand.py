"""The three KPIs by two segments as somebody would write them for DuckDB by hand."""

import sys

import duckdb

QUERY = """
    SELECT date_trunc('month', answered_on) AS month, region, channel,
           GROUPING(region, channel) AS level, count(*) AS rows_read,
           count(recommend) AS asked,
           sum(CASE WHEN recommend >= 9 THEN 1 ELSE 0 END) AS promoters,
           sum(CASE WHEN recommend <= 6 THEN 1 ELSE 0 END) AS detractors,
           count(satisfaction) AS answered,
           sum(CASE WHEN satisfaction >= 4 THEN 1 ELSE 0 END) AS satisfied,
           sum(satisfaction) AS total, sum(satisfaction * satisfaction) AS squares
    FROM read_csv(?, header = true, auto_detect = false, delim = ',', quote = '"', columns = {
        'respondent_id': 'VARCHAR', 'answered_on': 'DATE', 'region': 'VARCHAR',
        'channel': 'VARCHAR', 'product': 'VARCHAR', 'recommend': 'INTEGER',
        'satisfaction': 'INTEGER'})
    GROUP BY GROUPING SETS ((month), (month, region), (month, channel))
"""

if __name__ == "__main__":
    rows = duckdb.connect().execute(QUERY, [sys.argv[1]]).fetchall()
    print(len(rows), "rows")
