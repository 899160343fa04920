-- What cxscore asks of tables, in the words of clickhouse.
-- Names stand here letter by letter as they do in kpis.yaml, in quotes. Periods are those that
-- history shows; percentiles are asked for the ranks around them as well, once it is known of how
-- many answers.

SET join_use_nulls = 1;
SET group_by_use_nulls = 1;
SET session_timezone = 'UTC';
SET enable_extended_results_for_datetime_functions = 1;

-- calls: opened is taken for a timestamp with a time zone
-- calls: closed is taken for a timestamp with a time zone
-- calls: queue is taken for a text
-- calls: recommend is taken for a number
-- calls: price is taken for a number
-- calls: speed is taken for a number
-- calls: id is taken for a text
-- calls: leg is taken for a text

-- calls: totals by opened, of open, calls
-- open: K
-- calls: K
SELECT
  "$file",
  "$keep",
  "$faults",
  "$block",
  "queue",
  COUNT(*) AS "rows",
  groupBitOr("$bit") AS "days",
  SUM(
    CASE
      WHEN NOT (
        NOT (
          "opened" IS NULL
        )
        AND COALESCE(
          (
            dateDiff('day', toDate32('1970-01-01'), toDate32("closed")) - dateDiff('day', toDate32('1970-01-01'), toDate32("opened"))
          ) >= 0,
          TRUE
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t1",
  SUM(CASE WHEN NOT (
    "recommend" IS NULL
  ) THEN 1 ELSE 0 END) AS "t2",
  SUM(CASE WHEN NOT (
    "recommend" IS NULL
  ) AND "recommend" >= 9 THEN 1 ELSE 0 END) AS "t3",
  SUM(CASE WHEN NOT (
    "recommend" IS NULL
  ) AND "recommend" <= 6 THEN 1 ELSE 0 END) AS "t4",
  SUM(CASE WHEN NOT (
    NOT (
      "recommend" IS NULL
    )
  ) THEN 1 ELSE 0 END) AS "t5",
  MIN(CASE WHEN NOT (
    "recommend" IS NULL
  ) THEN "recommend" END) AS "t6",
  MAX(CASE WHEN NOT (
    "recommend" IS NULL
  ) THEN "recommend" END) AS "t7"
FROM (
  SELECT
    *,
    addDays("$day", -(
      toDayOfWeek("$day") - 1
    )) AS "$block",
    bitShiftLeft(CAST(1 AS Nullable(Int64)), (
      toDayOfWeek("$day") - 1
    )) AS "$bit"
  FROM (
    SELECT
      "opened",
      "closed",
      "queue",
      "recommend",
      "price",
      "text of price",
      "speed",
      "text of speed",
      "$day",
      "$keep",
      0 AS "$file",
      CASE
        WHEN "$day" IS NULL AND "raw of $day" IS NULL
        THEN CAST(1 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN "$day" IS NULL AND NOT (
          "raw of $day" IS NULL
        )
        THEN CAST(2 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of opened" IS NULL
        ) AND (
          "opened" IS NULL
        )
        THEN CAST(4 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of closed" IS NULL
        ) AND (
          "closed" IS NULL
        )
        THEN CAST(8 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of recommend" IS NULL
        )
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
        )
        THEN CAST(16 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of recommend" IS NULL
        ) AND (
          "recommend" IS NULL
        )
        THEN CAST(32 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of price" IS NULL
        ) AND (
          "price" IS NULL
        )
        THEN CAST(64 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of speed" IS NULL
        ) AND (
          "speed" IS NULL
        )
        THEN CAST(128 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END AS "$faults"
    FROM (
      SELECT
        *,
        TRUE AS "$keep"
      FROM (
        SELECT
          "raw of opened",
          "raw of closed",
          "raw of queue",
          "raw of recommend",
          "raw of price",
          "raw of speed",
          "raw of $day",
          CASE
            WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
            THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
          END AS "opened",
          CASE
            WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
            THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
          END AS "closed",
          nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
          CASE
            WHEN ABS(CAST("raw of recommend" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of recommend" AS Nullable(Float64))
          END AS "recommend",
          CASE
            WHEN ABS(CAST("raw of price" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of price" AS Nullable(Float64))
          END AS "price",
          nullIf(
            CASE
              WHEN ABS("raw of price") <= 1000000000000000.0 AND trunc("raw of price") = "raw of price"
              THEN toString(
                CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN trunc("raw of price") END AS Nullable(Int64))
              )
              ELSE toString("raw of price")
            END,
            ''
          ) AS "text of price",
          CASE
            WHEN ABS(CAST("raw of speed" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of speed" AS Nullable(Float64))
          END AS "speed",
          nullIf(
            CASE
              WHEN ABS("raw of speed") <= 1000000000000000.0 AND trunc("raw of speed") = "raw of speed"
              THEN toString(
                CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN trunc("raw of speed") END AS Nullable(Int64))
              )
              ELSE toString("raw of speed")
            END,
            ''
          ) AS "text of speed",
          toDate32(
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of $day", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of $day", 6, 'Europe/London')), 6, 'UTC')
            END
          ) AS "$day"
        FROM (
          SELECT
            "opened" AS "raw of opened",
            "closed" AS "raw of closed",
            toString("queue") AS "raw of queue",
            "recommend" AS "raw of recommend",
            "price" AS "raw of price",
            "speed" AS "raw of speed",
            "opened" AS "raw of $day"
          FROM "cx"."calls"
        ) AS "cells"
      ) AS "valued"
    ) AS "kept"
  ) AS "judged"
) AS "placed"
GROUP BY
  "$file",
  "$keep",
  "$faults",
  "$block",
  "queue";

-- calls: rows without id and leg
SELECT
  COUNT(*) AS "rows"
FROM (
  SELECT
    nullIf(replaceRegexpAll(toString("id"), '^[ \t ]+|[ \t ]+$', ''), '') AS "$key 0",
    nullIf(replaceRegexpAll(toString("leg"), '^[ \t ]+|[ \t ]+$', ''), '') AS "$key 1"
  FROM "cx"."calls"
) AS "keys"
WHERE
  "$key 0" IS NULL AND "$key 1" IS NULL;

-- calls: rows that share their id and leg
SELECT
  *
FROM (
  SELECT
    "$key 0",
    "$key 1",
    COUNT(*) AS "$often"
  FROM (
    SELECT
      nullIf(replaceRegexpAll(toString("id"), '^[ \t ]+|[ \t ]+$', ''), '') AS "$key 0",
      nullIf(replaceRegexpAll(toString("leg"), '^[ \t ]+|[ \t ]+$', ''), '') AS "$key 1"
    FROM "cx"."calls"
  ) AS "keys"
  WHERE
    NOT (
      "$key 0" IS NULL
    ) OR NOT (
      "$key 1" IS NULL
    )
  GROUP BY
    "$key 0",
    "$key 1"
) AS "every"
WHERE
  "$often" > 1
ORDER BY
  "$key 0",
  "$key 1"
LIMIT 5;

-- calls: cases of open that come and go, by queue
-- open: K
SELECT
  "queue",
  "$moved",
  SUM("$one") AS "$step"
FROM (
  SELECT
    "queue",
    toDate32("opened") AS "$moved",
    CAST(1 AS Nullable(Decimal(38, 0))) AS "$one"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "opened",
        "closed",
        "queue",
        "recommend",
        "price",
        "text of price",
        "speed",
        "text of speed",
        "$day",
        "$keep",
        0 AS "$file",
        CASE
          WHEN "$day" IS NULL AND "raw of $day" IS NULL
          THEN CAST(1 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN "$day" IS NULL AND NOT (
            "raw of $day" IS NULL
          )
          THEN CAST(2 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of opened" IS NULL
          ) AND (
            "opened" IS NULL
          )
          THEN CAST(4 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of closed" IS NULL
          ) AND (
            "closed" IS NULL
          )
          THEN CAST(8 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          )
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
          )
          THEN CAST(16 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          ) AND (
            "recommend" IS NULL
          )
          THEN CAST(32 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of price" IS NULL
          ) AND (
            "price" IS NULL
          )
          THEN CAST(64 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of speed" IS NULL
          ) AND (
            "speed" IS NULL
          )
          THEN CAST(128 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END AS "$faults"
      FROM (
        SELECT
          *,
          TRUE AS "$keep"
        FROM (
          SELECT
            "raw of opened",
            "raw of closed",
            "raw of queue",
            "raw of recommend",
            "raw of price",
            "raw of speed",
            "raw of $day",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
            END AS "opened",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
            END AS "closed",
            nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
            CASE
              WHEN ABS(CAST("raw of recommend" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of recommend" AS Nullable(Float64))
            END AS "recommend",
            CASE
              WHEN ABS(CAST("raw of price" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of price" AS Nullable(Float64))
            END AS "price",
            nullIf(
              CASE
                WHEN ABS("raw of price") <= 1000000000000000.0 AND trunc("raw of price") = "raw of price"
                THEN toString(
                  CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN trunc("raw of price") END AS Nullable(Int64))
                )
                ELSE toString("raw of price")
              END,
              ''
            ) AS "text of price",
            CASE
              WHEN ABS(CAST("raw of speed" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of speed" AS Nullable(Float64))
            END AS "speed",
            nullIf(
              CASE
                WHEN ABS("raw of speed") <= 1000000000000000.0 AND trunc("raw of speed") = "raw of speed"
                THEN toString(
                  CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN trunc("raw of speed") END AS Nullable(Int64))
                )
                ELSE toString("raw of speed")
              END,
              ''
            ) AS "text of speed",
            toDate32(
              CASE
                WHEN toDateTime64(toString(toDateTime64("raw of $day", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                THEN toDateTime64(toString(toDateTime64("raw of $day", 6, 'Europe/London')), 6, 'UTC')
              END
            ) AS "$day"
          FROM (
            SELECT
              "opened" AS "raw of opened",
              "closed" AS "raw of closed",
              toString("queue") AS "raw of queue",
              "recommend" AS "raw of recommend",
              "price" AS "raw of price",
              "speed" AS "raw of speed",
              "opened" AS "raw of $day"
            FROM "cx"."calls"
          ) AS "cells"
        ) AS "valued"
      ) AS "kept"
    ) AS "judged"
    WHERE
      "$faults" = 0 AND "$keep"
  ) AS "sound"
  WHERE
    NOT (
      "opened" IS NULL
    )
    AND COALESCE(
      (
        dateDiff('day', toDate32('1970-01-01'), toDate32("closed")) - dateDiff('day', toDate32('1970-01-01'), toDate32("opened"))
      ) >= 0,
      TRUE
    )
  UNION ALL
  SELECT
    "queue",
    toDate32("closed") AS "$moved",
    -CAST(1 AS Nullable(Decimal(38, 0))) AS "$one"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "opened",
        "closed",
        "queue",
        "recommend",
        "price",
        "text of price",
        "speed",
        "text of speed",
        "$day",
        "$keep",
        0 AS "$file",
        CASE
          WHEN "$day" IS NULL AND "raw of $day" IS NULL
          THEN CAST(1 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN "$day" IS NULL AND NOT (
            "raw of $day" IS NULL
          )
          THEN CAST(2 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of opened" IS NULL
          ) AND (
            "opened" IS NULL
          )
          THEN CAST(4 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of closed" IS NULL
          ) AND (
            "closed" IS NULL
          )
          THEN CAST(8 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          )
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
          )
          THEN CAST(16 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          ) AND (
            "recommend" IS NULL
          )
          THEN CAST(32 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of price" IS NULL
          ) AND (
            "price" IS NULL
          )
          THEN CAST(64 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of speed" IS NULL
          ) AND (
            "speed" IS NULL
          )
          THEN CAST(128 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END AS "$faults"
      FROM (
        SELECT
          *,
          TRUE AS "$keep"
        FROM (
          SELECT
            "raw of opened",
            "raw of closed",
            "raw of queue",
            "raw of recommend",
            "raw of price",
            "raw of speed",
            "raw of $day",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
            END AS "opened",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
            END AS "closed",
            nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
            CASE
              WHEN ABS(CAST("raw of recommend" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of recommend" AS Nullable(Float64))
            END AS "recommend",
            CASE
              WHEN ABS(CAST("raw of price" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of price" AS Nullable(Float64))
            END AS "price",
            nullIf(
              CASE
                WHEN ABS("raw of price") <= 1000000000000000.0 AND trunc("raw of price") = "raw of price"
                THEN toString(
                  CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN trunc("raw of price") END AS Nullable(Int64))
                )
                ELSE toString("raw of price")
              END,
              ''
            ) AS "text of price",
            CASE
              WHEN ABS(CAST("raw of speed" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of speed" AS Nullable(Float64))
            END AS "speed",
            nullIf(
              CASE
                WHEN ABS("raw of speed") <= 1000000000000000.0 AND trunc("raw of speed") = "raw of speed"
                THEN toString(
                  CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN trunc("raw of speed") END AS Nullable(Int64))
                )
                ELSE toString("raw of speed")
              END,
              ''
            ) AS "text of speed",
            toDate32(
              CASE
                WHEN toDateTime64(toString(toDateTime64("raw of $day", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                THEN toDateTime64(toString(toDateTime64("raw of $day", 6, 'Europe/London')), 6, 'UTC')
              END
            ) AS "$day"
          FROM (
            SELECT
              "opened" AS "raw of opened",
              "closed" AS "raw of closed",
              toString("queue") AS "raw of queue",
              "recommend" AS "raw of recommend",
              "price" AS "raw of price",
              "speed" AS "raw of speed",
              "opened" AS "raw of $day"
            FROM "cx"."calls"
          ) AS "cells"
        ) AS "valued"
      ) AS "kept"
    ) AS "judged"
    WHERE
      "$faults" = 0 AND "$keep"
  ) AS "sound"
  WHERE
    NOT (
      "opened" IS NULL
    )
    AND COALESCE(
      (
        dateDiff('day', toDate32('1970-01-01'), toDate32("closed")) - dateDiff('day', toDate32('1970-01-01'), toDate32("opened"))
      ) >= 0,
      TRUE
    )
) AS "moved"
WHERE
  NOT (
    "$moved" IS NULL
  )
GROUP BY
  "queue",
  "$moved";

-- calls: kinds of rows for the drivers of calls: price, speed
SELECT
  "y",
  "w",
  "x0",
  "x1",
  "b0",
  "b1",
  SUM("often") AS "copies"
FROM (
  SELECT
    CASE
      WHEN NOT (
        CAST(1 AS Nullable(Float64)) IS NULL
      ) AND NOT (
        CAST(1 AS Nullable(Float64)) IS NULL
      )
      THEN CASE
        WHEN CAST(CASE WHEN "recommend" >= 9 THEN 100 WHEN "recommend" <= 6 THEN -100 WHEN "recommend" < 9 THEN 0 END AS Nullable(Float64)) = 0
        THEN 0.0
        WHEN ABS(
          CAST(CASE WHEN "recommend" >= 9 THEN 100 WHEN "recommend" <= 6 THEN -100 WHEN "recommend" < 9 THEN 0 END AS Nullable(Float64))
        ) <= 1e+100
        THEN CAST(CASE WHEN "recommend" >= 9 THEN 100 WHEN "recommend" <= 6 THEN -100 WHEN "recommend" < 9 THEN 0 END AS Nullable(Float64))
      END
    END AS "y",
    CAST(1 AS Nullable(Float64)) AS "w",
    CASE
      WHEN CAST("price" AS Nullable(Float64)) = 0
      THEN 0.0
      WHEN ABS(CAST("price" AS Nullable(Float64))) <= 1e+100
      THEN CAST("price" AS Nullable(Float64))
    END AS "x0",
    CASE
      WHEN CAST("speed" AS Nullable(Float64)) = 0
      THEN 0.0
      WHEN ABS(CAST("speed" AS Nullable(Float64))) <= 1e+100
      THEN CAST("speed" AS Nullable(Float64))
    END AS "x1",
    FALSE AS "b0",
    FALSE AS "b1",
    CAST(COALESCE(CAST(1 AS Nullable(Float64)), CAST(1 AS Nullable(Float64))) AS Nullable(Decimal(38, 0))) AS "often"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "opened",
        "closed",
        "queue",
        "recommend",
        "price",
        "text of price",
        "speed",
        "text of speed",
        "$day",
        "$keep",
        0 AS "$file",
        CASE
          WHEN "$day" IS NULL AND "raw of $day" IS NULL
          THEN CAST(1 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN "$day" IS NULL AND NOT (
            "raw of $day" IS NULL
          )
          THEN CAST(2 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of opened" IS NULL
          ) AND (
            "opened" IS NULL
          )
          THEN CAST(4 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of closed" IS NULL
          ) AND (
            "closed" IS NULL
          )
          THEN CAST(8 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          )
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
          )
          THEN CAST(16 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          ) AND (
            "recommend" IS NULL
          )
          THEN CAST(32 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of price" IS NULL
          ) AND (
            "price" IS NULL
          )
          THEN CAST(64 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of speed" IS NULL
          ) AND (
            "speed" IS NULL
          )
          THEN CAST(128 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END AS "$faults"
      FROM (
        SELECT
          *,
          TRUE AS "$keep"
        FROM (
          SELECT
            "raw of opened",
            "raw of closed",
            "raw of queue",
            "raw of recommend",
            "raw of price",
            "raw of speed",
            "raw of $day",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
            END AS "opened",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
            END AS "closed",
            nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
            CASE
              WHEN ABS(CAST("raw of recommend" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of recommend" AS Nullable(Float64))
            END AS "recommend",
            CASE
              WHEN ABS(CAST("raw of price" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of price" AS Nullable(Float64))
            END AS "price",
            nullIf(
              CASE
                WHEN ABS("raw of price") <= 1000000000000000.0 AND trunc("raw of price") = "raw of price"
                THEN toString(
                  CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN trunc("raw of price") END AS Nullable(Int64))
                )
                ELSE toString("raw of price")
              END,
              ''
            ) AS "text of price",
            CASE
              WHEN ABS(CAST("raw of speed" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of speed" AS Nullable(Float64))
            END AS "speed",
            nullIf(
              CASE
                WHEN ABS("raw of speed") <= 1000000000000000.0 AND trunc("raw of speed") = "raw of speed"
                THEN toString(
                  CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN trunc("raw of speed") END AS Nullable(Int64))
                )
                ELSE toString("raw of speed")
              END,
              ''
            ) AS "text of speed",
            toDate32(
              CASE
                WHEN toDateTime64(toString(toDateTime64("raw of $day", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                THEN toDateTime64(toString(toDateTime64("raw of $day", 6, 'Europe/London')), 6, 'UTC')
              END
            ) AS "$day"
          FROM (
            SELECT
              "opened" AS "raw of opened",
              "closed" AS "raw of closed",
              toString("queue") AS "raw of queue",
              "recommend" AS "raw of recommend",
              "price" AS "raw of price",
              "speed" AS "raw of speed",
              "opened" AS "raw of $day"
            FROM (
              SELECT
                *
              FROM "cx"."calls"
              WHERE
                "opened" >= toDateTime64('2025-07-07 00:00:00', 6, 'Europe/London')
                AND "opened" < toDateTime64('2026-07-06 00:00:00', 6, 'Europe/London')
            ) AS "within"
          ) AS "cells"
        ) AS "valued"
      ) AS "kept"
    ) AS "judged"
    WHERE
      "$faults" = 0 AND "$keep"
  ) AS "sound"
  WHERE
    "$day" BETWEEN toDate32('2025-07-07') AND toDate32('2026-07-05') AND TRUE
) AS "plain"
GROUP BY
  "y",
  "w",
  "x0",
  "x1",
  "b0",
  "b1";
