-- the last day on which a spell ended
SELECT
  MAX("$ended") AS "last"
FROM (
  SELECT
    toDate32("ended") AS "$ended"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "began",
        "who",
        "ended",
        "why",
        "fee",
        "source",
        "region",
        "$day",
        "$keep",
        0 AS "$file",
        CASE WHEN FALSE THEN CAST(1 AS Nullable(Int64)) ELSE CAST(0 AS Nullable(Int64)) END + CASE WHEN FALSE THEN CAST(2 AS Nullable(Int64)) ELSE CAST(0 AS Nullable(Int64)) END + CASE
          WHEN NOT (
            "raw of began" IS NULL
          ) AND (
            "began" IS NULL
          )
          THEN CAST(4 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of ended" IS NULL
          ) AND (
            "ended" IS NULL
          )
          THEN CAST(8 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of fee" IS NULL
          ) AND (
            "fee" IS NULL
          )
          THEN CAST(16 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END AS "$faults"
      FROM (
        SELECT
          *,
          TRUE AS "$keep"
        FROM (
          SELECT
            "raw of began",
            "raw of who",
            "raw of ended",
            "raw of why",
            "raw of fee",
            "raw of source",
            "raw of region",
            CASE
              WHEN toDateTime64("raw of began", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64("raw of began", 6, 'UTC')
            END AS "began",
            nullIf(replaceRegexpAll("raw of who", '^[ \t ]+|[ \t ]+$', ''), '') AS "who",
            CASE
              WHEN toDateTime64("raw of ended", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64("raw of ended", 6, 'UTC')
            END AS "ended",
            nullIf(replaceRegexpAll("raw of why", '^[ \t ]+|[ \t ]+$', ''), '') AS "why",
            CASE
              WHEN ABS(CAST("raw of fee" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of fee" AS Nullable(Float64))
            END AS "fee",
            nullIf(replaceRegexpAll("raw of source", '^[ \t ]+|[ \t ]+$', ''), '') AS "source",
            nullIf(replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', ''), '') AS "region",
            toDate32(NULL) AS "$day"
          FROM (
            SELECT
              "began" AS "raw of began",
              toString("who") AS "raw of who",
              "ended" AS "raw of ended",
              toString("why") AS "raw of why",
              "fee" AS "raw of fee",
              toString("source") AS "raw of source",
              toString("region") AS "raw of region"
            FROM "cx"."rows"
          ) AS "cells"
        ) AS "valued"
      ) AS "kept"
    ) AS "judged"
    WHERE
      "$faults" = 0 AND "$keep"
  ) AS "sound"
) AS "ended"
WHERE
  "$ended" <= toDate32('2026-07-06');

-- rows that are of no customer, and what others are worth
SELECT
  "$state",
  COUNT(*) AS "rows",
  SUM(CASE WHEN "$rounded" < 0 THEN 1 ELSE 0 END) AS "negative",
  SUM(CASE WHEN "$rounded" IS NULL THEN 1 ELSE 0 END) AS "unvalued",
  SUM(CASE WHEN ABS("$rounded") >= 1e+18 THEN 1 ELSE 0 END) AS "too large"
FROM (
  SELECT
    "$who",
    "$came",
    "$reason",
    "$segment 0",
    CASE
      WHEN (
        "$amount" - trunc("$amount")
      ) >= 0.5
      THEN CAST(trunc("$amount") AS Nullable(Float64)) + CAST(1 AS Nullable(Float64))
      WHEN (
        "$amount" - trunc("$amount")
      ) <= -0.5
      THEN CAST(trunc("$amount") AS Nullable(Float64)) - CAST(1 AS Nullable(Float64))
      ELSE CAST(trunc("$amount") AS Nullable(Float64))
    END AS "$rounded",
    "$began" AS "$from",
    COALESCE("$ended", 2932896) AS "$upto",
    CASE
      WHEN "$who" IS NULL
      THEN 1
      WHEN "$began" IS NULL
      THEN 2
      WHEN COALESCE("$ended", 2932896) < "$began"
      THEN 3
      ELSE 0
    END AS "$state"
  FROM (
    SELECT
      "who" AS "$who",
      CAST(dateDiff('day', toDate32('1970-01-01'), toDate32("began")) AS Nullable(Int64)) AS "$began",
      CAST(dateDiff('day', toDate32('1970-01-01'), toDate32("ended")) AS Nullable(Int64)) AS "$ended",
      CASE WHEN (
        "source" = 'friend'
      ) THEN 1 ELSE 0 END AS "$came",
      CAST("fee" AS Nullable(Float64)) * CAST(1000000.0 AS Nullable(Float64)) AS "$amount",
      "why" AS "$reason",
      "region" AS "$segment 0"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "began",
          "who",
          "ended",
          "why",
          "fee",
          "source",
          "region",
          "$day",
          "$keep",
          0 AS "$file",
          CASE WHEN FALSE THEN CAST(1 AS Nullable(Int64)) ELSE CAST(0 AS Nullable(Int64)) END + CASE WHEN FALSE THEN CAST(2 AS Nullable(Int64)) ELSE CAST(0 AS Nullable(Int64)) END + CASE
            WHEN NOT (
              "raw of began" IS NULL
            ) AND (
              "began" IS NULL
            )
            THEN CAST(4 AS Nullable(Int64))
            ELSE CAST(0 AS Nullable(Int64))
          END + CASE
            WHEN NOT (
              "raw of ended" IS NULL
            ) AND (
              "ended" IS NULL
            )
            THEN CAST(8 AS Nullable(Int64))
            ELSE CAST(0 AS Nullable(Int64))
          END + CASE
            WHEN NOT (
              "raw of fee" IS NULL
            ) AND (
              "fee" IS NULL
            )
            THEN CAST(16 AS Nullable(Int64))
            ELSE CAST(0 AS Nullable(Int64))
          END AS "$faults"
        FROM (
          SELECT
            *,
            TRUE AS "$keep"
          FROM (
            SELECT
              "raw of began",
              "raw of who",
              "raw of ended",
              "raw of why",
              "raw of fee",
              "raw of source",
              "raw of region",
              CASE
                WHEN toDateTime64("raw of began", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                THEN toDateTime64("raw of began", 6, 'UTC')
              END AS "began",
              nullIf(replaceRegexpAll("raw of who", '^[ \t ]+|[ \t ]+$', ''), '') AS "who",
              CASE
                WHEN toDateTime64("raw of ended", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                THEN toDateTime64("raw of ended", 6, 'UTC')
              END AS "ended",
              nullIf(replaceRegexpAll("raw of why", '^[ \t ]+|[ \t ]+$', ''), '') AS "why",
              CASE
                WHEN ABS(CAST("raw of fee" AS Nullable(Float64))) <= 1000000000000000.0
                THEN CAST("raw of fee" AS Nullable(Float64))
              END AS "fee",
              nullIf(replaceRegexpAll("raw of source", '^[ \t ]+|[ \t ]+$', ''), '') AS "source",
              nullIf(replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', ''), '') AS "region",
              toDate32(NULL) AS "$day"
            FROM (
              SELECT
                "began" AS "raw of began",
                toString("who") AS "raw of who",
                "ended" AS "raw of ended",
                toString("why") AS "raw of why",
                "fee" AS "raw of fee",
                toString("source") AS "raw of source",
                toString("region") AS "raw of region"
              FROM "cx"."rows"
            ) AS "cells"
          ) AS "valued"
        ) AS "kept"
      ) AS "judged"
      WHERE
        "$faults" = 0 AND "$keep"
    ) AS "sound"
  ) AS "told"
) AS "held"
GROUP BY
  "$state";

-- the customer ledger, step by step, by region
SELECT
  "$step",
  "$segment 0 of",
  (
    SUM(CASE WHEN "$is" > 0 THEN 1 ELSE 0 END) - SUM(CASE WHEN "$was" > 0 THEN 1 ELSE 0 END)
  ) AS "step",
  (
    SUM(CASE WHEN "$is" > 0 THEN "$v is" ELSE CAST(0 AS Nullable(Decimal(38, 0))) END) - SUM(CASE WHEN "$was" > 0 THEN "$v was" ELSE CAST(0 AS Nullable(Decimal(38, 0))) END)
  ) AS "v_step",
  SUM(CASE WHEN (
    "$is" > 0 AND NOT (
      "$was" > 0
    )
  ) AND "$fresh" = 1 THEN 1 ELSE 0 END) AS "new",
  SUM(CASE WHEN (
    "$is" > 0 AND NOT (
      "$was" > 0
    )
  ) AND NOT (
    "$fresh" = 1
  ) THEN 1 ELSE 0 END) AS "returned",
  SUM(CASE WHEN "$was" > 0 AND NOT (
    "$is" > 0
  ) THEN 1 ELSE 0 END) AS "lost",
  SUM(CASE WHEN NOT (
    "$was" > 0
  ) AND NOT (
    "$is" > 0
  ) THEN 1 ELSE 0 END) AS "came_and_went",
  SUM(
    CASE
      WHEN (
        (
          "$is" > 0 AND NOT (
            "$was" > 0
          )
        ) AND "$fresh" = 1
      ) AND "$named" = 1
      THEN 1
      ELSE 0
    END
  ) AS "recommended",
  SUM(
    CASE
      WHEN (
        "$is" > 0 AND NOT (
          "$was" > 0
        )
      ) AND "$fresh" = 1
      THEN "$v is"
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "v_new",
  SUM(
    CASE
      WHEN (
        "$is" > 0 AND NOT (
          "$was" > 0
        )
      ) AND NOT (
        "$fresh" = 1
      )
      THEN "$v is"
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "v_returned",
  SUM(
    CASE WHEN "$was" > 0 AND NOT (
      "$is" > 0
    ) THEN "$v was" ELSE CAST(0 AS Nullable(Decimal(38, 0))) END
  ) AS "v_lost",
  SUM(
    CASE
      WHEN (
        "$was" > 0 AND "$is" > 0
      ) AND "$v is" > "$v was"
      THEN (
        "$v is" - "$v was"
      )
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "v_grown",
  SUM(
    CASE
      WHEN (
        "$was" > 0 AND "$is" > 0
      ) AND "$v is" < "$v was"
      THEN (
        "$v was" - "$v is"
      )
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "v_shrunk"
FROM (
  SELECT
    "$step",
    (
      "$n after" - "$n"
    ) AS "$was",
    "$n after" AS "$is",
    (
      "$v after" - "$v"
    ) AS "$v was",
    "$v after" AS "$v is",
    CASE WHEN "$first step" = "$step" THEN 1 ELSE 0 END AS "$fresh",
    CASE WHEN "$unnamed" IS NULL OR "$unnamed" > "$since" THEN 1 ELSE 0 END AS "$named",
    SUBSTR("$segment 0 own", 9) AS "$segment 0 of"
  FROM (
    SELECT
      *,
      SUM("$n") OVER (PARTITION BY "$who" ORDER BY "$step") AS "$n after",
      SUM("$v") OVER (PARTITION BY "$who" ORDER BY "$step") AS "$v after",
      MIN("$step") OVER (PARTITION BY "$who") AS "$first step",
      MIN("$step") OVER (PARTITION BY "$who" ORDER BY "$step" ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS "$next step",
      MAX("$segment 0 latest") OVER (PARTITION BY "$who") AS "$segment 0 own"
    FROM (
      SELECT
        "$who",
        "$step",
        SUM("$one") AS "$n",
        SUM("$much") AS "$v",
        MIN(CASE WHEN "$begins" = 1 THEN "$edge" END) AS "$since",
        MIN(CASE WHEN "$begins" = 1 AND "$came" = 0 THEN "$edge" END) AS "$unnamed",
        MAX(
          CASE
            WHEN "$begins" = 1 AND NOT (
              "$segment 0" IS NULL
            )
            THEN CONCAT(toString((
              20000000 + "$edge"
            )), "$segment 0")
          END
        ) AS "$segment 0 latest"
      FROM (
        SELECT
          *,
          CASE
            WHEN "$edge" < 20454
            THEN CASE
              WHEN "$edge" < 20089
              THEN CASE WHEN "$edge" < 19905 THEN 0 ELSE 1 END
              ELSE CASE WHEN "$edge" < 20270 THEN 2 ELSE 3 END
            END
            ELSE CASE
              WHEN "$edge" < 20605
              THEN CASE WHEN "$edge" < 20574 THEN 4 ELSE 5 END
              ELSE CASE WHEN "$edge" < 20635 THEN 6 ELSE 7 END
            END
          END AS "$step",
          CASE WHEN "$begins" = 1 THEN 1 ELSE (
            -1
          ) END AS "$one",
          CASE WHEN "$begins" = 1 THEN "$worth" ELSE -"$worth" END AS "$much"
        FROM (
          SELECT
            "$who",
            CASE WHEN "$kind" = 1 THEN "$from" WHEN "$kind" = 2 THEN "$upto" END AS "$edge",
            CASE WHEN "$kind" IN (1, 3) THEN 1 ELSE 0 END AS "$begins",
            "$came",
            "$reason",
            "$segment 0",
            CAST(CAST(COALESCE("$rounded", 0) AS Nullable(Int64)) AS Nullable(Decimal(38, 0))) AS "$worth"
          FROM (
            SELECT
              "$who",
              "$came",
              "$reason",
              "$segment 0",
              CASE
                WHEN (
                  "$amount" - trunc("$amount")
                ) >= 0.5
                THEN CAST(trunc("$amount") AS Nullable(Float64)) + CAST(1 AS Nullable(Float64))
                WHEN (
                  "$amount" - trunc("$amount")
                ) <= -0.5
                THEN CAST(trunc("$amount") AS Nullable(Float64)) - CAST(1 AS Nullable(Float64))
                ELSE CAST(trunc("$amount") AS Nullable(Float64))
              END AS "$rounded",
              "$began" AS "$from",
              COALESCE("$ended", 2932896) AS "$upto",
              CASE
                WHEN "$who" IS NULL
                THEN 1
                WHEN "$began" IS NULL
                THEN 2
                WHEN COALESCE("$ended", 2932896) < "$began"
                THEN 3
                ELSE 0
              END AS "$state"
            FROM (
              SELECT
                "who" AS "$who",
                CAST(dateDiff('day', toDate32('1970-01-01'), toDate32("began")) AS Nullable(Int64)) AS "$began",
                CAST(dateDiff('day', toDate32('1970-01-01'), toDate32("ended")) AS Nullable(Int64)) AS "$ended",
                CASE WHEN (
                  "source" = 'friend'
                ) THEN 1 ELSE 0 END AS "$came",
                CAST("fee" AS Nullable(Float64)) * CAST(1000000.0 AS Nullable(Float64)) AS "$amount",
                "why" AS "$reason",
                "region" AS "$segment 0"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "began",
                    "who",
                    "ended",
                    "why",
                    "fee",
                    "source",
                    "region",
                    "$day",
                    "$keep",
                    0 AS "$file",
                    CASE WHEN FALSE THEN CAST(1 AS Nullable(Int64)) ELSE CAST(0 AS Nullable(Int64)) END + CASE WHEN FALSE THEN CAST(2 AS Nullable(Int64)) ELSE CAST(0 AS Nullable(Int64)) END + CASE
                      WHEN NOT (
                        "raw of began" IS NULL
                      ) AND (
                        "began" IS NULL
                      )
                      THEN CAST(4 AS Nullable(Int64))
                      ELSE CAST(0 AS Nullable(Int64))
                    END + CASE
                      WHEN NOT (
                        "raw of ended" IS NULL
                      ) AND (
                        "ended" IS NULL
                      )
                      THEN CAST(8 AS Nullable(Int64))
                      ELSE CAST(0 AS Nullable(Int64))
                    END + CASE
                      WHEN NOT (
                        "raw of fee" IS NULL
                      ) AND (
                        "fee" IS NULL
                      )
                      THEN CAST(16 AS Nullable(Int64))
                      ELSE CAST(0 AS Nullable(Int64))
                    END AS "$faults"
                  FROM (
                    SELECT
                      *,
                      TRUE AS "$keep"
                    FROM (
                      SELECT
                        "raw of began",
                        "raw of who",
                        "raw of ended",
                        "raw of why",
                        "raw of fee",
                        "raw of source",
                        "raw of region",
                        CASE
                          WHEN toDateTime64("raw of began", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                          THEN toDateTime64("raw of began", 6, 'UTC')
                        END AS "began",
                        nullIf(replaceRegexpAll("raw of who", '^[ \t ]+|[ \t ]+$', ''), '') AS "who",
                        CASE
                          WHEN toDateTime64("raw of ended", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                          THEN toDateTime64("raw of ended", 6, 'UTC')
                        END AS "ended",
                        nullIf(replaceRegexpAll("raw of why", '^[ \t ]+|[ \t ]+$', ''), '') AS "why",
                        CASE
                          WHEN ABS(CAST("raw of fee" AS Nullable(Float64))) <= 1000000000000000.0
                          THEN CAST("raw of fee" AS Nullable(Float64))
                        END AS "fee",
                        nullIf(replaceRegexpAll("raw of source", '^[ \t ]+|[ \t ]+$', ''), '') AS "source",
                        nullIf(replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', ''), '') AS "region",
                        toDate32(NULL) AS "$day"
                      FROM (
                        SELECT
                          "began" AS "raw of began",
                          toString("who") AS "raw of who",
                          "ended" AS "raw of ended",
                          toString("why") AS "raw of why",
                          "fee" AS "raw of fee",
                          toString("source") AS "raw of source",
                          toString("region") AS "raw of region"
                        FROM "cx"."rows"
                      ) AS "cells"
                    ) AS "valued"
                  ) AS "kept"
                ) AS "judged"
                WHERE
                  "$faults" = 0 AND "$keep"
              ) AS "sound"
            ) AS "told"
          ) AS "held"
          CROSS JOIN (
            SELECT
              1 AS "$kind"
            UNION ALL
            SELECT
              2
          ) AS kinds
          WHERE
            "$state" = 0
        ) AS "events"
      ) AS "steps"
      GROUP BY
        "$who",
        "$step"
    ) AS "moves"
  ) AS "running"
  WHERE
    "$step" < 7
) AS "moved"
GROUP BY
  "$step",
  "$segment 0 of";

-- the customer ledger of spans of several steps, by region
SELECT
  "$first",
  "$last",
  "$segment 0 of",
  (
    SUM(CASE WHEN "$is" > 0 THEN 1 ELSE 0 END) - SUM(CASE WHEN "$was" > 0 THEN 1 ELSE 0 END)
  ) AS "step",
  (
    SUM(CASE WHEN "$is" > 0 THEN "$v is" ELSE CAST(0 AS Nullable(Decimal(38, 0))) END) - SUM(CASE WHEN "$was" > 0 THEN "$v was" ELSE CAST(0 AS Nullable(Decimal(38, 0))) END)
  ) AS "v_step",
  SUM(CASE WHEN (
    "$is" > 0 AND NOT (
      "$was" > 0
    )
  ) AND "$fresh" = 1 THEN 1 ELSE 0 END) AS "new",
  SUM(CASE WHEN (
    "$is" > 0 AND NOT (
      "$was" > 0
    )
  ) AND NOT (
    "$fresh" = 1
  ) THEN 1 ELSE 0 END) AS "returned",
  SUM(CASE WHEN "$was" > 0 AND NOT (
    "$is" > 0
  ) THEN 1 ELSE 0 END) AS "lost",
  SUM(CASE WHEN NOT (
    "$was" > 0
  ) AND NOT (
    "$is" > 0
  ) THEN 1 ELSE 0 END) AS "came_and_went",
  SUM(
    CASE
      WHEN (
        (
          "$is" > 0 AND NOT (
            "$was" > 0
          )
        ) AND "$fresh" = 1
      ) AND "$named" = 1
      THEN 1
      ELSE 0
    END
  ) AS "recommended",
  SUM(
    CASE
      WHEN (
        "$is" > 0 AND NOT (
          "$was" > 0
        )
      ) AND "$fresh" = 1
      THEN "$v is"
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "v_new",
  SUM(
    CASE
      WHEN (
        "$is" > 0 AND NOT (
          "$was" > 0
        )
      ) AND NOT (
        "$fresh" = 1
      )
      THEN "$v is"
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "v_returned",
  SUM(
    CASE WHEN "$was" > 0 AND NOT (
      "$is" > 0
    ) THEN "$v was" ELSE CAST(0 AS Nullable(Decimal(38, 0))) END
  ) AS "v_lost",
  SUM(
    CASE
      WHEN (
        "$was" > 0 AND "$is" > 0
      ) AND "$v is" > "$v was"
      THEN (
        "$v is" - "$v was"
      )
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "v_grown",
  SUM(
    CASE
      WHEN (
        "$was" > 0 AND "$is" > 0
      ) AND "$v is" < "$v was"
      THEN (
        "$v was" - "$v is"
      )
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "v_shrunk"
FROM (
  SELECT
    "$first",
    "$last",
    "$is",
    (
      "$is" - "$n moved"
    ) AS "$was",
    "$v is",
    (
      "$v is" - "$v moved"
    ) AS "$v was",
    CASE WHEN "$first of all" > "$first" THEN 1 ELSE 0 END AS "$fresh",
    CASE WHEN "$unnamed least" IS NULL OR "$unnamed least" > "$since least" THEN 1 ELSE 0 END AS "$named",
    SUBSTR("$segment 0 own all", 9) AS "$segment 0 of"
  FROM (
    SELECT
      "$who",
      "$first",
      "$last",
      SUM("$n") AS "$n moved",
      SUM(CASE WHEN "$next step" > "$step" AND "$next step" <= "$last" THEN 0 ELSE "$n after" END) AS "$is",
      SUM("$v") AS "$v moved",
      SUM(
        CASE
          WHEN "$next step" > "$step" AND "$next step" <= "$last"
          THEN CAST(0 AS Nullable(Decimal(38, 0)))
          ELSE "$v after"
        END
      ) AS "$v is",
      MIN("$first step") AS "$first of all",
      MIN("$since") AS "$since least",
      MIN("$unnamed") AS "$unnamed least",
      MAX("$segment 0 own") AS "$segment 0 own all"
    FROM (
      SELECT
        *,
        SUM("$n") OVER (PARTITION BY "$who" ORDER BY "$step") AS "$n after",
        SUM("$v") OVER (PARTITION BY "$who" ORDER BY "$step") AS "$v after",
        MIN("$step") OVER (PARTITION BY "$who") AS "$first step",
        MIN("$step") OVER (PARTITION BY "$who" ORDER BY "$step" ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS "$next step",
        MAX("$segment 0 latest") OVER (PARTITION BY "$who") AS "$segment 0 own"
      FROM (
        SELECT
          "$who",
          "$step",
          SUM("$one") AS "$n",
          SUM("$much") AS "$v",
          MIN(CASE WHEN "$begins" = 1 THEN "$edge" END) AS "$since",
          MIN(CASE WHEN "$begins" = 1 AND "$came" = 0 THEN "$edge" END) AS "$unnamed",
          MAX(
            CASE
              WHEN "$begins" = 1 AND NOT (
                "$segment 0" IS NULL
              )
              THEN CONCAT(toString((
                20000000 + "$edge"
              )), "$segment 0")
            END
          ) AS "$segment 0 latest"
        FROM (
          SELECT
            *,
            CASE
              WHEN "$edge" < 20454
              THEN CASE
                WHEN "$edge" < 20089
                THEN CASE WHEN "$edge" < 19905 THEN 0 ELSE 1 END
                ELSE CASE WHEN "$edge" < 20270 THEN 2 ELSE 3 END
              END
              ELSE CASE
                WHEN "$edge" < 20605
                THEN CASE WHEN "$edge" < 20574 THEN 4 ELSE 5 END
                ELSE CASE WHEN "$edge" < 20635 THEN 6 ELSE 7 END
              END
            END AS "$step",
            CASE WHEN "$begins" = 1 THEN 1 ELSE (
              -1
            ) END AS "$one",
            CASE WHEN "$begins" = 1 THEN "$worth" ELSE -"$worth" END AS "$much"
          FROM (
            SELECT
              "$who",
              CASE WHEN "$kind" = 1 THEN "$from" WHEN "$kind" = 2 THEN "$upto" END AS "$edge",
              CASE WHEN "$kind" IN (1, 3) THEN 1 ELSE 0 END AS "$begins",
              "$came",
              "$reason",
              "$segment 0",
              CAST(CAST(COALESCE("$rounded", 0) AS Nullable(Int64)) AS Nullable(Decimal(38, 0))) AS "$worth"
            FROM (
              SELECT
                "$who",
                "$came",
                "$reason",
                "$segment 0",
                CASE
                  WHEN (
                    "$amount" - trunc("$amount")
                  ) >= 0.5
                  THEN CAST(trunc("$amount") AS Nullable(Float64)) + CAST(1 AS Nullable(Float64))
                  WHEN (
                    "$amount" - trunc("$amount")
                  ) <= -0.5
                  THEN CAST(trunc("$amount") AS Nullable(Float64)) - CAST(1 AS Nullable(Float64))
                  ELSE CAST(trunc("$amount") AS Nullable(Float64))
                END AS "$rounded",
                "$began" AS "$from",
                COALESCE("$ended", 2932896) AS "$upto",
                CASE
                  WHEN "$who" IS NULL
                  THEN 1
                  WHEN "$began" IS NULL
                  THEN 2
                  WHEN COALESCE("$ended", 2932896) < "$began"
                  THEN 3
                  ELSE 0
                END AS "$state"
              FROM (
                SELECT
                  "who" AS "$who",
                  CAST(dateDiff('day', toDate32('1970-01-01'), toDate32("began")) AS Nullable(Int64)) AS "$began",
                  CAST(dateDiff('day', toDate32('1970-01-01'), toDate32("ended")) AS Nullable(Int64)) AS "$ended",
                  CASE WHEN (
                    "source" = 'friend'
                  ) THEN 1 ELSE 0 END AS "$came",
                  CAST("fee" AS Nullable(Float64)) * CAST(1000000.0 AS Nullable(Float64)) AS "$amount",
                  "why" AS "$reason",
                  "region" AS "$segment 0"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "began",
                      "who",
                      "ended",
                      "why",
                      "fee",
                      "source",
                      "region",
                      "$day",
                      "$keep",
                      0 AS "$file",
                      CASE WHEN FALSE THEN CAST(1 AS Nullable(Int64)) ELSE CAST(0 AS Nullable(Int64)) END + CASE WHEN FALSE THEN CAST(2 AS Nullable(Int64)) ELSE CAST(0 AS Nullable(Int64)) END + CASE
                        WHEN NOT (
                          "raw of began" IS NULL
                        ) AND (
                          "began" IS NULL
                        )
                        THEN CAST(4 AS Nullable(Int64))
                        ELSE CAST(0 AS Nullable(Int64))
                      END + CASE
                        WHEN NOT (
                          "raw of ended" IS NULL
                        ) AND (
                          "ended" IS NULL
                        )
                        THEN CAST(8 AS Nullable(Int64))
                        ELSE CAST(0 AS Nullable(Int64))
                      END + CASE
                        WHEN NOT (
                          "raw of fee" IS NULL
                        ) AND (
                          "fee" IS NULL
                        )
                        THEN CAST(16 AS Nullable(Int64))
                        ELSE CAST(0 AS Nullable(Int64))
                      END AS "$faults"
                    FROM (
                      SELECT
                        *,
                        TRUE AS "$keep"
                      FROM (
                        SELECT
                          "raw of began",
                          "raw of who",
                          "raw of ended",
                          "raw of why",
                          "raw of fee",
                          "raw of source",
                          "raw of region",
                          CASE
                            WHEN toDateTime64("raw of began", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                            THEN toDateTime64("raw of began", 6, 'UTC')
                          END AS "began",
                          nullIf(replaceRegexpAll("raw of who", '^[ \t ]+|[ \t ]+$', ''), '') AS "who",
                          CASE
                            WHEN toDateTime64("raw of ended", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                            THEN toDateTime64("raw of ended", 6, 'UTC')
                          END AS "ended",
                          nullIf(replaceRegexpAll("raw of why", '^[ \t ]+|[ \t ]+$', ''), '') AS "why",
                          CASE
                            WHEN ABS(CAST("raw of fee" AS Nullable(Float64))) <= 1000000000000000.0
                            THEN CAST("raw of fee" AS Nullable(Float64))
                          END AS "fee",
                          nullIf(replaceRegexpAll("raw of source", '^[ \t ]+|[ \t ]+$', ''), '') AS "source",
                          nullIf(replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', ''), '') AS "region",
                          toDate32(NULL) AS "$day"
                        FROM (
                          SELECT
                            "began" AS "raw of began",
                            toString("who") AS "raw of who",
                            "ended" AS "raw of ended",
                            toString("why") AS "raw of why",
                            "fee" AS "raw of fee",
                            toString("source") AS "raw of source",
                            toString("region") AS "raw of region"
                          FROM "cx"."rows"
                        ) AS "cells"
                      ) AS "valued"
                    ) AS "kept"
                  ) AS "judged"
                  WHERE
                    "$faults" = 0 AND "$keep"
                ) AS "sound"
              ) AS "told"
            ) AS "held"
            CROSS JOIN (
              SELECT
                1 AS "$kind"
              UNION ALL
              SELECT
                2
            ) AS kinds
            WHERE
              "$state" = 0
          ) AS "events"
        ) AS "steps"
        GROUP BY
          "$who",
          "$step"
      ) AS "moves"
    ) AS "running"
    CROSS JOIN (
      SELECT
        0 AS "$first",
        2 AS "$last"
      UNION ALL
      SELECT
        2,
        6
      UNION ALL
      SELECT
        3,
        6
    ) AS spans
    WHERE
      "$step" > "$first" AND "$step" <= "$last"
    GROUP BY
      "$who",
      "$first",
      "$last"
  ) AS "together"
) AS "moved"
GROUP BY
  "$first",
  "$last",
  "$segment 0 of";

-- why customers were lost
SELECT
  "$told",
  COUNT(*) AS "customers",
  SUM("$v was") AS "worth"
FROM (
  SELECT
    "$first",
    "$last",
    "$is",
    (
      "$is" - "$n moved"
    ) AS "$was",
    "$v is",
    (
      "$v is" - "$v moved"
    ) AS "$v was",
    CASE WHEN "$first of all" > "$first" THEN 1 ELSE 0 END AS "$fresh",
    CASE WHEN "$unnamed least" IS NULL OR "$unnamed least" > "$since least" THEN 1 ELSE 0 END AS "$named",
    SUBSTR("$segment 0 own all", 9) AS "$segment 0 of",
    CASE WHEN SUBSTR("$why last", 9, 1) = '0' THEN SUBSTR("$why last", 10) END AS "$told"
  FROM (
    SELECT
      "$who",
      "$first",
      "$last",
      SUM("$n") AS "$n moved",
      SUM(CASE WHEN "$next step" > "$step" AND "$next step" <= "$last" THEN 0 ELSE "$n after" END) AS "$is",
      SUM("$v") AS "$v moved",
      SUM(
        CASE
          WHEN "$next step" > "$step" AND "$next step" <= "$last"
          THEN CAST(0 AS Nullable(Decimal(38, 0)))
          ELSE "$v after"
        END
      ) AS "$v is",
      MIN("$first step") AS "$first of all",
      MIN("$since") AS "$since least",
      MIN("$unnamed") AS "$unnamed least",
      MAX("$segment 0 own") AS "$segment 0 own all",
      MAX("$why") AS "$why last"
    FROM (
      SELECT
        *,
        SUM("$n") OVER (PARTITION BY "$who" ORDER BY "$step") AS "$n after",
        SUM("$v") OVER (PARTITION BY "$who" ORDER BY "$step") AS "$v after",
        MIN("$step") OVER (PARTITION BY "$who") AS "$first step",
        MIN("$step") OVER (PARTITION BY "$who" ORDER BY "$step" ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS "$next step",
        MAX("$segment 0 latest") OVER (PARTITION BY "$who") AS "$segment 0 own"
      FROM (
        SELECT
          "$who",
          "$step",
          SUM("$one") AS "$n",
          SUM("$much") AS "$v",
          MIN(CASE WHEN "$begins" = 1 THEN "$edge" END) AS "$since",
          MIN(CASE WHEN "$begins" = 1 AND "$came" = 0 THEN "$edge" END) AS "$unnamed",
          MAX(
            CASE
              WHEN "$begins" = 1 AND NOT (
                "$segment 0" IS NULL
              )
              THEN CONCAT(toString((
                20000000 + "$edge"
              )), "$segment 0")
            END
          ) AS "$segment 0 latest",
          MAX(
            CASE
              WHEN "$begins" = 0
              THEN CASE
                WHEN NOT (
                  "$reason" IS NULL
                )
                THEN CONCAT(toString((
                  20000000 + "$edge"
                )), CONCAT('0', "$reason"))
                ELSE CONCAT(toString((
                  20000000 + "$edge"
                )), '1')
              END
            END
          ) AS "$why"
        FROM (
          SELECT
            *,
            CASE
              WHEN "$edge" < 20454
              THEN CASE
                WHEN "$edge" < 20089
                THEN CASE WHEN "$edge" < 19905 THEN 0 ELSE 1 END
                ELSE CASE WHEN "$edge" < 20270 THEN 2 ELSE 3 END
              END
              ELSE CASE
                WHEN "$edge" < 20605
                THEN CASE WHEN "$edge" < 20574 THEN 4 ELSE 5 END
                ELSE CASE WHEN "$edge" < 20635 THEN 6 ELSE 7 END
              END
            END AS "$step",
            CASE WHEN "$begins" = 1 THEN 1 ELSE (
              -1
            ) END AS "$one",
            CASE WHEN "$begins" = 1 THEN "$worth" ELSE -"$worth" END AS "$much"
          FROM (
            SELECT
              "$who",
              CASE WHEN "$kind" = 1 THEN "$from" WHEN "$kind" = 2 THEN "$upto" END AS "$edge",
              CASE WHEN "$kind" IN (1, 3) THEN 1 ELSE 0 END AS "$begins",
              "$came",
              "$reason",
              "$segment 0",
              CAST(CAST(COALESCE("$rounded", 0) AS Nullable(Int64)) AS Nullable(Decimal(38, 0))) AS "$worth"
            FROM (
              SELECT
                "$who",
                "$came",
                "$reason",
                "$segment 0",
                CASE
                  WHEN (
                    "$amount" - trunc("$amount")
                  ) >= 0.5
                  THEN CAST(trunc("$amount") AS Nullable(Float64)) + CAST(1 AS Nullable(Float64))
                  WHEN (
                    "$amount" - trunc("$amount")
                  ) <= -0.5
                  THEN CAST(trunc("$amount") AS Nullable(Float64)) - CAST(1 AS Nullable(Float64))
                  ELSE CAST(trunc("$amount") AS Nullable(Float64))
                END AS "$rounded",
                "$began" AS "$from",
                COALESCE("$ended", 2932896) AS "$upto",
                CASE
                  WHEN "$who" IS NULL
                  THEN 1
                  WHEN "$began" IS NULL
                  THEN 2
                  WHEN COALESCE("$ended", 2932896) < "$began"
                  THEN 3
                  ELSE 0
                END AS "$state"
              FROM (
                SELECT
                  "who" AS "$who",
                  CAST(dateDiff('day', toDate32('1970-01-01'), toDate32("began")) AS Nullable(Int64)) AS "$began",
                  CAST(dateDiff('day', toDate32('1970-01-01'), toDate32("ended")) AS Nullable(Int64)) AS "$ended",
                  CASE WHEN (
                    "source" = 'friend'
                  ) THEN 1 ELSE 0 END AS "$came",
                  CAST("fee" AS Nullable(Float64)) * CAST(1000000.0 AS Nullable(Float64)) AS "$amount",
                  "why" AS "$reason",
                  "region" AS "$segment 0"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "began",
                      "who",
                      "ended",
                      "why",
                      "fee",
                      "source",
                      "region",
                      "$day",
                      "$keep",
                      0 AS "$file",
                      CASE WHEN FALSE THEN CAST(1 AS Nullable(Int64)) ELSE CAST(0 AS Nullable(Int64)) END + CASE WHEN FALSE THEN CAST(2 AS Nullable(Int64)) ELSE CAST(0 AS Nullable(Int64)) END + CASE
                        WHEN NOT (
                          "raw of began" IS NULL
                        ) AND (
                          "began" IS NULL
                        )
                        THEN CAST(4 AS Nullable(Int64))
                        ELSE CAST(0 AS Nullable(Int64))
                      END + CASE
                        WHEN NOT (
                          "raw of ended" IS NULL
                        ) AND (
                          "ended" IS NULL
                        )
                        THEN CAST(8 AS Nullable(Int64))
                        ELSE CAST(0 AS Nullable(Int64))
                      END + CASE
                        WHEN NOT (
                          "raw of fee" IS NULL
                        ) AND (
                          "fee" IS NULL
                        )
                        THEN CAST(16 AS Nullable(Int64))
                        ELSE CAST(0 AS Nullable(Int64))
                      END AS "$faults"
                    FROM (
                      SELECT
                        *,
                        TRUE AS "$keep"
                      FROM (
                        SELECT
                          "raw of began",
                          "raw of who",
                          "raw of ended",
                          "raw of why",
                          "raw of fee",
                          "raw of source",
                          "raw of region",
                          CASE
                            WHEN toDateTime64("raw of began", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                            THEN toDateTime64("raw of began", 6, 'UTC')
                          END AS "began",
                          nullIf(replaceRegexpAll("raw of who", '^[ \t ]+|[ \t ]+$', ''), '') AS "who",
                          CASE
                            WHEN toDateTime64("raw of ended", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                            THEN toDateTime64("raw of ended", 6, 'UTC')
                          END AS "ended",
                          nullIf(replaceRegexpAll("raw of why", '^[ \t ]+|[ \t ]+$', ''), '') AS "why",
                          CASE
                            WHEN ABS(CAST("raw of fee" AS Nullable(Float64))) <= 1000000000000000.0
                            THEN CAST("raw of fee" AS Nullable(Float64))
                          END AS "fee",
                          nullIf(replaceRegexpAll("raw of source", '^[ \t ]+|[ \t ]+$', ''), '') AS "source",
                          nullIf(replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', ''), '') AS "region",
                          toDate32(NULL) AS "$day"
                        FROM (
                          SELECT
                            "began" AS "raw of began",
                            toString("who") AS "raw of who",
                            "ended" AS "raw of ended",
                            toString("why") AS "raw of why",
                            "fee" AS "raw of fee",
                            toString("source") AS "raw of source",
                            toString("region") AS "raw of region"
                          FROM "cx"."rows"
                        ) AS "cells"
                      ) AS "valued"
                    ) AS "kept"
                  ) AS "judged"
                  WHERE
                    "$faults" = 0 AND "$keep"
                ) AS "sound"
              ) AS "told"
            ) AS "held"
            CROSS JOIN (
              SELECT
                1 AS "$kind"
              UNION ALL
              SELECT
                2
            ) AS kinds
            WHERE
              "$state" = 0
          ) AS "events"
        ) AS "steps"
        GROUP BY
          "$who",
          "$step"
      ) AS "moves"
    ) AS "running"
    CROSS JOIN (
      SELECT
        5 AS "$first",
        6 AS "$last"
    ) AS spans
    WHERE
      "$step" > "$first" AND "$step" <= "$last"
    GROUP BY
      "$who",
      "$first",
      "$last"
  ) AS "together"
) AS "moved"
WHERE
  "$was" > 0 AND NOT (
    "$is" > 0
  )
GROUP BY
  "$told";
