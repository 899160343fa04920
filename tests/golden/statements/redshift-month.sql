-- What cxscore would ask of tables, in the words of redshift: written by its manual, and run by no
-- test. A build refuses it without --unverified.
-- Names stand here letter by letter as they do in kpis.yaml, in quotes. Periods are those that
-- history shows; percentiles are asked for the ranks around them as well, once it is known of how
-- many answers.

SET timezone TO 'UTC';

-- contacts: day is taken for a date
-- contacts: channel is taken for a text
-- contacts: often is taken for a number
-- contacts: region is taken for a text
-- contacts: effort is taken for a number
-- contacts: price is taken for a number
-- contacts: speed is taken for a number
-- contacts: minutes is taken for a number
-- contacts: product is taken for a text
-- contacts: opened is taken for a timestamp with a time zone
-- contacts: closed is taken for a timestamp with a time zone
-- contacts: reasons is taken for a text
-- contacts: size is taken for a number

-- contacts: totals by day, of nps, effort, top, easy, solved, quick, dear, like, late, told, new,
-- each, money, rows, two_days
-- nps: K
-- effort: K
-- top: K
-- easy: K
-- solved: K
-- quick: K
-- dear: K
-- like: K
-- late: K
-- told: K
-- new: K
-- each: K
-- money: K
-- rows: K
-- two_days: K
SELECT
  "$file",
  "$keep",
  "$faults",
  "$block",
  "region",
  COUNT(*) AS "rows",
  BIT_OR("$bit") AS "days",
  MAX(CASE WHEN "channel" = 'test' THEN 1 ELSE 0 END) AS "$met 1",
  MAX(CASE WHEN "region" = 'North' THEN 1 ELSE 0 END) AS "$met 2",
  MAX(CASE WHEN LOWER("product") LIKE 'p0%' THEN 1 ELSE 0 END) AS "$met 3",
  SUM(
    CASE
      WHEN NOT "recommend" IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t1",
  SUM(
    CASE
      WHEN (
        NOT "recommend" IS NULL AND NOT "often" IS NULL
      ) AND "recommend" >= 9
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t2",
  SUM(
    CASE
      WHEN (
        NOT "recommend" IS NULL AND NOT "often" IS NULL
      ) AND "recommend" <= 6
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t3",
  SUM(CASE WHEN NOT (
    NOT "recommend" IS NULL AND NOT "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t4",
  MIN(CASE WHEN NOT "recommend" IS NULL AND NOT "often" IS NULL THEN "recommend" END) AS "t5",
  MAX(CASE WHEN NOT "recommend" IS NULL AND NOT "often" IS NULL THEN "recommend" END) AS "t6",
  SUM(
    CASE
      WHEN NOT (
        NOT "recommend" IS NULL AND NOT "often" IS NULL
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT "recommend" IS NULL AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t7",
  SUM(CASE WHEN NOT "recommend" IS NULL AND NOT "often" IS NULL THEN 1 ELSE 0 END) AS "t8",
  SUM(
    CASE
      WHEN NOT "effort" IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t9",
  SUM(
    CASE
      WHEN NOT "effort" IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC((
        "effort" * "often"
      )) AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t10",
  SUM(
    CASE
      WHEN NOT "effort" IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC((
        "effort" * "effort" * "often"
      )) AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t11",
  SUM(CASE WHEN NOT (
    NOT "effort" IS NULL AND NOT "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t12",
  MIN(CASE WHEN NOT "effort" IS NULL AND NOT "often" IS NULL THEN "effort" END) AS "t13",
  MAX(CASE WHEN NOT "effort" IS NULL AND NOT "often" IS NULL THEN "effort" END) AS "t14",
  SUM(
    CASE
      WHEN NOT (
        NOT "effort" IS NULL AND NOT "often" IS NULL
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT "effort" IS NULL AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t15",
  SUM(CASE WHEN NOT "effort" IS NULL AND NOT "often" IS NULL THEN 1 ELSE 0 END) AS "t16",
  SUM(
    CASE
      WHEN NOT "effort" IS NULL AND NOT "often" IS NULL
      THEN CAST((
        (
          "effort" * "often"
        ) - TRUNC((
          "effort" * "often"
        ))
      ) AS DECIMAL(38, 18))
      ELSE CAST(0 AS DECIMAL(38, 18))
    END
  ) AS "t17",
  SUM(
    CASE
      WHEN NOT "effort" IS NULL AND NOT "often" IS NULL
      THEN CAST((
        (
          "effort" * "effort" * "often"
        ) - TRUNC((
          "effort" * "effort" * "often"
        ))
      ) AS DECIMAL(38, 18))
      ELSE CAST(0 AS DECIMAL(38, 18))
    END
  ) AS "t18",
  SUM(
    CASE
      WHEN NOT "price" IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t19",
  SUM(
    CASE
      WHEN (
        NOT "price" IS NULL AND NOT "often" IS NULL
      ) AND "price" >= 4.0
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t20",
  SUM(CASE WHEN NOT (
    NOT "price" IS NULL AND NOT "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t21",
  SUM(
    CASE
      WHEN NOT (
        NOT "price" IS NULL AND NOT "often" IS NULL
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT "price" IS NULL AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t22",
  SUM(CASE WHEN NOT "price" IS NULL AND NOT "often" IS NULL THEN 1 ELSE 0 END) AS "t23",
  SUM(
    CASE
      WHEN NOT "speed" IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t24",
  SUM(
    CASE
      WHEN (
        NOT "speed" IS NULL AND NOT "often" IS NULL
      ) AND "speed" <= 2.0
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t25",
  SUM(CASE WHEN NOT (
    NOT "speed" IS NULL AND NOT "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t26",
  SUM(
    CASE
      WHEN NOT (
        NOT "speed" IS NULL AND NOT "often" IS NULL
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT "speed" IS NULL AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t27",
  SUM(CASE WHEN NOT "speed" IS NULL AND NOT "often" IS NULL THEN 1 ELSE 0 END) AS "t28",
  SUM(
    CASE
      WHEN NOT "solved" IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t29",
  SUM(
    CASE
      WHEN (
        NOT "solved" IS NULL AND NOT "often" IS NULL
      ) AND "solved"
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t30",
  SUM(CASE WHEN NOT (
    NOT "solved" IS NULL AND NOT "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t31",
  SUM(
    CASE
      WHEN NOT (
        NOT "solved" IS NULL AND NOT "often" IS NULL
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT "solved" IS NULL AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t32",
  SUM(CASE WHEN NOT "solved" IS NULL AND NOT "often" IS NULL THEN 1 ELSE 0 END) AS "t33",
  SUM(
    CASE
      WHEN (
        "region" = 'North'
      ) AND (
        NOT (
          "minutes" < 5.5
        ) IS NULL AND NOT "often" IS NULL
      )
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t34",
  SUM(
    CASE
      WHEN (
        "region" = 'North'
      )
      AND (
        NOT (
          "minutes" < 5.5
        ) IS NULL AND NOT "often" IS NULL
      )
      AND (
        "minutes" < 5.5
      )
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t35",
  SUM(CASE WHEN (
    "region" = 'North'
  ) AND (
    "minutes" < 5.5
  ) IS NULL THEN 1 ELSE 0 END) + SUM(CASE WHEN COALESCE("region" = 'North', FALSE) IS NULL THEN 1 ELSE 0 END) AS "t36",
  SUM(
    CASE
      WHEN (
        "region" = 'North'
      )
      AND NOT (
        (
          "minutes" < 5.5
        ) IS NULL
      )
      AND NOT (
        NOT (
          "minutes" < 5.5
        ) IS NULL AND NOT "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t37",
  SUM(
    CASE
      WHEN (
        (
          "region" = 'North'
        )
        AND NOT (
          (
            "minutes" < 5.5
          ) IS NULL
        )
        AND NOT (
          NOT (
            "minutes" < 5.5
          ) IS NULL AND NOT "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        (
          "region" = 'North'
        )
        AND NOT (
          (
            "minutes" < 5.5
          ) IS NULL
        )
        AND NOT (
          NOT (
            "minutes" < 5.5
          ) IS NULL AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t38",
  SUM(
    CASE
      WHEN (
        "region" = 'North'
      ) AND (
        NOT (
          "minutes" < 5.5
        ) IS NULL AND NOT "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t39",
  SUM(
    CASE
      WHEN NOT (
        CASE
          WHEN "amount" < 0
          THEN -(
            FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
          )
          ELSE CASE
            WHEN NOT "amount" IS NULL
            THEN (
              FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
            )
          END
        END >= 60.5
      ) IS NULL
      AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t40",
  SUM(
    CASE
      WHEN (
        NOT (
          CASE
            WHEN "amount" < 0
            THEN -(
              FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
            )
            ELSE CASE
              WHEN NOT "amount" IS NULL
              THEN (
                FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
              )
            END
          END >= 60.5
        ) IS NULL
        AND NOT "often" IS NULL
      )
      AND (
        CASE
          WHEN "amount" < 0
          THEN -(
            FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
          )
          ELSE CASE
            WHEN NOT "amount" IS NULL
            THEN (
              FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
            )
          END
        END >= 60.5
      )
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t41",
  SUM(
    CASE
      WHEN (
        CASE
          WHEN "amount" < 0
          THEN -(
            FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
          )
          ELSE CASE
            WHEN NOT "amount" IS NULL
            THEN (
              FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
            )
          END
        END >= 60.5
      ) IS NULL
      THEN 1
      ELSE 0
    END
  ) AS "t42",
  SUM(
    CASE
      WHEN NOT (
        (
          CASE
            WHEN "amount" < 0
            THEN -(
              FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
            )
            ELSE CASE
              WHEN NOT "amount" IS NULL
              THEN (
                FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
              )
            END
          END >= 60.5
        ) IS NULL
      )
      AND NOT (
        NOT (
          CASE
            WHEN "amount" < 0
            THEN -(
              FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
            )
            ELSE CASE
              WHEN NOT "amount" IS NULL
              THEN (
                FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
              )
            END
          END >= 60.5
        ) IS NULL
        AND NOT "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t43",
  SUM(
    CASE
      WHEN (
        NOT (
          (
            CASE
              WHEN "amount" < 0
              THEN -(
                FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
              )
              ELSE CASE
                WHEN NOT "amount" IS NULL
                THEN (
                  FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
                )
              END
            END >= 60.5
          ) IS NULL
        )
        AND NOT (
          NOT (
            CASE
              WHEN "amount" < 0
              THEN -(
                FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
              )
              ELSE CASE
                WHEN NOT "amount" IS NULL
                THEN (
                  FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
                )
              END
            END >= 60.5
          ) IS NULL
          AND NOT "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
            CASE
              WHEN "amount" < 0
              THEN -(
                FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
              )
              ELSE CASE
                WHEN NOT "amount" IS NULL
                THEN (
                  FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
                )
              END
            END >= 60.5
          ) IS NULL
        )
        AND NOT (
          NOT (
            CASE
              WHEN "amount" < 0
              THEN -(
                FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
              )
              ELSE CASE
                WHEN NOT "amount" IS NULL
                THEN (
                  FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
                )
              END
            END >= 60.5
          ) IS NULL
          AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t44",
  SUM(
    CASE
      WHEN NOT (
        CASE
          WHEN "amount" < 0
          THEN -(
            FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
          )
          ELSE CASE
            WHEN NOT "amount" IS NULL
            THEN (
              FLOOR(ABS("amount") * CAST(10.0 AS DOUBLE PRECISION) + 0.5) / CAST(10.0 AS DOUBLE PRECISION)
            )
          END
        END >= 60.5
      ) IS NULL
      AND NOT "often" IS NULL
      THEN 1
      ELSE 0
    END
  ) AS "t45",
  SUM(
    CASE
      WHEN NOT (
        LOWER("product") LIKE 'p0%'
      ) IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t46",
  SUM(
    CASE
      WHEN (
        NOT (
          LOWER("product") LIKE 'p0%'
        ) IS NULL AND NOT "often" IS NULL
      )
      AND (
        LOWER("product") LIKE 'p0%'
      )
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t47",
  SUM(CASE WHEN (
    LOWER("product") LIKE 'p0%'
  ) IS NULL THEN 1 ELSE 0 END) AS "t48",
  SUM(
    CASE
      WHEN NOT (
        (
          LOWER("product") LIKE 'p0%'
        ) IS NULL
      )
      AND NOT (
        NOT (
          LOWER("product") LIKE 'p0%'
        ) IS NULL AND NOT "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t49",
  SUM(
    CASE
      WHEN (
        NOT (
          (
            LOWER("product") LIKE 'p0%'
          ) IS NULL
        )
        AND NOT (
          NOT (
            LOWER("product") LIKE 'p0%'
          ) IS NULL AND NOT "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
            LOWER("product") LIKE 'p0%'
          ) IS NULL
        )
        AND NOT (
          NOT (
            LOWER("product") LIKE 'p0%'
          ) IS NULL AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t50",
  SUM(CASE WHEN NOT (
    LOWER("product") LIKE 'p0%'
  ) IS NULL AND NOT "often" IS NULL THEN 1 ELSE 0 END) AS "t51",
  SUM(
    CASE
      WHEN NOT (
        (
          CAST((
            CAST(DATEDIFF(
              MICROSECOND,
              CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
              CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
            ) AS DOUBLE PRECISION) / 1000000.0
          ) AS DOUBLE PRECISION) / 3600.0
        ) > 24
      ) IS NULL
      AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t52",
  SUM(
    CASE
      WHEN (
        NOT (
          (
            CAST((
              CAST(DATEDIFF(
                MICROSECOND,
                CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
                CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
              ) AS DOUBLE PRECISION) / 1000000.0
            ) AS DOUBLE PRECISION) / 3600.0
          ) > 24
        ) IS NULL
        AND NOT "often" IS NULL
      )
      AND (
        (
          CAST((
            CAST(DATEDIFF(
              MICROSECOND,
              CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
              CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
            ) AS DOUBLE PRECISION) / 1000000.0
          ) AS DOUBLE PRECISION) / 3600.0
        ) > 24
      )
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t53",
  SUM(
    CASE
      WHEN (
        (
          CAST((
            CAST(DATEDIFF(
              MICROSECOND,
              CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
              CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
            ) AS DOUBLE PRECISION) / 1000000.0
          ) AS DOUBLE PRECISION) / 3600.0
        ) > 24
      ) IS NULL
      THEN 1
      ELSE 0
    END
  ) AS "t54",
  SUM(
    CASE
      WHEN NOT (
        (
          (
            CAST((
              CAST(DATEDIFF(
                MICROSECOND,
                CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
                CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
              ) AS DOUBLE PRECISION) / 1000000.0
            ) AS DOUBLE PRECISION) / 3600.0
          ) > 24
        ) IS NULL
      )
      AND NOT (
        NOT (
          (
            CAST((
              CAST(DATEDIFF(
                MICROSECOND,
                CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
                CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
              ) AS DOUBLE PRECISION) / 1000000.0
            ) AS DOUBLE PRECISION) / 3600.0
          ) > 24
        ) IS NULL
        AND NOT "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t55",
  SUM(
    CASE
      WHEN (
        NOT (
          (
            (
              CAST((
                CAST(DATEDIFF(
                  MICROSECOND,
                  CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
                  CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
                ) AS DOUBLE PRECISION) / 1000000.0
              ) AS DOUBLE PRECISION) / 3600.0
            ) > 24
          ) IS NULL
        )
        AND NOT (
          NOT (
            (
              CAST((
                CAST(DATEDIFF(
                  MICROSECOND,
                  CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
                  CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
                ) AS DOUBLE PRECISION) / 1000000.0
              ) AS DOUBLE PRECISION) / 3600.0
            ) > 24
          ) IS NULL
          AND NOT "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
            (
              CAST((
                CAST(DATEDIFF(
                  MICROSECOND,
                  CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
                  CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
                ) AS DOUBLE PRECISION) / 1000000.0
              ) AS DOUBLE PRECISION) / 3600.0
            ) > 24
          ) IS NULL
        )
        AND NOT (
          NOT (
            (
              CAST((
                CAST(DATEDIFF(
                  MICROSECOND,
                  CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
                  CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
                ) AS DOUBLE PRECISION) / 1000000.0
              ) AS DOUBLE PRECISION) / 3600.0
            ) > 24
          ) IS NULL
          AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t56",
  SUM(
    CASE
      WHEN NOT (
        (
          CAST((
            CAST(DATEDIFF(
              MICROSECOND,
              CONVERT_TIMEZONE('Europe/London', 'UTC', "opened"),
              CONVERT_TIMEZONE('Europe/London', 'UTC', "closed")
            ) AS DOUBLE PRECISION) / 1000000.0
          ) AS DOUBLE PRECISION) / 3600.0
        ) > 24
      ) IS NULL
      AND NOT "often" IS NULL
      THEN 1
      ELSE 0
    END
  ) AS "t57",
  SUM(
    CASE
      WHEN NOT (
        "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
      ) IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t58",
  SUM(
    CASE
      WHEN (
        NOT (
          "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
        ) IS NULL AND NOT "often" IS NULL
      )
      AND (
        "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
      )
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t59",
  SUM(
    CASE WHEN (
      "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
    ) IS NULL THEN 1 ELSE 0 END
  ) AS "t60",
  SUM(
    CASE
      WHEN NOT (
        (
          "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
        ) IS NULL
      )
      AND NOT (
        NOT (
          "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
        ) IS NULL AND NOT "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t61",
  SUM(
    CASE
      WHEN (
        NOT (
          (
            "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
          ) IS NULL
        )
        AND NOT (
          NOT (
            "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
          ) IS NULL AND NOT "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
            "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
          ) IS NULL
        )
        AND NOT (
          NOT (
            "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
          ) IS NULL AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t62",
  SUM(
    CASE
      WHEN NOT (
        "reasons" ~ '(^|[,;])[[:space:]]*price[[:space:]]*([,;]|$)'
      ) IS NULL AND NOT "often" IS NULL
      THEN 1
      ELSE 0
    END
  ) AS "t63",
  SUM(
    CASE
      WHEN NOT (
        CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
      ) IS NULL
      AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t64",
  SUM(
    CASE
      WHEN (
        NOT (
          CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
        ) IS NULL
        AND NOT "often" IS NULL
      )
      AND (
        CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
      )
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t65",
  SUM(
    CASE
      WHEN (
        CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
      ) IS NULL
      THEN 1
      ELSE 0
    END
  ) AS "t66",
  SUM(
    CASE
      WHEN NOT (
        (
          CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
        ) IS NULL
      )
      AND NOT (
        NOT (
          CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
        ) IS NULL
        AND NOT "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t67",
  SUM(
    CASE
      WHEN (
        NOT (
          (
            CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
          ) IS NULL
        )
        AND NOT (
          NOT (
            CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
          ) IS NULL
          AND NOT "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
            CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
          ) IS NULL
        )
        AND NOT (
          NOT (
            CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
          ) IS NULL
          AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t68",
  SUM(
    CASE
      WHEN NOT (
        CAST("opened" AS DATE) >= CAST(CAST('2025-03-01' AS TIMESTAMP) AS DATE)
      ) IS NULL
      AND NOT "often" IS NULL
      THEN 1
      ELSE 0
    END
  ) AS "t69",
  SUM(
    CASE
      WHEN NOT "amount" IS NULL AND NOT "size" IS NULL
      THEN CAST(TRUNC("size") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t70",
  SUM(
    CASE
      WHEN NOT "amount" IS NULL AND NOT "size" IS NULL
      THEN CAST(TRUNC("amount") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t71",
  SUM(CASE WHEN NOT (
    NOT "amount" IS NULL AND NOT "size" IS NULL
  ) THEN 1 ELSE 0 END) AS "t72",
  SUM(CASE WHEN NOT "amount" IS NULL AND NOT "size" IS NULL THEN 1 ELSE 0 END) AS "t73",
  SUM(
    CASE
      WHEN NOT "amount" IS NULL AND NOT "size" IS NULL
      THEN CAST((
        "size" - TRUNC("size")
      ) AS DECIMAL(38, 18))
      ELSE CAST(0 AS DECIMAL(38, 18))
    END
  ) AS "t74",
  SUM(
    CASE
      WHEN NOT "amount" IS NULL AND NOT "size" IS NULL
      THEN CAST((
        "amount" - TRUNC("amount")
      ) AS DECIMAL(38, 18))
      ELSE CAST(0 AS DECIMAL(38, 18))
    END
  ) AS "t75",
  SUM(
    CASE
      WHEN NOT "amount" IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t76",
  SUM(
    CASE
      WHEN NOT "amount" IS NULL AND NOT "often" IS NULL
      THEN CAST(TRUNC((
        "often" * "amount"
      )) AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t77",
  SUM(CASE WHEN NOT (
    NOT "amount" IS NULL AND NOT "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t78",
  SUM(
    CASE
      WHEN NOT (
        NOT "amount" IS NULL AND NOT "often" IS NULL
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT "amount" IS NULL AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t79",
  SUM(
    CASE
      WHEN NOT "amount" IS NULL AND NOT "often" IS NULL
      THEN CAST((
        (
          "often" * "amount"
        ) - TRUNC((
          "often" * "amount"
        ))
      ) AS DECIMAL(38, 18))
      ELSE CAST(0 AS DECIMAL(38, 18))
    END
  ) AS "t80",
  SUM(
    CASE
      WHEN NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t81",
  SUM(CASE WHEN NOT (
    NOT "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t82",
  SUM(
    CASE
      WHEN NOT (
        NOT "often" IS NULL
      ) AND "often" IS NULL AND NOT (
        NOT (
          NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t83",
  SUM(
    CASE
      WHEN (
        (
          NOT "opened" IS NULL
          AND COALESCE(
            (
              DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
            ) >= 0,
            TRUE
          )
        )
        AND NOT "often" IS NULL
      )
      AND (
        (
          (
            5 * FLOOR(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) / 7.0
            ) + LEAST(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) - 7 * FLOOR(
                CAST((
                  DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                ) AS DOUBLE PRECISION) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE) >= CAST('2026-05-04' AS DATE) THEN 1 ELSE 0 END
        ) - (
          (
            5 * FLOOR(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) / 7.0
            ) + LEAST(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) - 7 * FLOOR(
                CAST((
                  DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                ) AS DOUBLE PRECISION) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN CAST("opened" AS DATE) >= CAST('2026-05-04' AS DATE) THEN 1 ELSE 0 END
        )
      ) > 2.0
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t84",
  SUM(
    CASE
      WHEN (
        (
          NOT "opened" IS NULL
          AND COALESCE(
            (
              DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
            ) >= 0,
            TRUE
          )
        )
        AND NOT "often" IS NULL
      )
      AND (
        (
          (
            5 * FLOOR(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) / 7.0
            ) + LEAST(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) - 7 * FLOOR(
                CAST((
                  DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                ) AS DOUBLE PRECISION) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE) >= CAST('2026-05-04' AS DATE) THEN 1 ELSE 0 END
        ) - (
          (
            5 * FLOOR(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) / 7.0
            ) + LEAST(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) - 7 * FLOOR(
                CAST((
                  DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                ) AS DOUBLE PRECISION) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN CAST("opened" AS DATE) >= CAST('2026-05-04' AS DATE) THEN 1 ELSE 0 END
        )
      ) > 2.0
      AND COALESCE(
        (
          (
            (
              5 * FLOOR(
                CAST((
                  DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                ) AS DOUBLE PRECISION) / 7.0
              ) + LEAST(
                CAST((
                  DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                ) AS DOUBLE PRECISION) - 7 * FLOOR(
                  CAST((
                    DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                  ) AS DOUBLE PRECISION) / 7.0
                ) + 1,
                5
              )
            ) - CASE WHEN CAST("closed" AS DATE) >= CAST('2026-05-04' AS DATE) THEN 1 ELSE 0 END
          ) - (
            (
              5 * FLOOR(
                CAST((
                  DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                ) AS DOUBLE PRECISION) / 7.0
              ) + LEAST(
                CAST((
                  DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                ) AS DOUBLE PRECISION) - 7 * FLOOR(
                  CAST((
                    DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                  ) AS DOUBLE PRECISION) / 7.0
                ) + 1,
                5
              )
            ) - CASE WHEN CAST("opened" AS DATE) >= CAST('2026-05-04' AS DATE) THEN 1 ELSE 0 END
          )
        ) <= 2.0,
        FALSE
      )
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t85",
  SUM(
    CASE
      WHEN NOT (
        (
          NOT "opened" IS NULL
          AND COALESCE(
            (
              DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
            ) >= 0,
            TRUE
          )
        )
        AND NOT "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t86",
  SUM(
    CASE
      WHEN NOT (
        (
          NOT "opened" IS NULL
          AND COALESCE(
            (
              DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
            ) >= 0,
            TRUE
          )
        )
        AND NOT "often" IS NULL
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
            NOT "opened" IS NULL
            AND COALESCE(
              (
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
              ) >= 0,
              TRUE
            )
          )
          AND NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t87",
  SUM(
    CASE
      WHEN (
        (
          NOT "opened" IS NULL
          AND COALESCE(
            (
              DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
            ) >= 0,
            TRUE
          )
        )
        AND NOT "often" IS NULL
      )
      AND (
        (
          (
            5 * FLOOR(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) / 7.0
            ) + LEAST(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) - 7 * FLOOR(
                CAST((
                  DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                ) AS DOUBLE PRECISION) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN CAST(CAST('2026-07-06' AS TIMESTAMP) AS DATE) >= CAST('2026-05-04' AS DATE) THEN 1 ELSE 0 END
        ) - (
          (
            5 * FLOOR(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) / 7.0
            ) + LEAST(
              CAST((
                DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
              ) AS DOUBLE PRECISION) - 7 * FLOOR(
                CAST((
                  DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST('1900-01-01' AS DATE))
                ) AS DOUBLE PRECISION) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN CAST("opened" AS DATE) >= CAST('2026-05-04' AS DATE) THEN 1 ELSE 0 END
        )
      ) > 2.0
      THEN 1
      ELSE 0
    END
  ) AS "t88"
FROM (
  SELECT
    *,
    CAST(DATEADD(DAY, -(
      CAST(EXTRACT(DAY FROM "$day") AS INTEGER) - 1
    ), "$day") AS DATE) AS "$block",
    CAST(1 AS BIGINT) << (
      CAST(EXTRACT(DAY FROM "$day") AS INTEGER) - 1
    ) AS "$bit"
  FROM (
    SELECT
      "channel",
      "recommend",
      "often",
      "region",
      "effort",
      "price",
      "speed",
      "solved",
      "minutes",
      "amount",
      "product",
      "opened",
      "closed",
      "reasons",
      "size",
      "$day",
      "$keep",
      0 AS "$file",
      CASE
        WHEN "$keep" AND "$day" IS NULL AND "raw of $day" IS NULL
        THEN CAST(1 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN "$keep" AND "$day" IS NULL AND NOT "raw of $day" IS NULL
        THEN CAST(2 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of recommend" IS NULL
        AND "$keep"
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNC("recommend")
        )
        THEN CAST(4 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of recommend" IS NULL
        AND "$keep"
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0
        )
        THEN CAST(8 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of recommend" IS NULL AND "$keep" AND (
          "recommend" IS NULL
        )
        THEN CAST(16 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of often" IS NULL
        AND "$keep"
        AND (
          "often" IS NULL OR "often" < 0.0 OR "often" <> TRUNC("often")
        )
        THEN CAST(32 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of often" IS NULL
        AND "$keep"
        AND (
          "often" IS NULL OR "often" < 0.0 OR "often" <> TRUNC("often")
        )
        AND (
          "region" = 'North'
        )
        THEN CAST(64 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of often" IS NULL AND "$keep" AND (
          "often" IS NULL
        )
        THEN CAST(128 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN (
          NOT "raw of effort" IS NULL AND NOT CAST("raw of effort" AS DOUBLE PRECISION) IN (7.0)
        )
        AND "$keep"
        AND (
          "effort" IS NULL
        )
        THEN CAST(256 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of price" IS NULL AND "$keep" AND (
          "price" IS NULL
        )
        THEN CAST(512 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of speed" IS NULL AND "$keep" AND (
          "speed" IS NULL
        )
        THEN CAST(1024 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of solved" IS NULL AND "$keep" AND (
          "solved" IS NULL
        )
        THEN CAST(2048 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of minutes" IS NULL AND "$keep" AND (
          "minutes" IS NULL
        ) AND (
          "region" = 'North'
        )
        THEN CAST(4096 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of amount" IS NULL AND "$keep" AND (
          "amount" IS NULL
        )
        THEN CAST(8192 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of opened" IS NULL AND "$keep" AND (
          "opened" IS NULL
        )
        THEN CAST(16384 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of closed" IS NULL AND "$keep" AND (
          "closed" IS NULL
        )
        THEN CAST(32768 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of size" IS NULL AND "$keep" AND (
          "size" IS NULL
        )
        THEN CAST(65536 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END AS "$faults"
    FROM (
      SELECT
        *,
        (
          "channel" <> 'test' OR "channel" IS NULL
        ) AS "$keep"
      FROM (
        SELECT
          "raw of channel",
          "raw of recommend",
          "raw of often",
          "raw of region",
          "raw of effort",
          "raw of price",
          "raw of speed",
          "raw of solved",
          "raw of minutes",
          "raw of amount",
          "raw of product",
          "raw of opened",
          "raw of closed",
          "raw of reasons",
          "raw of size",
          "raw of $day",
          COLLATE(
            CASE
              WHEN NOT LOWER(BTRIM("raw of channel", ' ' || CHR(9) || CHR(160))) IN ('n/a')
              THEN NULLIF(BTRIM("raw of channel", ' ' || CHR(9) || CHR(160)), '')
            END,
            'case_sensitive'
          ) AS "channel",
          CASE
            WHEN ABS(CAST("raw of recommend" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of recommend" AS DOUBLE PRECISION)
          END AS "recommend",
          CASE
            WHEN ABS(CAST("raw of often" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of often" AS DOUBLE PRECISION)
          END AS "often",
          COLLATE(
            CASE
              WHEN COLLATE(BTRIM("raw of region", ' ' || CHR(9) || CHR(160)), 'case_sensitive') = 'Wales'
              THEN 'Cymru'
              ELSE CASE
                WHEN NOT LOWER(BTRIM("raw of region", ' ' || CHR(9) || CHR(160))) IN ('?', 'n/a')
                THEN NULLIF(BTRIM("raw of region", ' ' || CHR(9) || CHR(160)), '')
              END
            END,
            'case_sensitive'
          ) AS "region",
          CASE
            WHEN NOT CAST("raw of effort" AS DOUBLE PRECISION) IN (7.0)
            THEN CASE
              WHEN ABS(CAST("raw of effort" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of effort" AS DOUBLE PRECISION)
            END
          END AS "effort",
          CASE
            WHEN ABS(CAST("raw of price" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of price" AS DOUBLE PRECISION)
          END AS "price",
          CASE
            WHEN ABS(CAST("raw of speed" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of speed" AS DOUBLE PRECISION)
          END AS "speed",
          "raw of solved" AS "solved",
          CASE
            WHEN ABS(CAST("raw of minutes" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of minutes" AS DOUBLE PRECISION)
          END AS "minutes",
          (
            CASE
              WHEN ABS(CAST("raw of amount" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of amount" AS DOUBLE PRECISION)
            END * CAST(0.01 AS DOUBLE PRECISION)
          ) AS "amount",
          COLLATE(
            CASE
              WHEN NOT LOWER(BTRIM("raw of product", ' ' || CHR(9) || CHR(160))) IN ('n/a')
              THEN NULLIF(BTRIM("raw of product", ' ' || CHR(9) || CHR(160)), '')
            END,
            'case_sensitive'
          ) AS "product",
          CASE
            WHEN "raw of opened" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
            THEN "raw of opened" AT TIME ZONE 'Europe/London'
          END AS "opened",
          CASE
            WHEN "raw of closed" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
            THEN "raw of closed" AT TIME ZONE 'Europe/London'
          END AS "closed",
          COLLATE(
            CASE
              WHEN NOT LOWER(BTRIM("raw of reasons", ' ' || CHR(9) || CHR(160))) IN ('n/a')
              THEN NULLIF(BTRIM("raw of reasons", ' ' || CHR(9) || CHR(160)), '')
            END,
            'case_sensitive'
          ) AS "reasons",
          CASE
            WHEN ABS(CAST("raw of size" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of size" AS DOUBLE PRECISION)
          END AS "size",
          CAST(CASE
            WHEN CAST("raw of $day" AS TIMESTAMP) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
            THEN CAST("raw of $day" AS TIMESTAMP)
          END AS DATE) AS "$day"
        FROM (
          SELECT
            CAST("channel" AS VARCHAR(MAX)) AS "raw of channel",
            "recommend" AS "raw of recommend",
            "often" AS "raw of often",
            CAST("region" AS VARCHAR(MAX)) AS "raw of region",
            "customer_effort" AS "raw of effort",
            "price" AS "raw of price",
            "speed" AS "raw of speed",
            "solved" AS "raw of solved",
            "minutes" AS "raw of minutes",
            "amount" AS "raw of amount",
            CAST("product" AS VARCHAR(MAX)) AS "raw of product",
            "opened" AS "raw of opened",
            "closed" AS "raw of closed",
            CAST("reasons" AS VARCHAR(MAX)) AS "raw of reasons",
            "size" AS "raw of size",
            "day" AS "raw of $day"
          FROM "cx"."contacts"
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
  "region";

-- contacts: totals by closed, of ended
-- ended: K
SELECT
  "$file",
  "$keep",
  "$faults",
  "$block",
  COUNT(*) AS "rows",
  BIT_OR("$bit") AS "days",
  SUM(
    CASE
      WHEN NOT "often" IS NULL
      THEN CAST(TRUNC("often") AS DECIMAL(38, 0))
      ELSE CAST(0 AS DECIMAL(38, 0))
    END
  ) AS "t1",
  SUM(CASE WHEN NOT (
    NOT "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t2",
  SUM(
    CASE
      WHEN NOT (
        NOT "often" IS NULL
      ) AND "often" IS NULL AND NOT (
        NOT (
          NOT 1 IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t3"
FROM (
  SELECT
    *,
    CAST(DATEADD(DAY, -(
      CAST(EXTRACT(DAY FROM CAST("closed" AS DATE)) AS INTEGER) - 1
    ), CAST("closed" AS DATE)) AS DATE) AS "$block",
    CAST(1 AS BIGINT) << (
      CAST(EXTRACT(DAY FROM CAST("closed" AS DATE)) AS INTEGER) - 1
    ) AS "$bit"
  FROM (
    SELECT
      "channel",
      "recommend",
      "often",
      "region",
      "effort",
      "price",
      "speed",
      "solved",
      "minutes",
      "amount",
      "product",
      "opened",
      "closed",
      "reasons",
      "size",
      "$day",
      "$keep",
      0 AS "$file",
      CASE
        WHEN "$keep" AND "$day" IS NULL AND "raw of $day" IS NULL
        THEN CAST(1 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN "$keep" AND "$day" IS NULL AND NOT "raw of $day" IS NULL
        THEN CAST(2 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of recommend" IS NULL
        AND "$keep"
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNC("recommend")
        )
        THEN CAST(4 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of recommend" IS NULL
        AND "$keep"
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0
        )
        THEN CAST(8 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of recommend" IS NULL AND "$keep" AND (
          "recommend" IS NULL
        )
        THEN CAST(16 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of often" IS NULL
        AND "$keep"
        AND (
          "often" IS NULL OR "often" < 0.0 OR "often" <> TRUNC("often")
        )
        THEN CAST(32 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of often" IS NULL
        AND "$keep"
        AND (
          "often" IS NULL OR "often" < 0.0 OR "often" <> TRUNC("often")
        )
        AND (
          "region" = 'North'
        )
        THEN CAST(64 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of often" IS NULL AND "$keep" AND (
          "often" IS NULL
        )
        THEN CAST(128 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN (
          NOT "raw of effort" IS NULL AND NOT CAST("raw of effort" AS DOUBLE PRECISION) IN (7.0)
        )
        AND "$keep"
        AND (
          "effort" IS NULL
        )
        THEN CAST(256 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of price" IS NULL AND "$keep" AND (
          "price" IS NULL
        )
        THEN CAST(512 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of speed" IS NULL AND "$keep" AND (
          "speed" IS NULL
        )
        THEN CAST(1024 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of solved" IS NULL AND "$keep" AND (
          "solved" IS NULL
        )
        THEN CAST(2048 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of minutes" IS NULL AND "$keep" AND (
          "minutes" IS NULL
        ) AND (
          "region" = 'North'
        )
        THEN CAST(4096 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of amount" IS NULL AND "$keep" AND (
          "amount" IS NULL
        )
        THEN CAST(8192 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of opened" IS NULL AND "$keep" AND (
          "opened" IS NULL
        )
        THEN CAST(16384 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of closed" IS NULL AND "$keep" AND (
          "closed" IS NULL
        )
        THEN CAST(32768 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of size" IS NULL AND "$keep" AND (
          "size" IS NULL
        )
        THEN CAST(65536 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END AS "$faults"
    FROM (
      SELECT
        *,
        (
          "channel" <> 'test' OR "channel" IS NULL
        ) AS "$keep"
      FROM (
        SELECT
          "raw of channel",
          "raw of recommend",
          "raw of often",
          "raw of region",
          "raw of effort",
          "raw of price",
          "raw of speed",
          "raw of solved",
          "raw of minutes",
          "raw of amount",
          "raw of product",
          "raw of opened",
          "raw of closed",
          "raw of reasons",
          "raw of size",
          "raw of $day",
          COLLATE(
            CASE
              WHEN NOT LOWER(BTRIM("raw of channel", ' ' || CHR(9) || CHR(160))) IN ('n/a')
              THEN NULLIF(BTRIM("raw of channel", ' ' || CHR(9) || CHR(160)), '')
            END,
            'case_sensitive'
          ) AS "channel",
          CASE
            WHEN ABS(CAST("raw of recommend" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of recommend" AS DOUBLE PRECISION)
          END AS "recommend",
          CASE
            WHEN ABS(CAST("raw of often" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of often" AS DOUBLE PRECISION)
          END AS "often",
          COLLATE(
            CASE
              WHEN COLLATE(BTRIM("raw of region", ' ' || CHR(9) || CHR(160)), 'case_sensitive') = 'Wales'
              THEN 'Cymru'
              ELSE CASE
                WHEN NOT LOWER(BTRIM("raw of region", ' ' || CHR(9) || CHR(160))) IN ('?', 'n/a')
                THEN NULLIF(BTRIM("raw of region", ' ' || CHR(9) || CHR(160)), '')
              END
            END,
            'case_sensitive'
          ) AS "region",
          CASE
            WHEN NOT CAST("raw of effort" AS DOUBLE PRECISION) IN (7.0)
            THEN CASE
              WHEN ABS(CAST("raw of effort" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of effort" AS DOUBLE PRECISION)
            END
          END AS "effort",
          CASE
            WHEN ABS(CAST("raw of price" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of price" AS DOUBLE PRECISION)
          END AS "price",
          CASE
            WHEN ABS(CAST("raw of speed" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of speed" AS DOUBLE PRECISION)
          END AS "speed",
          "raw of solved" AS "solved",
          CASE
            WHEN ABS(CAST("raw of minutes" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of minutes" AS DOUBLE PRECISION)
          END AS "minutes",
          (
            CASE
              WHEN ABS(CAST("raw of amount" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of amount" AS DOUBLE PRECISION)
            END * CAST(0.01 AS DOUBLE PRECISION)
          ) AS "amount",
          COLLATE(
            CASE
              WHEN NOT LOWER(BTRIM("raw of product", ' ' || CHR(9) || CHR(160))) IN ('n/a')
              THEN NULLIF(BTRIM("raw of product", ' ' || CHR(9) || CHR(160)), '')
            END,
            'case_sensitive'
          ) AS "product",
          CASE
            WHEN "raw of opened" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
            THEN "raw of opened" AT TIME ZONE 'Europe/London'
          END AS "opened",
          CASE
            WHEN "raw of closed" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
            THEN "raw of closed" AT TIME ZONE 'Europe/London'
          END AS "closed",
          COLLATE(
            CASE
              WHEN NOT LOWER(BTRIM("raw of reasons", ' ' || CHR(9) || CHR(160))) IN ('n/a')
              THEN NULLIF(BTRIM("raw of reasons", ' ' || CHR(9) || CHR(160)), '')
            END,
            'case_sensitive'
          ) AS "reasons",
          CASE
            WHEN ABS(CAST("raw of size" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of size" AS DOUBLE PRECISION)
          END AS "size",
          CAST(CASE
            WHEN CAST("raw of $day" AS TIMESTAMP) BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
            THEN CAST("raw of $day" AS TIMESTAMP)
          END AS DATE) AS "$day"
        FROM (
          SELECT
            CAST("channel" AS VARCHAR(MAX)) AS "raw of channel",
            "recommend" AS "raw of recommend",
            "often" AS "raw of often",
            CAST("region" AS VARCHAR(MAX)) AS "raw of region",
            "customer_effort" AS "raw of effort",
            "price" AS "raw of price",
            "speed" AS "raw of speed",
            "solved" AS "raw of solved",
            "minutes" AS "raw of minutes",
            "amount" AS "raw of amount",
            CAST("product" AS VARCHAR(MAX)) AS "raw of product",
            "opened" AS "raw of opened",
            "closed" AS "raw of closed",
            CAST("reasons" AS VARCHAR(MAX)) AS "raw of reasons",
            "size" AS "raw of size",
            "day" AS "raw of $day"
          FROM "cx"."contacts"
        ) AS "cells"
      ) AS "valued"
    ) AS "kept"
  ) AS "judged"
) AS "placed"
GROUP BY
  "$file",
  "$keep",
  "$faults",
  "$block";

-- calls: opened is taken for a timestamp with a time zone
-- calls: minutes is taken for a number
-- calls: queue is taken for a text
-- calls: customer is taken for a text
-- calls: closed is taken for a timestamp with a time zone
-- calls: recommend is taken for a number
-- calls: price is taken for a number
-- calls: speed is taken for a number
-- calls: id is taken for a text
-- calls: leg is taken for a text

-- calls: totals by opened, of wait, most, people, open, calls
-- wait: K
-- most: K
-- people: K
-- open: K
-- calls: K
SELECT
  "$file",
  "$keep",
  "$faults",
  "$block",
  "queue",
  COUNT(*) AS "rows",
  BIT_OR("$bit") AS "days",
  SUM(CASE WHEN NOT "minutes" IS NULL THEN 1 ELSE 0 END) AS "t1",
  SUM(CASE WHEN NOT (
    NOT "minutes" IS NULL
  ) THEN 1 ELSE 0 END) AS "t2",
  SUM(CASE WHEN NOT "customer" IS NULL THEN 1 ELSE 0 END) AS "t3",
  SUM(CASE WHEN NOT (
    NOT "customer" IS NULL
  ) THEN 1 ELSE 0 END) AS "t4",
  SUM(
    CASE
      WHEN NOT (
        NOT "opened" IS NULL
        AND COALESCE(
          (
            DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
          ) >= 0,
          TRUE
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t5",
  SUM(CASE WHEN NOT "recommend" IS NULL THEN 1 ELSE 0 END) AS "t6",
  SUM(CASE WHEN NOT "recommend" IS NULL AND "recommend" >= 9 THEN 1 ELSE 0 END) AS "t7",
  SUM(CASE WHEN NOT "recommend" IS NULL AND "recommend" <= 6 THEN 1 ELSE 0 END) AS "t8",
  SUM(CASE WHEN NOT (
    NOT "recommend" IS NULL
  ) THEN 1 ELSE 0 END) AS "t9",
  MIN(CASE WHEN NOT "recommend" IS NULL THEN "recommend" END) AS "t10",
  MAX(CASE WHEN NOT "recommend" IS NULL THEN "recommend" END) AS "t11"
FROM (
  SELECT
    *,
    CAST(DATEADD(DAY, -(
      CAST(EXTRACT(DAY FROM "$day") AS INTEGER) - 1
    ), "$day") AS DATE) AS "$block",
    CAST(1 AS BIGINT) << (
      CAST(EXTRACT(DAY FROM "$day") AS INTEGER) - 1
    ) AS "$bit"
  FROM (
    SELECT
      "minutes",
      "queue",
      "customer",
      "opened",
      "closed",
      "recommend",
      "price",
      "text of price",
      "speed",
      "text of speed",
      "$day",
      "$keep",
      0 AS "$file",
      CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
        WHEN NOT "raw of minutes" IS NULL AND (
          "minutes" IS NULL
        )
        THEN CAST(4 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of opened" IS NULL AND (
          "opened" IS NULL
        )
        THEN CAST(8 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of closed" IS NULL AND (
          "closed" IS NULL
        )
        THEN CAST(16 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of recommend" IS NULL
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNC("recommend")
        )
        THEN CAST(32 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of recommend" IS NULL AND (
          "recommend" IS NULL
        )
        THEN CAST(64 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of price" IS NULL AND (
          "price" IS NULL
        )
        THEN CAST(128 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END + CASE
        WHEN NOT "raw of speed" IS NULL AND (
          "speed" IS NULL
        )
        THEN CAST(256 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END AS "$faults"
    FROM (
      SELECT
        *,
        TRUE AS "$keep"
      FROM (
        SELECT
          "raw of minutes",
          "raw of queue",
          "raw of customer",
          "raw of opened",
          "raw of closed",
          "raw of recommend",
          "raw of price",
          "raw of speed",
          "raw of $day",
          CASE
            WHEN ABS(CAST("raw of minutes" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of minutes" AS DOUBLE PRECISION)
          END AS "minutes",
          COLLATE(NULLIF(BTRIM("raw of queue", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "queue",
          COLLATE(NULLIF(BTRIM("raw of customer", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "customer",
          CASE
            WHEN "raw of opened" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
            THEN "raw of opened" AT TIME ZONE 'Europe/London'
          END AS "opened",
          CASE
            WHEN "raw of closed" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
            THEN "raw of closed" AT TIME ZONE 'Europe/London'
          END AS "closed",
          CASE
            WHEN ABS(CAST("raw of recommend" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of recommend" AS DOUBLE PRECISION)
          END AS "recommend",
          CASE
            WHEN ABS(CAST("raw of price" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of price" AS DOUBLE PRECISION)
          END AS "price",
          COLLATE(
            NULLIF(
              CASE
                WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNC("raw of price") = "raw of price"
                THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNC("raw of price") END AS BIGINT) AS VARCHAR(MAX))
                ELSE CAST("raw of price" AS VARCHAR(MAX))
              END,
              ''
            ),
            'case_sensitive'
          ) AS "text of price",
          CASE
            WHEN ABS(CAST("raw of speed" AS DOUBLE PRECISION)) <= 1000000000000000.0
            THEN CAST("raw of speed" AS DOUBLE PRECISION)
          END AS "speed",
          COLLATE(
            NULLIF(
              CASE
                WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNC("raw of speed") = "raw of speed"
                THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNC("raw of speed") END AS BIGINT) AS VARCHAR(MAX))
                ELSE CAST("raw of speed" AS VARCHAR(MAX))
              END,
              ''
            ),
            'case_sensitive'
          ) AS "text of speed",
          CAST(CASE
            WHEN "raw of $day" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
            THEN "raw of $day" AT TIME ZONE 'Europe/London'
          END AS DATE) AS "$day"
        FROM (
          SELECT
            "minutes" AS "raw of minutes",
            CAST("queue" AS VARCHAR(MAX)) AS "raw of queue",
            CAST("customer" AS VARCHAR(MAX)) AS "raw of customer",
            "opened" AS "raw of opened",
            "closed" AS "raw of closed",
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
    COLLATE(NULLIF(BTRIM(CAST("id" AS VARCHAR(MAX)), ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "$key 0",
    COLLATE(NULLIF(BTRIM(CAST("leg" AS VARCHAR(MAX)), ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "$key 1"
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
      COLLATE(NULLIF(BTRIM(CAST("id" AS VARCHAR(MAX)), ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "$key 0",
      COLLATE(NULLIF(BTRIM(CAST("leg" AS VARCHAR(MAX)), ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "$key 1"
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

-- calls: percentile of wait
-- wait: K
SELECT
  "$start",
  "$end",
  MIN(CASE WHEN "$up to" > FLOOR("$place") THEN "$value" END) + (
    MIN(CASE WHEN "$up to" > CEIL("$place") THEN "$value" END) - MIN(CASE WHEN "$up to" > FLOOR("$place") THEN "$value" END)
  ) * MIN((
    "$place" - FLOOR("$place")
  )) AS "value"
FROM (
  SELECT
    *,
    (
      "$size" - 1
    ) * CAST(0.5 AS DOUBLE PRECISION) AS "$place"
  FROM (
    SELECT
      "$start",
      "$end",
      "$value",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end") AS DOUBLE PRECISION) AS "$size",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end" ORDER BY "$value" ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS DOUBLE PRECISION) AS "$up to"
    FROM (
      SELECT
        "$start",
        "$end",
        CAST("$value" AS DOUBLE PRECISION) AS "$value",
        "$times"
      FROM (
        SELECT
          "$start",
          "$end",
          "$value",
          SUM("$many") AS "$times"
        FROM (
          SELECT
            "$block",
            "$value",
            SUM("$often") AS "$many"
          FROM (
            SELECT
              CAST(DATEADD(DAY, -(
                CAST(EXTRACT(DAY FROM "$day") AS INTEGER) - 1
              ), "$day") AS DATE) AS "$block",
              "minutes" AS "$value",
              CAST(1 AS BIGINT) AS "$often"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "minutes",
                  "queue",
                  "customer",
                  "opened",
                  "closed",
                  "recommend",
                  "price",
                  "text of price",
                  "speed",
                  "text of speed",
                  "$day",
                  "$keep",
                  0 AS "$file",
                  CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
                    WHEN NOT "raw of minutes" IS NULL AND (
                      "minutes" IS NULL
                    )
                    THEN CAST(4 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of opened" IS NULL AND (
                      "opened" IS NULL
                    )
                    THEN CAST(8 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of closed" IS NULL AND (
                      "closed" IS NULL
                    )
                    THEN CAST(16 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of recommend" IS NULL
                    AND (
                      "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNC("recommend")
                    )
                    THEN CAST(32 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of recommend" IS NULL AND (
                      "recommend" IS NULL
                    )
                    THEN CAST(64 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of price" IS NULL AND (
                      "price" IS NULL
                    )
                    THEN CAST(128 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of speed" IS NULL AND (
                      "speed" IS NULL
                    )
                    THEN CAST(256 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END AS "$faults"
                FROM (
                  SELECT
                    *,
                    TRUE AS "$keep"
                  FROM (
                    SELECT
                      "raw of minutes",
                      "raw of queue",
                      "raw of customer",
                      "raw of opened",
                      "raw of closed",
                      "raw of recommend",
                      "raw of price",
                      "raw of speed",
                      "raw of $day",
                      CASE
                        WHEN ABS(CAST("raw of minutes" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of minutes" AS DOUBLE PRECISION)
                      END AS "minutes",
                      COLLATE(NULLIF(BTRIM("raw of queue", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "queue",
                      COLLATE(NULLIF(BTRIM("raw of customer", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "customer",
                      CASE
                        WHEN "raw of opened" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                        THEN "raw of opened" AT TIME ZONE 'Europe/London'
                      END AS "opened",
                      CASE
                        WHEN "raw of closed" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                        THEN "raw of closed" AT TIME ZONE 'Europe/London'
                      END AS "closed",
                      CASE
                        WHEN ABS(CAST("raw of recommend" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of recommend" AS DOUBLE PRECISION)
                      END AS "recommend",
                      CASE
                        WHEN ABS(CAST("raw of price" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of price" AS DOUBLE PRECISION)
                      END AS "price",
                      COLLATE(
                        NULLIF(
                          CASE
                            WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNC("raw of price") = "raw of price"
                            THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNC("raw of price") END AS BIGINT) AS VARCHAR(MAX))
                            ELSE CAST("raw of price" AS VARCHAR(MAX))
                          END,
                          ''
                        ),
                        'case_sensitive'
                      ) AS "text of price",
                      CASE
                        WHEN ABS(CAST("raw of speed" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of speed" AS DOUBLE PRECISION)
                      END AS "speed",
                      COLLATE(
                        NULLIF(
                          CASE
                            WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNC("raw of speed") = "raw of speed"
                            THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNC("raw of speed") END AS BIGINT) AS VARCHAR(MAX))
                            ELSE CAST("raw of speed" AS VARCHAR(MAX))
                          END,
                          ''
                        ),
                        'case_sensitive'
                      ) AS "text of speed",
                      CAST(CASE
                        WHEN "raw of $day" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                        THEN "raw of $day" AT TIME ZONE 'Europe/London'
                      END AS DATE) AS "$day"
                    FROM (
                      SELECT
                        "minutes" AS "raw of minutes",
                        CAST("queue" AS VARCHAR(MAX)) AS "raw of queue",
                        CAST("customer" AS VARCHAR(MAX)) AS "raw of customer",
                        "opened" AS "raw of opened",
                        "closed" AS "raw of closed",
                        "recommend" AS "raw of recommend",
                        "price" AS "raw of price",
                        "speed" AS "raw of speed",
                        "opened" AS "raw of $day"
                      FROM (
                        SELECT
                          *
                        FROM "cx"."calls"
                        WHERE
                          "opened" >= CAST('2024-07-01' AS TIMESTAMP) AT TIME ZONE 'Europe/London'
                          AND "opened" < CAST('2026-08-01' AS TIMESTAMP) AT TIME ZONE 'Europe/London'
                      ) AS "within"
                    ) AS "cells"
                  ) AS "valued"
                ) AS "kept"
              ) AS "judged"
              WHERE
                "$faults" = 0 AND "$keep"
            ) AS "sound"
            WHERE
              NOT "minutes" IS NULL
          ) AS "plain"
          GROUP BY
            "$block",
            "$value"
        ) AS "blocks"
        INNER JOIN (
          SELECT
            CAST('2024-07-01' AS DATE) AS "$of",
            CAST('2024-07-01' AS DATE) AS "$start",
            CAST('2025-06-30' AS DATE) AS "$end"
          UNION ALL
          SELECT
            CAST('2024-08-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-09-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-10-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-11-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-12-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-01-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-02-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-03-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-04-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-05-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-06-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-01-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-02-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-03-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-04-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-05-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-06-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-07-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-08-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-09-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-10-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-11-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-12-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-01-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-02-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-03-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-04-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-01-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-02-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-03-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-04-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-04-01' AS DATE),
            CAST('2026-04-01' AS DATE),
            CAST('2026-05-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2026-04-01' AS DATE),
            CAST('2026-05-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2026-05-01' AS DATE),
            CAST('2026-05-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2026-05-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2026-05-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2026-06-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2026-06-01' AS DATE),
            CAST('2026-07-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-07-01' AS DATE),
            CAST('2026-06-01' AS DATE),
            CAST('2026-07-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-07-01' AS DATE),
            CAST('2026-07-01' AS DATE),
            CAST('2026-07-31' AS DATE)
        ) AS "spans"
          ON "$block" = "$of"
        GROUP BY
          "$start",
          "$end",
          "$value"
      ) AS "spread"
    ) AS "counted"
  ) AS "sized"
) AS "placed"
GROUP BY
  "$start",
  "$end";

-- calls: percentile of wait, by queue
-- wait: K
SELECT
  "$start",
  "$end",
  "queue",
  MIN(CASE WHEN "$up to" > FLOOR("$place") THEN "$value" END) + (
    MIN(CASE WHEN "$up to" > CEIL("$place") THEN "$value" END) - MIN(CASE WHEN "$up to" > FLOOR("$place") THEN "$value" END)
  ) * MIN((
    "$place" - FLOOR("$place")
  )) AS "value"
FROM (
  SELECT
    *,
    (
      "$size" - 1
    ) * CAST(0.5 AS DOUBLE PRECISION) AS "$place"
  FROM (
    SELECT
      "$start",
      "$end",
      "queue",
      "$value",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end", "queue") AS DOUBLE PRECISION) AS "$size",
      CAST(SUM("$times") OVER (
        PARTITION BY "$start", "$end", "queue"
        ORDER BY "$value"
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS DOUBLE PRECISION) AS "$up to"
    FROM (
      SELECT
        "$start",
        "$end",
        "queue",
        CAST("$value" AS DOUBLE PRECISION) AS "$value",
        "$times"
      FROM (
        SELECT
          "$start",
          "$end",
          "queue",
          "$value",
          SUM("$many") AS "$times"
        FROM (
          SELECT
            "$block",
            "queue",
            "$value",
            SUM("$often") AS "$many"
          FROM (
            SELECT
              CAST(DATEADD(DAY, -(
                CAST(EXTRACT(DAY FROM "$day") AS INTEGER) - 1
              ), "$day") AS DATE) AS "$block",
              "queue",
              "minutes" AS "$value",
              CAST(1 AS BIGINT) AS "$often"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "minutes",
                  "queue",
                  "customer",
                  "opened",
                  "closed",
                  "recommend",
                  "price",
                  "text of price",
                  "speed",
                  "text of speed",
                  "$day",
                  "$keep",
                  0 AS "$file",
                  CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
                    WHEN NOT "raw of minutes" IS NULL AND (
                      "minutes" IS NULL
                    )
                    THEN CAST(4 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of opened" IS NULL AND (
                      "opened" IS NULL
                    )
                    THEN CAST(8 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of closed" IS NULL AND (
                      "closed" IS NULL
                    )
                    THEN CAST(16 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of recommend" IS NULL
                    AND (
                      "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNC("recommend")
                    )
                    THEN CAST(32 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of recommend" IS NULL AND (
                      "recommend" IS NULL
                    )
                    THEN CAST(64 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of price" IS NULL AND (
                      "price" IS NULL
                    )
                    THEN CAST(128 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of speed" IS NULL AND (
                      "speed" IS NULL
                    )
                    THEN CAST(256 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END AS "$faults"
                FROM (
                  SELECT
                    *,
                    TRUE AS "$keep"
                  FROM (
                    SELECT
                      "raw of minutes",
                      "raw of queue",
                      "raw of customer",
                      "raw of opened",
                      "raw of closed",
                      "raw of recommend",
                      "raw of price",
                      "raw of speed",
                      "raw of $day",
                      CASE
                        WHEN ABS(CAST("raw of minutes" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of minutes" AS DOUBLE PRECISION)
                      END AS "minutes",
                      COLLATE(NULLIF(BTRIM("raw of queue", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "queue",
                      COLLATE(NULLIF(BTRIM("raw of customer", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "customer",
                      CASE
                        WHEN "raw of opened" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                        THEN "raw of opened" AT TIME ZONE 'Europe/London'
                      END AS "opened",
                      CASE
                        WHEN "raw of closed" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                        THEN "raw of closed" AT TIME ZONE 'Europe/London'
                      END AS "closed",
                      CASE
                        WHEN ABS(CAST("raw of recommend" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of recommend" AS DOUBLE PRECISION)
                      END AS "recommend",
                      CASE
                        WHEN ABS(CAST("raw of price" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of price" AS DOUBLE PRECISION)
                      END AS "price",
                      COLLATE(
                        NULLIF(
                          CASE
                            WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNC("raw of price") = "raw of price"
                            THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNC("raw of price") END AS BIGINT) AS VARCHAR(MAX))
                            ELSE CAST("raw of price" AS VARCHAR(MAX))
                          END,
                          ''
                        ),
                        'case_sensitive'
                      ) AS "text of price",
                      CASE
                        WHEN ABS(CAST("raw of speed" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of speed" AS DOUBLE PRECISION)
                      END AS "speed",
                      COLLATE(
                        NULLIF(
                          CASE
                            WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNC("raw of speed") = "raw of speed"
                            THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNC("raw of speed") END AS BIGINT) AS VARCHAR(MAX))
                            ELSE CAST("raw of speed" AS VARCHAR(MAX))
                          END,
                          ''
                        ),
                        'case_sensitive'
                      ) AS "text of speed",
                      CAST(CASE
                        WHEN "raw of $day" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                        THEN "raw of $day" AT TIME ZONE 'Europe/London'
                      END AS DATE) AS "$day"
                    FROM (
                      SELECT
                        "minutes" AS "raw of minutes",
                        CAST("queue" AS VARCHAR(MAX)) AS "raw of queue",
                        CAST("customer" AS VARCHAR(MAX)) AS "raw of customer",
                        "opened" AS "raw of opened",
                        "closed" AS "raw of closed",
                        "recommend" AS "raw of recommend",
                        "price" AS "raw of price",
                        "speed" AS "raw of speed",
                        "opened" AS "raw of $day"
                      FROM (
                        SELECT
                          *
                        FROM "cx"."calls"
                        WHERE
                          "opened" >= CAST('2024-07-01' AS TIMESTAMP) AT TIME ZONE 'Europe/London'
                          AND "opened" < CAST('2026-08-01' AS TIMESTAMP) AT TIME ZONE 'Europe/London'
                      ) AS "within"
                    ) AS "cells"
                  ) AS "valued"
                ) AS "kept"
              ) AS "judged"
              WHERE
                "$faults" = 0 AND "$keep"
            ) AS "sound"
            WHERE
              NOT "minutes" IS NULL
          ) AS "plain"
          GROUP BY
            "$block",
            "queue",
            "$value"
        ) AS "blocks"
        INNER JOIN (
          SELECT
            CAST('2024-07-01' AS DATE) AS "$of",
            CAST('2024-07-01' AS DATE) AS "$start",
            CAST('2025-06-30' AS DATE) AS "$end"
          UNION ALL
          SELECT
            CAST('2024-08-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-09-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-10-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-11-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-12-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-01-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-02-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-03-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-04-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-05-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-06-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-01-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-02-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-03-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-04-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-05-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-06-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-07-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-08-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-09-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-10-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-11-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-12-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-01-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-02-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-03-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-04-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-01-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-02-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-03-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-04-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-04-01' AS DATE),
            CAST('2026-04-01' AS DATE),
            CAST('2026-05-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2026-04-01' AS DATE),
            CAST('2026-05-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2026-05-01' AS DATE),
            CAST('2026-05-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2026-05-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2026-05-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2026-06-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2026-06-01' AS DATE),
            CAST('2026-07-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-07-01' AS DATE),
            CAST('2026-06-01' AS DATE),
            CAST('2026-07-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-07-01' AS DATE),
            CAST('2026-07-01' AS DATE),
            CAST('2026-07-31' AS DATE)
        ) AS "spans"
          ON "$block" = "$of"
        GROUP BY
          "$start",
          "$end",
          "queue",
          "$value"
      ) AS "spread"
    ) AS "counted"
  ) AS "sized"
) AS "placed"
GROUP BY
  "$start",
  "$end",
  "queue";

-- calls: percentile of most
-- most: K
SELECT
  "$start",
  "$end",
  MIN(CASE WHEN "$up to" > FLOOR("$place") THEN "$value" END) + (
    MIN(CASE WHEN "$up to" > CEIL("$place") THEN "$value" END) - MIN(CASE WHEN "$up to" > FLOOR("$place") THEN "$value" END)
  ) * MIN((
    "$place" - FLOOR("$place")
  )) AS "value"
FROM (
  SELECT
    *,
    (
      "$size" - 1
    ) * CAST(0.9 AS DOUBLE PRECISION) AS "$place"
  FROM (
    SELECT
      "$start",
      "$end",
      "$value",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end") AS DOUBLE PRECISION) AS "$size",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end" ORDER BY "$value" ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS DOUBLE PRECISION) AS "$up to"
    FROM (
      SELECT
        "$start",
        "$end",
        CAST("$value" AS DOUBLE PRECISION) AS "$value",
        "$times"
      FROM (
        SELECT
          "$start",
          "$end",
          "$value",
          SUM("$many") AS "$times"
        FROM (
          SELECT
            "$block",
            "$value",
            SUM("$often") AS "$many"
          FROM (
            SELECT
              CAST(DATEADD(DAY, -(
                CAST(EXTRACT(DAY FROM "$day") AS INTEGER) - 1
              ), "$day") AS DATE) AS "$block",
              "minutes" AS "$value",
              CAST(1 AS BIGINT) AS "$often"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "minutes",
                  "queue",
                  "customer",
                  "opened",
                  "closed",
                  "recommend",
                  "price",
                  "text of price",
                  "speed",
                  "text of speed",
                  "$day",
                  "$keep",
                  0 AS "$file",
                  CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
                    WHEN NOT "raw of minutes" IS NULL AND (
                      "minutes" IS NULL
                    )
                    THEN CAST(4 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of opened" IS NULL AND (
                      "opened" IS NULL
                    )
                    THEN CAST(8 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of closed" IS NULL AND (
                      "closed" IS NULL
                    )
                    THEN CAST(16 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of recommend" IS NULL
                    AND (
                      "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNC("recommend")
                    )
                    THEN CAST(32 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of recommend" IS NULL AND (
                      "recommend" IS NULL
                    )
                    THEN CAST(64 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of price" IS NULL AND (
                      "price" IS NULL
                    )
                    THEN CAST(128 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END + CASE
                    WHEN NOT "raw of speed" IS NULL AND (
                      "speed" IS NULL
                    )
                    THEN CAST(256 AS BIGINT)
                    ELSE CAST(0 AS BIGINT)
                  END AS "$faults"
                FROM (
                  SELECT
                    *,
                    TRUE AS "$keep"
                  FROM (
                    SELECT
                      "raw of minutes",
                      "raw of queue",
                      "raw of customer",
                      "raw of opened",
                      "raw of closed",
                      "raw of recommend",
                      "raw of price",
                      "raw of speed",
                      "raw of $day",
                      CASE
                        WHEN ABS(CAST("raw of minutes" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of minutes" AS DOUBLE PRECISION)
                      END AS "minutes",
                      COLLATE(NULLIF(BTRIM("raw of queue", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "queue",
                      COLLATE(NULLIF(BTRIM("raw of customer", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "customer",
                      CASE
                        WHEN "raw of opened" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                        THEN "raw of opened" AT TIME ZONE 'Europe/London'
                      END AS "opened",
                      CASE
                        WHEN "raw of closed" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                        THEN "raw of closed" AT TIME ZONE 'Europe/London'
                      END AS "closed",
                      CASE
                        WHEN ABS(CAST("raw of recommend" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of recommend" AS DOUBLE PRECISION)
                      END AS "recommend",
                      CASE
                        WHEN ABS(CAST("raw of price" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of price" AS DOUBLE PRECISION)
                      END AS "price",
                      COLLATE(
                        NULLIF(
                          CASE
                            WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNC("raw of price") = "raw of price"
                            THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNC("raw of price") END AS BIGINT) AS VARCHAR(MAX))
                            ELSE CAST("raw of price" AS VARCHAR(MAX))
                          END,
                          ''
                        ),
                        'case_sensitive'
                      ) AS "text of price",
                      CASE
                        WHEN ABS(CAST("raw of speed" AS DOUBLE PRECISION)) <= 1000000000000000.0
                        THEN CAST("raw of speed" AS DOUBLE PRECISION)
                      END AS "speed",
                      COLLATE(
                        NULLIF(
                          CASE
                            WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNC("raw of speed") = "raw of speed"
                            THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNC("raw of speed") END AS BIGINT) AS VARCHAR(MAX))
                            ELSE CAST("raw of speed" AS VARCHAR(MAX))
                          END,
                          ''
                        ),
                        'case_sensitive'
                      ) AS "text of speed",
                      CAST(CASE
                        WHEN "raw of $day" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                        THEN "raw of $day" AT TIME ZONE 'Europe/London'
                      END AS DATE) AS "$day"
                    FROM (
                      SELECT
                        "minutes" AS "raw of minutes",
                        CAST("queue" AS VARCHAR(MAX)) AS "raw of queue",
                        CAST("customer" AS VARCHAR(MAX)) AS "raw of customer",
                        "opened" AS "raw of opened",
                        "closed" AS "raw of closed",
                        "recommend" AS "raw of recommend",
                        "price" AS "raw of price",
                        "speed" AS "raw of speed",
                        "opened" AS "raw of $day"
                      FROM (
                        SELECT
                          *
                        FROM "cx"."calls"
                        WHERE
                          "opened" >= CAST('2024-07-01' AS TIMESTAMP) AT TIME ZONE 'Europe/London'
                          AND "opened" < CAST('2026-08-01' AS TIMESTAMP) AT TIME ZONE 'Europe/London'
                      ) AS "within"
                    ) AS "cells"
                  ) AS "valued"
                ) AS "kept"
              ) AS "judged"
              WHERE
                "$faults" = 0 AND "$keep"
            ) AS "sound"
            WHERE
              NOT "minutes" IS NULL
          ) AS "plain"
          GROUP BY
            "$block",
            "$value"
        ) AS "blocks"
        INNER JOIN (
          SELECT
            CAST('2024-07-01' AS DATE) AS "$of",
            CAST('2024-07-01' AS DATE) AS "$start",
            CAST('2025-06-30' AS DATE) AS "$end"
          UNION ALL
          SELECT
            CAST('2024-08-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-09-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-10-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-11-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2024-12-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-01-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-02-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-03-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-04-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-05-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-06-01' AS DATE),
            CAST('2024-07-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-01-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-02-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-03-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-04-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-05-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-06-01' AS DATE),
            CAST('2025-01-01' AS DATE),
            CAST('2025-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-07-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-08-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-09-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-10-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-11-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2025-12-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-01-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-02-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-03-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-04-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2025-07-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-01-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-02-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-03-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-04-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2026-01-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-05-01' AS DATE),
            CAST('2026-05-01' AS DATE),
            CAST('2026-05-31' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-06-01' AS DATE),
            CAST('2026-06-01' AS DATE),
            CAST('2026-06-30' AS DATE)
          UNION ALL
          SELECT
            CAST('2026-07-01' AS DATE),
            CAST('2026-07-01' AS DATE),
            CAST('2026-07-31' AS DATE)
        ) AS "spans"
          ON "$block" = "$of"
        GROUP BY
          "$start",
          "$end",
          "$value"
      ) AS "spread"
    ) AS "counted"
  ) AS "sized"
) AS "placed"
GROUP BY
  "$start",
  "$end";

-- calls: different values of people
-- people: K
SELECT
  "$start",
  "$end",
  COUNT(DISTINCT "$value") AS "value"
FROM (
  SELECT
    "$start",
    "$end",
    "$value",
    SUM("$many") AS "$times"
  FROM (
    SELECT
      "$block",
      "$value",
      SUM("$often") AS "$many"
    FROM (
      SELECT
        CAST(DATEADD(DAY, -(
          CAST(EXTRACT(DAY FROM "$day") AS INTEGER) - 1
        ), "$day") AS DATE) AS "$block",
        "customer" AS "$value",
        CAST(1 AS BIGINT) AS "$often"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "minutes",
            "queue",
            "customer",
            "opened",
            "closed",
            "recommend",
            "price",
            "text of price",
            "speed",
            "text of speed",
            "$day",
            "$keep",
            0 AS "$file",
            CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
              WHEN NOT "raw of minutes" IS NULL AND (
                "minutes" IS NULL
              )
              THEN CAST(4 AS BIGINT)
              ELSE CAST(0 AS BIGINT)
            END + CASE
              WHEN NOT "raw of opened" IS NULL AND (
                "opened" IS NULL
              )
              THEN CAST(8 AS BIGINT)
              ELSE CAST(0 AS BIGINT)
            END + CASE
              WHEN NOT "raw of closed" IS NULL AND (
                "closed" IS NULL
              )
              THEN CAST(16 AS BIGINT)
              ELSE CAST(0 AS BIGINT)
            END + CASE
              WHEN NOT "raw of recommend" IS NULL
              AND (
                "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNC("recommend")
              )
              THEN CAST(32 AS BIGINT)
              ELSE CAST(0 AS BIGINT)
            END + CASE
              WHEN NOT "raw of recommend" IS NULL AND (
                "recommend" IS NULL
              )
              THEN CAST(64 AS BIGINT)
              ELSE CAST(0 AS BIGINT)
            END + CASE
              WHEN NOT "raw of price" IS NULL AND (
                "price" IS NULL
              )
              THEN CAST(128 AS BIGINT)
              ELSE CAST(0 AS BIGINT)
            END + CASE
              WHEN NOT "raw of speed" IS NULL AND (
                "speed" IS NULL
              )
              THEN CAST(256 AS BIGINT)
              ELSE CAST(0 AS BIGINT)
            END AS "$faults"
          FROM (
            SELECT
              *,
              TRUE AS "$keep"
            FROM (
              SELECT
                "raw of minutes",
                "raw of queue",
                "raw of customer",
                "raw of opened",
                "raw of closed",
                "raw of recommend",
                "raw of price",
                "raw of speed",
                "raw of $day",
                CASE
                  WHEN ABS(CAST("raw of minutes" AS DOUBLE PRECISION)) <= 1000000000000000.0
                  THEN CAST("raw of minutes" AS DOUBLE PRECISION)
                END AS "minutes",
                COLLATE(NULLIF(BTRIM("raw of queue", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "queue",
                COLLATE(NULLIF(BTRIM("raw of customer", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "customer",
                CASE
                  WHEN "raw of opened" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                  THEN "raw of opened" AT TIME ZONE 'Europe/London'
                END AS "opened",
                CASE
                  WHEN "raw of closed" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                  THEN "raw of closed" AT TIME ZONE 'Europe/London'
                END AS "closed",
                CASE
                  WHEN ABS(CAST("raw of recommend" AS DOUBLE PRECISION)) <= 1000000000000000.0
                  THEN CAST("raw of recommend" AS DOUBLE PRECISION)
                END AS "recommend",
                CASE
                  WHEN ABS(CAST("raw of price" AS DOUBLE PRECISION)) <= 1000000000000000.0
                  THEN CAST("raw of price" AS DOUBLE PRECISION)
                END AS "price",
                COLLATE(
                  NULLIF(
                    CASE
                      WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNC("raw of price") = "raw of price"
                      THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNC("raw of price") END AS BIGINT) AS VARCHAR(MAX))
                      ELSE CAST("raw of price" AS VARCHAR(MAX))
                    END,
                    ''
                  ),
                  'case_sensitive'
                ) AS "text of price",
                CASE
                  WHEN ABS(CAST("raw of speed" AS DOUBLE PRECISION)) <= 1000000000000000.0
                  THEN CAST("raw of speed" AS DOUBLE PRECISION)
                END AS "speed",
                COLLATE(
                  NULLIF(
                    CASE
                      WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNC("raw of speed") = "raw of speed"
                      THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNC("raw of speed") END AS BIGINT) AS VARCHAR(MAX))
                      ELSE CAST("raw of speed" AS VARCHAR(MAX))
                    END,
                    ''
                  ),
                  'case_sensitive'
                ) AS "text of speed",
                CAST(CASE
                  WHEN "raw of $day" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
                  THEN "raw of $day" AT TIME ZONE 'Europe/London'
                END AS DATE) AS "$day"
              FROM (
                SELECT
                  "minutes" AS "raw of minutes",
                  CAST("queue" AS VARCHAR(MAX)) AS "raw of queue",
                  CAST("customer" AS VARCHAR(MAX)) AS "raw of customer",
                  "opened" AS "raw of opened",
                  "closed" AS "raw of closed",
                  "recommend" AS "raw of recommend",
                  "price" AS "raw of price",
                  "speed" AS "raw of speed",
                  "opened" AS "raw of $day"
                FROM (
                  SELECT
                    *
                  FROM "cx"."calls"
                  WHERE
                    "opened" >= CAST('2024-07-01' AS TIMESTAMP) AT TIME ZONE 'Europe/London'
                    AND "opened" < CAST('2026-08-01' AS TIMESTAMP) AT TIME ZONE 'Europe/London'
                ) AS "within"
              ) AS "cells"
            ) AS "valued"
          ) AS "kept"
        ) AS "judged"
        WHERE
          "$faults" = 0 AND "$keep"
      ) AS "sound"
      WHERE
        NOT "customer" IS NULL
    ) AS "plain"
    GROUP BY
      "$block",
      "$value"
  ) AS "blocks"
  INNER JOIN (
    SELECT
      CAST('2024-07-01' AS DATE) AS "$of",
      CAST('2024-07-01' AS DATE) AS "$start",
      CAST('2025-06-30' AS DATE) AS "$end"
    UNION ALL
    SELECT
      CAST('2024-08-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2024-09-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2024-10-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2024-11-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2024-12-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-01-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-02-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-03-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-04-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-05-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-06-01' AS DATE),
      CAST('2024-07-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-01-01' AS DATE),
      CAST('2025-01-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-02-01' AS DATE),
      CAST('2025-01-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-03-01' AS DATE),
      CAST('2025-01-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-04-01' AS DATE),
      CAST('2025-01-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-05-01' AS DATE),
      CAST('2025-01-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-06-01' AS DATE),
      CAST('2025-01-01' AS DATE),
      CAST('2025-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-07-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-08-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-09-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-10-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-11-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2025-12-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-01-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-02-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-03-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-04-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-05-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-06-01' AS DATE),
      CAST('2025-07-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-01-01' AS DATE),
      CAST('2026-01-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-02-01' AS DATE),
      CAST('2026-01-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-03-01' AS DATE),
      CAST('2026-01-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-04-01' AS DATE),
      CAST('2026-01-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-05-01' AS DATE),
      CAST('2026-01-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-06-01' AS DATE),
      CAST('2026-01-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-05-01' AS DATE),
      CAST('2026-05-01' AS DATE),
      CAST('2026-05-31' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-06-01' AS DATE),
      CAST('2026-06-01' AS DATE),
      CAST('2026-06-30' AS DATE)
    UNION ALL
    SELECT
      CAST('2026-07-01' AS DATE),
      CAST('2026-07-01' AS DATE),
      CAST('2026-07-31' AS DATE)
  ) AS "spans"
    ON "$block" = "$of"
  GROUP BY
    "$start",
    "$end",
    "$value"
) AS "counted"
GROUP BY
  "$start",
  "$end";

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
        "minutes",
        "queue",
        "customer",
        "opened",
        "closed",
        "recommend",
        "price",
        "text of price",
        "speed",
        "text of speed",
        "$day",
        "$keep",
        0 AS "$file",
        CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
          WHEN NOT "raw of minutes" IS NULL AND (
            "minutes" IS NULL
          )
          THEN CAST(4 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of opened" IS NULL AND (
            "opened" IS NULL
          )
          THEN CAST(8 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of closed" IS NULL AND (
            "closed" IS NULL
          )
          THEN CAST(16 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNC("recommend")
          )
          THEN CAST(32 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL AND (
            "recommend" IS NULL
          )
          THEN CAST(64 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of price" IS NULL AND (
            "price" IS NULL
          )
          THEN CAST(128 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of speed" IS NULL AND (
            "speed" IS NULL
          )
          THEN CAST(256 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END AS "$faults"
      FROM (
        SELECT
          *,
          TRUE AS "$keep"
        FROM (
          SELECT
            "raw of minutes",
            "raw of queue",
            "raw of customer",
            "raw of opened",
            "raw of closed",
            "raw of recommend",
            "raw of price",
            "raw of speed",
            "raw of $day",
            CASE
              WHEN ABS(CAST("raw of minutes" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of minutes" AS DOUBLE PRECISION)
            END AS "minutes",
            COLLATE(NULLIF(BTRIM("raw of queue", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "queue",
            COLLATE(NULLIF(BTRIM("raw of customer", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "customer",
            CASE
              WHEN "raw of opened" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
              THEN "raw of opened" AT TIME ZONE 'Europe/London'
            END AS "opened",
            CASE
              WHEN "raw of closed" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
              THEN "raw of closed" AT TIME ZONE 'Europe/London'
            END AS "closed",
            CASE
              WHEN ABS(CAST("raw of recommend" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of recommend" AS DOUBLE PRECISION)
            END AS "recommend",
            CASE
              WHEN ABS(CAST("raw of price" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of price" AS DOUBLE PRECISION)
            END AS "price",
            COLLATE(
              NULLIF(
                CASE
                  WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNC("raw of price") = "raw of price"
                  THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNC("raw of price") END AS BIGINT) AS VARCHAR(MAX))
                  ELSE CAST("raw of price" AS VARCHAR(MAX))
                END,
                ''
              ),
              'case_sensitive'
            ) AS "text of price",
            CASE
              WHEN ABS(CAST("raw of speed" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of speed" AS DOUBLE PRECISION)
            END AS "speed",
            COLLATE(
              NULLIF(
                CASE
                  WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNC("raw of speed") = "raw of speed"
                  THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNC("raw of speed") END AS BIGINT) AS VARCHAR(MAX))
                  ELSE CAST("raw of speed" AS VARCHAR(MAX))
                END,
                ''
              ),
              'case_sensitive'
            ) AS "text of speed",
            CAST(CASE
              WHEN "raw of $day" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
              THEN "raw of $day" AT TIME ZONE 'Europe/London'
            END AS DATE) AS "$day"
          FROM (
            SELECT
              "minutes" AS "raw of minutes",
              CAST("queue" AS VARCHAR(MAX)) AS "raw of queue",
              CAST("customer" AS VARCHAR(MAX)) AS "raw of customer",
              "opened" AS "raw of opened",
              "closed" AS "raw of closed",
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
        DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
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
        "minutes",
        "queue",
        "customer",
        "opened",
        "closed",
        "recommend",
        "price",
        "text of price",
        "speed",
        "text of speed",
        "$day",
        "$keep",
        0 AS "$file",
        CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
          WHEN NOT "raw of minutes" IS NULL AND (
            "minutes" IS NULL
          )
          THEN CAST(4 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of opened" IS NULL AND (
            "opened" IS NULL
          )
          THEN CAST(8 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of closed" IS NULL AND (
            "closed" IS NULL
          )
          THEN CAST(16 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNC("recommend")
          )
          THEN CAST(32 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL AND (
            "recommend" IS NULL
          )
          THEN CAST(64 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of price" IS NULL AND (
            "price" IS NULL
          )
          THEN CAST(128 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of speed" IS NULL AND (
            "speed" IS NULL
          )
          THEN CAST(256 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END AS "$faults"
      FROM (
        SELECT
          *,
          TRUE AS "$keep"
        FROM (
          SELECT
            "raw of minutes",
            "raw of queue",
            "raw of customer",
            "raw of opened",
            "raw of closed",
            "raw of recommend",
            "raw of price",
            "raw of speed",
            "raw of $day",
            CASE
              WHEN ABS(CAST("raw of minutes" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of minutes" AS DOUBLE PRECISION)
            END AS "minutes",
            COLLATE(NULLIF(BTRIM("raw of queue", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "queue",
            COLLATE(NULLIF(BTRIM("raw of customer", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "customer",
            CASE
              WHEN "raw of opened" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
              THEN "raw of opened" AT TIME ZONE 'Europe/London'
            END AS "opened",
            CASE
              WHEN "raw of closed" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
              THEN "raw of closed" AT TIME ZONE 'Europe/London'
            END AS "closed",
            CASE
              WHEN ABS(CAST("raw of recommend" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of recommend" AS DOUBLE PRECISION)
            END AS "recommend",
            CASE
              WHEN ABS(CAST("raw of price" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of price" AS DOUBLE PRECISION)
            END AS "price",
            COLLATE(
              NULLIF(
                CASE
                  WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNC("raw of price") = "raw of price"
                  THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNC("raw of price") END AS BIGINT) AS VARCHAR(MAX))
                  ELSE CAST("raw of price" AS VARCHAR(MAX))
                END,
                ''
              ),
              'case_sensitive'
            ) AS "text of price",
            CASE
              WHEN ABS(CAST("raw of speed" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of speed" AS DOUBLE PRECISION)
            END AS "speed",
            COLLATE(
              NULLIF(
                CASE
                  WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNC("raw of speed") = "raw of speed"
                  THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNC("raw of speed") END AS BIGINT) AS VARCHAR(MAX))
                  ELSE CAST("raw of speed" AS VARCHAR(MAX))
                END,
                ''
              ),
              'case_sensitive'
            ) AS "text of speed",
            CAST(CASE
              WHEN "raw of $day" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
              THEN "raw of $day" AT TIME ZONE 'Europe/London'
            END AS DATE) AS "$day"
          FROM (
            SELECT
              "minutes" AS "raw of minutes",
              CAST("queue" AS VARCHAR(MAX)) AS "raw of queue",
              CAST("customer" AS VARCHAR(MAX)) AS "raw of customer",
              "opened" AS "raw of opened",
              "closed" AS "raw of closed",
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
        DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("closed" AS DATE)) - DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("opened" AS DATE))
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
      WHEN NOT CAST(1 AS DOUBLE PRECISION) IS NULL AND NOT CAST(1 AS DOUBLE PRECISION) IS NULL
      THEN CASE
        WHEN CAST(CASE WHEN "recommend" >= 9 THEN 100 WHEN "recommend" <= 6 THEN -100 WHEN "recommend" < 9 THEN 0 END AS DOUBLE PRECISION) = 0
        THEN 0.0
        WHEN ABS(
          CAST(CASE WHEN "recommend" >= 9 THEN 100 WHEN "recommend" <= 6 THEN -100 WHEN "recommend" < 9 THEN 0 END AS DOUBLE PRECISION)
        ) <= 1e+100
        THEN CAST(CASE WHEN "recommend" >= 9 THEN 100 WHEN "recommend" <= 6 THEN -100 WHEN "recommend" < 9 THEN 0 END AS DOUBLE PRECISION)
      END
    END AS "y",
    CAST(1 AS DOUBLE PRECISION) AS "w",
    CASE
      WHEN CAST("price" AS DOUBLE PRECISION) = 0
      THEN 0.0
      WHEN ABS(CAST("price" AS DOUBLE PRECISION)) <= 1e+100
      THEN CAST("price" AS DOUBLE PRECISION)
    END AS "x0",
    CASE
      WHEN CAST("speed" AS DOUBLE PRECISION) = 0
      THEN 0.0
      WHEN ABS(CAST("speed" AS DOUBLE PRECISION)) <= 1e+100
      THEN CAST("speed" AS DOUBLE PRECISION)
    END AS "x1",
    FALSE AS "b0",
    FALSE AS "b1",
    CAST(COALESCE(CAST(1 AS DOUBLE PRECISION), CAST(1 AS DOUBLE PRECISION)) AS DECIMAL(38, 0)) AS "often"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "minutes",
        "queue",
        "customer",
        "opened",
        "closed",
        "recommend",
        "price",
        "text of price",
        "speed",
        "text of speed",
        "$day",
        "$keep",
        0 AS "$file",
        CASE WHEN "$day" IS NULL AND "raw of $day" IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE WHEN "$day" IS NULL AND NOT "raw of $day" IS NULL THEN CAST(2 AS BIGINT) ELSE CAST(0 AS BIGINT) END + CASE
          WHEN NOT "raw of minutes" IS NULL AND (
            "minutes" IS NULL
          )
          THEN CAST(4 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of opened" IS NULL AND (
            "opened" IS NULL
          )
          THEN CAST(8 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of closed" IS NULL AND (
            "closed" IS NULL
          )
          THEN CAST(16 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> TRUNC("recommend")
          )
          THEN CAST(32 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of recommend" IS NULL AND (
            "recommend" IS NULL
          )
          THEN CAST(64 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of price" IS NULL AND (
            "price" IS NULL
          )
          THEN CAST(128 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END + CASE
          WHEN NOT "raw of speed" IS NULL AND (
            "speed" IS NULL
          )
          THEN CAST(256 AS BIGINT)
          ELSE CAST(0 AS BIGINT)
        END AS "$faults"
      FROM (
        SELECT
          *,
          TRUE AS "$keep"
        FROM (
          SELECT
            "raw of minutes",
            "raw of queue",
            "raw of customer",
            "raw of opened",
            "raw of closed",
            "raw of recommend",
            "raw of price",
            "raw of speed",
            "raw of $day",
            CASE
              WHEN ABS(CAST("raw of minutes" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of minutes" AS DOUBLE PRECISION)
            END AS "minutes",
            COLLATE(NULLIF(BTRIM("raw of queue", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "queue",
            COLLATE(NULLIF(BTRIM("raw of customer", ' ' || CHR(9) || CHR(160)), ''), 'case_sensitive') AS "customer",
            CASE
              WHEN "raw of opened" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
              THEN "raw of opened" AT TIME ZONE 'Europe/London'
            END AS "opened",
            CASE
              WHEN "raw of closed" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
              THEN "raw of closed" AT TIME ZONE 'Europe/London'
            END AS "closed",
            CASE
              WHEN ABS(CAST("raw of recommend" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of recommend" AS DOUBLE PRECISION)
            END AS "recommend",
            CASE
              WHEN ABS(CAST("raw of price" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of price" AS DOUBLE PRECISION)
            END AS "price",
            COLLATE(
              NULLIF(
                CASE
                  WHEN ABS("raw of price") <= 1000000000000000.0 AND TRUNC("raw of price") = "raw of price"
                  THEN CAST(CAST(CASE WHEN ABS("raw of price") <= 1000000000000000.0 THEN TRUNC("raw of price") END AS BIGINT) AS VARCHAR(MAX))
                  ELSE CAST("raw of price" AS VARCHAR(MAX))
                END,
                ''
              ),
              'case_sensitive'
            ) AS "text of price",
            CASE
              WHEN ABS(CAST("raw of speed" AS DOUBLE PRECISION)) <= 1000000000000000.0
              THEN CAST("raw of speed" AS DOUBLE PRECISION)
            END AS "speed",
            COLLATE(
              NULLIF(
                CASE
                  WHEN ABS("raw of speed") <= 1000000000000000.0 AND TRUNC("raw of speed") = "raw of speed"
                  THEN CAST(CAST(CASE WHEN ABS("raw of speed") <= 1000000000000000.0 THEN TRUNC("raw of speed") END AS BIGINT) AS VARCHAR(MAX))
                  ELSE CAST("raw of speed" AS VARCHAR(MAX))
                END,
                ''
              ),
              'case_sensitive'
            ) AS "text of speed",
            CAST(CASE
              WHEN "raw of $day" AT TIME ZONE 'Europe/London' BETWEEN CAST('1900-01-01 00:00:00' AS TIMESTAMP) AND CAST('9998-12-31 23:59:59.999999' AS TIMESTAMP)
              THEN "raw of $day" AT TIME ZONE 'Europe/London'
            END AS DATE) AS "$day"
          FROM (
            SELECT
              "minutes" AS "raw of minutes",
              CAST("queue" AS VARCHAR(MAX)) AS "raw of queue",
              CAST("customer" AS VARCHAR(MAX)) AS "raw of customer",
              "opened" AS "raw of opened",
              "closed" AS "raw of closed",
              "recommend" AS "raw of recommend",
              "price" AS "raw of price",
              "speed" AS "raw of speed",
              "opened" AS "raw of $day"
            FROM (
              SELECT
                *
              FROM "cx"."calls"
              WHERE
                "opened" >= CAST('2025-07-01' AS TIMESTAMP) AT TIME ZONE 'Europe/London'
                AND "opened" < CAST('2026-07-01' AS TIMESTAMP) AT TIME ZONE 'Europe/London'
            ) AS "within"
          ) AS "cells"
        ) AS "valued"
      ) AS "kept"
    ) AS "judged"
    WHERE
      "$faults" = 0 AND "$keep"
  ) AS "sound"
  WHERE
    "$day" BETWEEN CAST('2025-07-01' AS DATE) AND CAST('2026-06-30' AS DATE) AND TRUE
) AS "plain"
GROUP BY
  "y",
  "w",
  "x0",
  "x1",
  "b0",
  "b1";
