-- What cxscore would ask of tables, in the words of trino: written by its manual, and run by no
-- test. A build refuses it without --unverified.
-- Names stand here letter by letter as they do in kpis.yaml, in quotes. Periods are those that
-- history shows; percentiles are asked for the ranks around them as well, once it is known of how
-- many answers.

SET TIME ZONE 'UTC';

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
  BITWISE_OR_AGG("$bit") AS "days",
  SUM(
    CASE
      WHEN NOT (
        NOT "opened" IS NULL
        AND COALESCE(
          (
            DATE_DIFF('day', CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATE_DIFF('day', CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
          ) >= 0,
          TRUE
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t1",
  SUM(CASE WHEN NOT "recommend" IS NULL THEN 1 ELSE 0 END) AS "t2",
  SUM(CASE WHEN NOT "recommend" IS NULL AND "recommend" >= 9 THEN 1 ELSE 0 END) AS "t3",
  SUM(CASE WHEN NOT "recommend" IS NULL AND "recommend" <= 6 THEN 1 ELSE 0 END) AS "t4",
  SUM(CASE WHEN NOT (
    NOT "recommend" IS NULL
  ) THEN 1 ELSE 0 END) AS "t5",
  MIN(CASE WHEN NOT "recommend" IS NULL THEN "recommend" END) AS "t6",
  MAX(CASE WHEN NOT "recommend" IS NULL THEN "recommend" END) AS "t7"
FROM (
  SELECT
    *,
    DATE_ADD('day', -(
      DAY_OF_WEEK("$day") - 1
    ), "$day") AS "$block",
    BITWISE_LEFT_SHIFT(CAST(1 AS BIGINT), (
      DAY_OF_WEEK("$day") - 1
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
      CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
        WHEN NOT "raw of opened" IS NULL AND (
          "opened" IS NULL
        )
        THEN CAST(4 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of closed" IS NULL AND (
          "closed" IS NULL
        )
        THEN CAST(8 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of recommend" IS NULL
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNCATE("recommend")
        )
        THEN CAST(16 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of recommend" IS NULL AND (
          "recommend" IS NULL
        )
        THEN CAST(32 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of price" IS NULL AND (
          "price" IS NULL
        )
        THEN CAST(64 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of speed" IS NULL AND (
          "speed" IS NULL
        )
        THEN CAST(128 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
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
            WHEN CAST(AT_TIMEZONE("raw of opened", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
            THEN CAST(AT_TIMEZONE("raw of opened", 'Europe/London') AS TIMESTAMP(6))
          END AS "opened",
          CASE
            WHEN CAST(AT_TIMEZONE("raw of closed", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
            THEN CAST(AT_TIMEZONE("raw of closed", 'Europe/London') AS TIMESTAMP(6))
          END AS "closed",
          NULLIF(REGEXP_REPLACE("raw of queue", '^[ 	 ]+|[ 	 ]+$', ''), '') AS "queue",
          CASE
            WHEN ABS(CAST("raw of recommend" AS DOUBLE)) <= 1000000000000000.0
            THEN CAST("raw of recommend" AS DOUBLE)
          END AS "recommend",
          CASE
            WHEN ABS(CAST("raw of price" AS DOUBLE)) <= 1000000000000000.0
            THEN CAST("raw of price" AS DOUBLE)
          END AS "price",
          NULLIF(
            CASE
              WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNCATE("raw of price") = "raw of price"
              THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNCATE("raw of price") END AS BIGINT) AS VARCHAR)
              ELSE CAST("raw of price" AS VARCHAR)
            END,
            ''
          ) AS "text of price",
          CASE
            WHEN ABS(CAST("raw of speed" AS DOUBLE)) <= 1000000000000000.0
            THEN CAST("raw of speed" AS DOUBLE)
          END AS "speed",
          NULLIF(
            CASE
              WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNCATE("raw of speed") = "raw of speed"
              THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNCATE("raw of speed") END AS BIGINT) AS VARCHAR)
              ELSE CAST("raw of speed" AS VARCHAR)
            END,
            ''
          ) AS "text of speed",
          CAST(CASE
            WHEN CAST(AT_TIMEZONE("raw of $day", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
            THEN CAST(AT_TIMEZONE("raw of $day", 'Europe/London') AS TIMESTAMP(6))
          END AS DATE) AS "$day"
        FROM (
          SELECT
            "opened" AS "raw of opened",
            "closed" AS "raw of closed",
            CAST("queue" AS VARCHAR) AS "raw of queue",
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
    NULLIF(REGEXP_REPLACE(CAST("id" AS VARCHAR), '^[ 	 ]+|[ 	 ]+$', ''), '') AS "$key 0",
    NULLIF(REGEXP_REPLACE(CAST("leg" AS VARCHAR), '^[ 	 ]+|[ 	 ]+$', ''), '') AS "$key 1"
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
      NULLIF(REGEXP_REPLACE(CAST("id" AS VARCHAR), '^[ 	 ]+|[ 	 ]+$', ''), '') AS "$key 0",
      NULLIF(REGEXP_REPLACE(CAST("leg" AS VARCHAR), '^[ 	 ]+|[ 	 ]+$', ''), '') AS "$key 1"
    FROM "cx"."calls"
  ) AS "keys"
  WHERE
    NOT "$key 0" IS NULL OR NOT "$key 1" IS NULL
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
    CAST("opened" AS DATE) AS "$moved",
    CAST(1 AS DECIMAL(38, 0)) AS "$one"
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
        CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
          WHEN NOT "raw of opened" IS NULL AND (
            "opened" IS NULL
          )
          THEN CAST(4 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of closed" IS NULL AND (
            "closed" IS NULL
          )
          THEN CAST(8 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNCATE("recommend")
          )
          THEN CAST(16 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL AND (
            "recommend" IS NULL
          )
          THEN CAST(32 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of price" IS NULL AND (
            "price" IS NULL
          )
          THEN CAST(64 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of speed" IS NULL AND (
            "speed" IS NULL
          )
          THEN CAST(128 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
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
              WHEN CAST(AT_TIMEZONE("raw of opened", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
              THEN CAST(AT_TIMEZONE("raw of opened", 'Europe/London') AS TIMESTAMP(6))
            END AS "opened",
            CASE
              WHEN CAST(AT_TIMEZONE("raw of closed", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
              THEN CAST(AT_TIMEZONE("raw of closed", 'Europe/London') AS TIMESTAMP(6))
            END AS "closed",
            NULLIF(REGEXP_REPLACE("raw of queue", '^[ 	 ]+|[ 	 ]+$', ''), '') AS "queue",
            CASE
              WHEN ABS(CAST("raw of recommend" AS DOUBLE)) <= 1000000000000000.0
              THEN CAST("raw of recommend" AS DOUBLE)
            END AS "recommend",
            CASE
              WHEN ABS(CAST("raw of price" AS DOUBLE)) <= 1000000000000000.0
              THEN CAST("raw of price" AS DOUBLE)
            END AS "price",
            NULLIF(
              CASE
                WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNCATE("raw of price") = "raw of price"
                THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNCATE("raw of price") END AS BIGINT) AS VARCHAR)
                ELSE CAST("raw of price" AS VARCHAR)
              END,
              ''
            ) AS "text of price",
            CASE
              WHEN ABS(CAST("raw of speed" AS DOUBLE)) <= 1000000000000000.0
              THEN CAST("raw of speed" AS DOUBLE)
            END AS "speed",
            NULLIF(
              CASE
                WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNCATE("raw of speed") = "raw of speed"
                THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNCATE("raw of speed") END AS BIGINT) AS VARCHAR)
                ELSE CAST("raw of speed" AS VARCHAR)
              END,
              ''
            ) AS "text of speed",
            CAST(CASE
              WHEN CAST(AT_TIMEZONE("raw of $day", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
              THEN CAST(AT_TIMEZONE("raw of $day", 'Europe/London') AS TIMESTAMP(6))
            END AS DATE) AS "$day"
          FROM (
            SELECT
              "opened" AS "raw of opened",
              "closed" AS "raw of closed",
              CAST("queue" AS VARCHAR) AS "raw of queue",
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
    NOT "opened" IS NULL
    AND COALESCE(
      (
        DATE_DIFF('day', CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATE_DIFF('day', CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
      ) >= 0,
      TRUE
    )
  UNION ALL
  SELECT
    "queue",
    CAST("closed" AS DATE) AS "$moved",
    -CAST(1 AS DECIMAL(38, 0)) AS "$one"
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
        CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
          WHEN NOT "raw of opened" IS NULL AND (
            "opened" IS NULL
          )
          THEN CAST(4 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of closed" IS NULL AND (
            "closed" IS NULL
          )
          THEN CAST(8 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNCATE("recommend")
          )
          THEN CAST(16 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL AND (
            "recommend" IS NULL
          )
          THEN CAST(32 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of price" IS NULL AND (
            "price" IS NULL
          )
          THEN CAST(64 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of speed" IS NULL AND (
            "speed" IS NULL
          )
          THEN CAST(128 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
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
              WHEN CAST(AT_TIMEZONE("raw of opened", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
              THEN CAST(AT_TIMEZONE("raw of opened", 'Europe/London') AS TIMESTAMP(6))
            END AS "opened",
            CASE
              WHEN CAST(AT_TIMEZONE("raw of closed", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
              THEN CAST(AT_TIMEZONE("raw of closed", 'Europe/London') AS TIMESTAMP(6))
            END AS "closed",
            NULLIF(REGEXP_REPLACE("raw of queue", '^[ 	 ]+|[ 	 ]+$', ''), '') AS "queue",
            CASE
              WHEN ABS(CAST("raw of recommend" AS DOUBLE)) <= 1000000000000000.0
              THEN CAST("raw of recommend" AS DOUBLE)
            END AS "recommend",
            CASE
              WHEN ABS(CAST("raw of price" AS DOUBLE)) <= 1000000000000000.0
              THEN CAST("raw of price" AS DOUBLE)
            END AS "price",
            NULLIF(
              CASE
                WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNCATE("raw of price") = "raw of price"
                THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNCATE("raw of price") END AS BIGINT) AS VARCHAR)
                ELSE CAST("raw of price" AS VARCHAR)
              END,
              ''
            ) AS "text of price",
            CASE
              WHEN ABS(CAST("raw of speed" AS DOUBLE)) <= 1000000000000000.0
              THEN CAST("raw of speed" AS DOUBLE)
            END AS "speed",
            NULLIF(
              CASE
                WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNCATE("raw of speed") = "raw of speed"
                THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNCATE("raw of speed") END AS BIGINT) AS VARCHAR)
                ELSE CAST("raw of speed" AS VARCHAR)
              END,
              ''
            ) AS "text of speed",
            CAST(CASE
              WHEN CAST(AT_TIMEZONE("raw of $day", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
              THEN CAST(AT_TIMEZONE("raw of $day", 'Europe/London') AS TIMESTAMP(6))
            END AS DATE) AS "$day"
          FROM (
            SELECT
              "opened" AS "raw of opened",
              "closed" AS "raw of closed",
              CAST("queue" AS VARCHAR) AS "raw of queue",
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
    NOT "opened" IS NULL
    AND COALESCE(
      (
        DATE_DIFF('day', CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATE_DIFF('day', CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
      ) >= 0,
      TRUE
    )
) AS "moved"
WHERE
  NOT "$moved" IS NULL
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
      WHEN NOT CAST(1 AS DOUBLE) IS NULL AND NOT CAST(1 AS DOUBLE) IS NULL
      THEN CASE
        WHEN CAST(CASE WHEN "recommend" >= 9 THEN 100 WHEN "recommend" <= 6 THEN -100 WHEN "recommend" < 9 THEN 0 END AS DOUBLE) = 0
        THEN 0.0
        WHEN ABS(
          CAST(CASE WHEN "recommend" >= 9 THEN 100 WHEN "recommend" <= 6 THEN -100 WHEN "recommend" < 9 THEN 0 END AS DOUBLE)
        ) <= 1e+100
        THEN CAST(CASE WHEN "recommend" >= 9 THEN 100 WHEN "recommend" <= 6 THEN -100 WHEN "recommend" < 9 THEN 0 END AS DOUBLE)
      END
    END AS "y",
    CAST(1 AS DOUBLE) AS "w",
    CASE
      WHEN CAST("price" AS DOUBLE) = 0
      THEN 0.0
      WHEN ABS(CAST("price" AS DOUBLE)) <= 1e+100
      THEN CAST("price" AS DOUBLE)
    END AS "x0",
    CASE
      WHEN CAST("speed" AS DOUBLE) = 0
      THEN 0.0
      WHEN ABS(CAST("speed" AS DOUBLE)) <= 1e+100
      THEN CAST("speed" AS DOUBLE)
    END AS "x1",
    FALSE AS "b0",
    FALSE AS "b1",
    CAST(COALESCE(CAST(1 AS DOUBLE), CAST(1 AS DOUBLE)) AS DECIMAL(38, 0)) AS "often"
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
        CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
          WHEN NOT "raw of opened" IS NULL AND (
            "opened" IS NULL
          )
          THEN CAST(4 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of closed" IS NULL AND (
            "closed" IS NULL
          )
          THEN CAST(8 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNCATE("recommend")
          )
          THEN CAST(16 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL AND (
            "recommend" IS NULL
          )
          THEN CAST(32 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of price" IS NULL AND (
            "price" IS NULL
          )
          THEN CAST(64 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of speed" IS NULL AND (
            "speed" IS NULL
          )
          THEN CAST(128 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
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
              WHEN CAST(AT_TIMEZONE("raw of opened", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
              THEN CAST(AT_TIMEZONE("raw of opened", 'Europe/London') AS TIMESTAMP(6))
            END AS "opened",
            CASE
              WHEN CAST(AT_TIMEZONE("raw of closed", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
              THEN CAST(AT_TIMEZONE("raw of closed", 'Europe/London') AS TIMESTAMP(6))
            END AS "closed",
            NULLIF(REGEXP_REPLACE("raw of queue", '^[ 	 ]+|[ 	 ]+$', ''), '') AS "queue",
            CASE
              WHEN ABS(CAST("raw of recommend" AS DOUBLE)) <= 1000000000000000.0
              THEN CAST("raw of recommend" AS DOUBLE)
            END AS "recommend",
            CASE
              WHEN ABS(CAST("raw of price" AS DOUBLE)) <= 1000000000000000.0
              THEN CAST("raw of price" AS DOUBLE)
            END AS "price",
            NULLIF(
              CASE
                WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNCATE("raw of price") = "raw of price"
                THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNCATE("raw of price") END AS BIGINT) AS VARCHAR)
                ELSE CAST("raw of price" AS VARCHAR)
              END,
              ''
            ) AS "text of price",
            CASE
              WHEN ABS(CAST("raw of speed" AS DOUBLE)) <= 1000000000000000.0
              THEN CAST("raw of speed" AS DOUBLE)
            END AS "speed",
            NULLIF(
              CASE
                WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNCATE("raw of speed") = "raw of speed"
                THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNCATE("raw of speed") END AS BIGINT) AS VARCHAR)
                ELSE CAST("raw of speed" AS VARCHAR)
              END,
              ''
            ) AS "text of speed",
            CAST(CASE
              WHEN CAST(AT_TIMEZONE("raw of $day", 'Europe/London') AS TIMESTAMP(6)) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP(6)) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP(6))
              THEN CAST(AT_TIMEZONE("raw of $day", 'Europe/London') AS TIMESTAMP(6))
            END AS DATE) AS "$day"
          FROM (
            SELECT
              "opened" AS "raw of opened",
              "closed" AS "raw of closed",
              CAST("queue" AS VARCHAR) AS "raw of queue",
              "recommend" AS "raw of recommend",
              "price" AS "raw of price",
              "speed" AS "raw of speed",
              "opened" AS "raw of $day"
            FROM (
              SELECT
                *
              FROM "cx"."calls"
              WHERE
                "opened" >= WITH_TIMEZONE(CAST('2025-07-07 00:00:00' AS TIMESTAMP(6)), 'Europe/London')
                AND "opened" < WITH_TIMEZONE(CAST('2026-07-06 00:00:00' AS TIMESTAMP(6)), 'Europe/London')
            ) AS "within"
          ) AS "cells"
        ) AS "valued"
      ) AS "kept"
    ) AS "judged"
    WHERE
      "$faults" = 0 AND "$keep"
  ) AS "sound"
  WHERE
    "$day" BETWEEN CAST('2025-07-07' AS DATE) AND CAST('2026-07-05' AS DATE) AND TRUE
) AS "plain"
GROUP BY
  "y",
  "w",
  "x0",
  "x1",
  "b0",
  "b1";
