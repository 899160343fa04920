-- What cxscore asks of tables, in the words of clickhouse.
-- Names stand here letter by letter as they do in kpis.yaml, in quotes. Periods are those that
-- history shows; percentiles are asked for the ranks around them as well, once it is known of how
-- many answers.

SET join_use_nulls = 1;
SET group_by_use_nulls = 1;
SET session_timezone = 'UTC';
SET enable_extended_results_for_datetime_functions = 1;

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
  groupBitOr("$bit") AS "days",
  MAX(CASE WHEN "channel" = 'test' THEN 1 ELSE 0 END) AS "$met 1",
  MAX(CASE WHEN "region" = 'North' THEN 1 ELSE 0 END) AS "$met 2",
  MAX(CASE WHEN lowerUTF8("product") LIKE 'p0%' THEN 1 ELSE 0 END) AS "$met 3",
  SUM(
    CASE
      WHEN NOT (
        "recommend" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t1",
  SUM(
    CASE
      WHEN (
        NOT (
          "recommend" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      ) AND "recommend" >= 9
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t2",
  SUM(
    CASE
      WHEN (
        NOT (
          "recommend" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      ) AND "recommend" <= 6
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t3",
  SUM(
    CASE
      WHEN NOT (
        NOT (
          "recommend" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t4",
  MIN(CASE WHEN NOT (
    "recommend" IS NULL
  ) AND NOT (
    "often" IS NULL
  ) THEN "recommend" END) AS "t5",
  MAX(CASE WHEN NOT (
    "recommend" IS NULL
  ) AND NOT (
    "often" IS NULL
  ) THEN "recommend" END) AS "t6",
  SUM(
    CASE
      WHEN NOT (
        NOT (
          "recommend" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT (
            "recommend" IS NULL
          ) AND NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t7",
  SUM(CASE WHEN NOT (
    "recommend" IS NULL
  ) AND NOT (
    "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t8",
  SUM(
    CASE
      WHEN NOT (
        "effort" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t9",
  SUM(
    CASE
      WHEN NOT (
        "effort" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc((
        "effort" * "often"
      )) AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t10",
  SUM(
    CASE
      WHEN NOT (
        "effort" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc((
        "effort" * "effort" * "often"
      )) AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t11",
  SUM(
    CASE WHEN NOT (
      NOT (
        "effort" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
    ) THEN 1 ELSE 0 END
  ) AS "t12",
  MIN(CASE WHEN NOT (
    "effort" IS NULL
  ) AND NOT (
    "often" IS NULL
  ) THEN "effort" END) AS "t13",
  MAX(CASE WHEN NOT (
    "effort" IS NULL
  ) AND NOT (
    "often" IS NULL
  ) THEN "effort" END) AS "t14",
  SUM(
    CASE
      WHEN NOT (
        NOT (
          "effort" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT (
            "effort" IS NULL
          ) AND NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t15",
  SUM(CASE WHEN NOT (
    "effort" IS NULL
  ) AND NOT (
    "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t16",
  SUM(
    CASE
      WHEN NOT (
        "effort" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST((
        (
          "effort" * "often"
        ) - trunc((
          "effort" * "often"
        ))
      ) AS Nullable(Decimal(38, 18)))
      ELSE CAST(0 AS Nullable(Decimal(38, 18)))
    END
  ) AS "t17",
  SUM(
    CASE
      WHEN NOT (
        "effort" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST((
        (
          "effort" * "effort" * "often"
        ) - trunc((
          "effort" * "effort" * "often"
        ))
      ) AS Nullable(Decimal(38, 18)))
      ELSE CAST(0 AS Nullable(Decimal(38, 18)))
    END
  ) AS "t18",
  SUM(
    CASE
      WHEN NOT (
        "price" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t19",
  SUM(
    CASE
      WHEN (
        NOT (
          "price" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      ) AND "price" >= 4.0
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t20",
  SUM(
    CASE WHEN NOT (
      NOT (
        "price" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
    ) THEN 1 ELSE 0 END
  ) AS "t21",
  SUM(
    CASE
      WHEN NOT (
        NOT (
          "price" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT (
            "price" IS NULL
          ) AND NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t22",
  SUM(CASE WHEN NOT (
    "price" IS NULL
  ) AND NOT (
    "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t23",
  SUM(
    CASE
      WHEN NOT (
        "speed" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t24",
  SUM(
    CASE
      WHEN (
        NOT (
          "speed" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      ) AND "speed" <= 2.0
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t25",
  SUM(
    CASE WHEN NOT (
      NOT (
        "speed" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
    ) THEN 1 ELSE 0 END
  ) AS "t26",
  SUM(
    CASE
      WHEN NOT (
        NOT (
          "speed" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT (
            "speed" IS NULL
          ) AND NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t27",
  SUM(CASE WHEN NOT (
    "speed" IS NULL
  ) AND NOT (
    "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t28",
  SUM(
    CASE
      WHEN NOT (
        "solved" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t29",
  SUM(
    CASE
      WHEN (
        NOT (
          "solved" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      ) AND "solved"
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t30",
  SUM(
    CASE WHEN NOT (
      NOT (
        "solved" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
    ) THEN 1 ELSE 0 END
  ) AS "t31",
  SUM(
    CASE
      WHEN NOT (
        NOT (
          "solved" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT (
            "solved" IS NULL
          ) AND NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t32",
  SUM(CASE WHEN NOT (
    "solved" IS NULL
  ) AND NOT (
    "often" IS NULL
  ) THEN 1 ELSE 0 END) AS "t33",
  SUM(
    CASE
      WHEN (
        "region" = 'North'
      )
      AND (
        NOT (
          (
            "minutes" < 5.5
          ) IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t34",
  SUM(
    CASE
      WHEN (
        "region" = 'North'
      )
      AND (
        NOT (
          (
            "minutes" < 5.5
          ) IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      AND (
        "minutes" < 5.5
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
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
          (
            "minutes" < 5.5
          ) IS NULL
        ) AND NOT (
          "often" IS NULL
        )
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
            (
              "minutes" < 5.5
            ) IS NULL
          ) AND NOT (
            "often" IS NULL
          )
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
            (
              "minutes" < 5.5
            ) IS NULL
          ) AND NOT (
            1 IS NULL
          )
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
      )
      AND (
        NOT (
          (
            "minutes" < 5.5
          ) IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t39",
  SUM(
    CASE
      WHEN NOT (
        (
          CASE
            WHEN "amount" < 0
            THEN -(
              FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
            )
            ELSE CASE
              WHEN NOT (
                "amount" IS NULL
              )
              THEN (
                FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
              )
            END
          END >= 60.5
        ) IS NULL
      )
      AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t40",
  SUM(
    CASE
      WHEN (
        NOT (
          (
            CASE
              WHEN "amount" < 0
              THEN -(
                FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
              )
              ELSE CASE
                WHEN NOT (
                  "amount" IS NULL
                )
                THEN (
                  FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
                )
              END
            END >= 60.5
          ) IS NULL
        )
        AND NOT (
          "often" IS NULL
        )
      )
      AND (
        CASE
          WHEN "amount" < 0
          THEN -(
            FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
          )
          ELSE CASE
            WHEN NOT (
              "amount" IS NULL
            )
            THEN (
              FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
            )
          END
        END >= 60.5
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t41",
  SUM(
    CASE
      WHEN (
        CASE
          WHEN "amount" < 0
          THEN -(
            FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
          )
          ELSE CASE
            WHEN NOT (
              "amount" IS NULL
            )
            THEN (
              FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
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
              FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
            )
            ELSE CASE
              WHEN NOT (
                "amount" IS NULL
              )
              THEN (
                FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
              )
            END
          END >= 60.5
        ) IS NULL
      )
      AND NOT (
        NOT (
          (
            CASE
              WHEN "amount" < 0
              THEN -(
                FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
              )
              ELSE CASE
                WHEN NOT (
                  "amount" IS NULL
                )
                THEN (
                  FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
                )
              END
            END >= 60.5
          ) IS NULL
        )
        AND NOT (
          "often" IS NULL
        )
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
                FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
              )
              ELSE CASE
                WHEN NOT (
                  "amount" IS NULL
                )
                THEN (
                  FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
                )
              END
            END >= 60.5
          ) IS NULL
        )
        AND NOT (
          NOT (
            (
              CASE
                WHEN "amount" < 0
                THEN -(
                  FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
                )
                ELSE CASE
                  WHEN NOT (
                    "amount" IS NULL
                  )
                  THEN (
                    FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
                  )
                END
              END >= 60.5
            ) IS NULL
          )
          AND NOT (
            "often" IS NULL
          )
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
            CASE
              WHEN "amount" < 0
              THEN -(
                FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
              )
              ELSE CASE
                WHEN NOT (
                  "amount" IS NULL
                )
                THEN (
                  FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
                )
              END
            END >= 60.5
          ) IS NULL
        )
        AND NOT (
          NOT (
            (
              CASE
                WHEN "amount" < 0
                THEN -(
                  FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
                )
                ELSE CASE
                  WHEN NOT (
                    "amount" IS NULL
                  )
                  THEN (
                    FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
                  )
                END
              END >= 60.5
            ) IS NULL
          )
          AND NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t44",
  SUM(
    CASE
      WHEN NOT (
        (
          CASE
            WHEN "amount" < 0
            THEN -(
              FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
            )
            ELSE CASE
              WHEN NOT (
                "amount" IS NULL
              )
              THEN (
                FLOOR(ABS("amount") * CAST(10.0 AS Nullable(Float64)) + 0.5) / CAST(10.0 AS Nullable(Float64))
              )
            END
          END >= 60.5
        ) IS NULL
      )
      AND NOT (
        "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t45",
  SUM(
    CASE
      WHEN NOT (
        (
          lowerUTF8("product") LIKE 'p0%'
        ) IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t46",
  SUM(
    CASE
      WHEN (
        NOT (
          (
            lowerUTF8("product") LIKE 'p0%'
          ) IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      AND (
        lowerUTF8("product") LIKE 'p0%'
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t47",
  SUM(CASE WHEN (
    lowerUTF8("product") LIKE 'p0%'
  ) IS NULL THEN 1 ELSE 0 END) AS "t48",
  SUM(
    CASE
      WHEN NOT (
        (
          lowerUTF8("product") LIKE 'p0%'
        ) IS NULL
      )
      AND NOT (
        NOT (
          (
            lowerUTF8("product") LIKE 'p0%'
          ) IS NULL
        ) AND NOT (
          "often" IS NULL
        )
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
            lowerUTF8("product") LIKE 'p0%'
          ) IS NULL
        )
        AND NOT (
          NOT (
            (
              lowerUTF8("product") LIKE 'p0%'
            ) IS NULL
          ) AND NOT (
            "often" IS NULL
          )
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
            lowerUTF8("product") LIKE 'p0%'
          ) IS NULL
        )
        AND NOT (
          NOT (
            (
              lowerUTF8("product") LIKE 'p0%'
            ) IS NULL
          ) AND NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t50",
  SUM(
    CASE
      WHEN NOT (
        (
          lowerUTF8("product") LIKE 'p0%'
        ) IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t51",
  SUM(
    CASE
      WHEN NOT (
        (
          (
            (
              CAST((
                toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
              ) AS Nullable(Float64)) / 1000000.0
            ) / 3600.0
          ) > 24
        ) IS NULL
      )
      AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t52",
  SUM(
    CASE
      WHEN (
        NOT (
          (
            (
              (
                CAST((
                  toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
                ) AS Nullable(Float64)) / 1000000.0
              ) / 3600.0
            ) > 24
          ) IS NULL
        )
        AND NOT (
          "often" IS NULL
        )
      )
      AND (
        (
          (
            CAST((
              toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
            ) AS Nullable(Float64)) / 1000000.0
          ) / 3600.0
        ) > 24
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t53",
  SUM(
    CASE
      WHEN (
        (
          (
            CAST((
              toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
            ) AS Nullable(Float64)) / 1000000.0
          ) / 3600.0
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
            (
              CAST((
                toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
              ) AS Nullable(Float64)) / 1000000.0
            ) / 3600.0
          ) > 24
        ) IS NULL
      )
      AND NOT (
        NOT (
          (
            (
              (
                CAST((
                  toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
                ) AS Nullable(Float64)) / 1000000.0
              ) / 3600.0
            ) > 24
          ) IS NULL
        )
        AND NOT (
          "often" IS NULL
        )
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
              (
                CAST((
                  toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
                ) AS Nullable(Float64)) / 1000000.0
              ) / 3600.0
            ) > 24
          ) IS NULL
        )
        AND NOT (
          NOT (
            (
              (
                (
                  CAST((
                    toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
                  ) AS Nullable(Float64)) / 1000000.0
                ) / 3600.0
              ) > 24
            ) IS NULL
          )
          AND NOT (
            "often" IS NULL
          )
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
            (
              (
                CAST((
                  toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
                ) AS Nullable(Float64)) / 1000000.0
              ) / 3600.0
            ) > 24
          ) IS NULL
        )
        AND NOT (
          NOT (
            (
              (
                (
                  CAST((
                    toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
                  ) AS Nullable(Float64)) / 1000000.0
                ) / 3600.0
              ) > 24
            ) IS NULL
          )
          AND NOT (
            1 IS NULL
          )
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
          (
            (
              CAST((
                toUnixTimestamp64Micro(toDateTime64(toString("closed"), 6, 'Europe/London')) - toUnixTimestamp64Micro(toDateTime64(toString("opened"), 6, 'Europe/London'))
              ) AS Nullable(Float64)) / 1000000.0
            ) / 3600.0
          ) > 24
        ) IS NULL
      )
      AND NOT (
        "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t57",
  SUM(
    CASE
      WHEN NOT (
        match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)') IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t58",
  SUM(
    CASE
      WHEN (
        NOT (
          match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)') IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      AND match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)')
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t59",
  SUM(CASE WHEN match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)') IS NULL THEN 1 ELSE 0 END) AS "t60",
  SUM(
    CASE
      WHEN NOT (
        match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)') IS NULL
      )
      AND NOT (
        NOT (
          match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)') IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t61",
  SUM(
    CASE
      WHEN (
        NOT (
          match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)') IS NULL
        )
        AND NOT (
          NOT (
            match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)') IS NULL
          ) AND NOT (
            "often" IS NULL
          )
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)') IS NULL
        )
        AND NOT (
          NOT (
            match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)') IS NULL
          ) AND NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t62",
  SUM(
    CASE
      WHEN NOT (
        match("reasons", '(^|[,;])\\s*price\\s*([,;]|$)') IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t63",
  SUM(
    CASE
      WHEN NOT (
        (
          toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
        ) IS NULL
      )
      AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t64",
  SUM(
    CASE
      WHEN (
        NOT (
          (
            toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
          ) IS NULL
        )
        AND NOT (
          "often" IS NULL
        )
      )
      AND (
        toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t65",
  SUM(
    CASE
      WHEN (
        toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
      ) IS NULL
      THEN 1
      ELSE 0
    END
  ) AS "t66",
  SUM(
    CASE
      WHEN NOT (
        (
          toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
        ) IS NULL
      )
      AND NOT (
        NOT (
          (
            toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
          ) IS NULL
        )
        AND NOT (
          "often" IS NULL
        )
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
            toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
          ) IS NULL
        )
        AND NOT (
          NOT (
            (
              toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
            ) IS NULL
          )
          AND NOT (
            "often" IS NULL
          )
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
            toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
          ) IS NULL
        )
        AND NOT (
          NOT (
            (
              toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
            ) IS NULL
          )
          AND NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t68",
  SUM(
    CASE
      WHEN NOT (
        (
          toDate32("opened") >= toDate32(toDateTime64('2025-03-01', 6, 'UTC'))
        ) IS NULL
      )
      AND NOT (
        "often" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "t69",
  SUM(
    CASE
      WHEN NOT (
        "amount" IS NULL
      ) AND NOT (
        "size" IS NULL
      )
      THEN CAST(trunc("size") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t70",
  SUM(
    CASE
      WHEN NOT (
        "amount" IS NULL
      ) AND NOT (
        "size" IS NULL
      )
      THEN CAST(trunc("amount") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t71",
  SUM(
    CASE WHEN NOT (
      NOT (
        "amount" IS NULL
      ) AND NOT (
        "size" IS NULL
      )
    ) THEN 1 ELSE 0 END
  ) AS "t72",
  SUM(CASE WHEN NOT (
    "amount" IS NULL
  ) AND NOT (
    "size" IS NULL
  ) THEN 1 ELSE 0 END) AS "t73",
  SUM(
    CASE
      WHEN NOT (
        "amount" IS NULL
      ) AND NOT (
        "size" IS NULL
      )
      THEN CAST((
        "size" - trunc("size")
      ) AS Nullable(Decimal(38, 18)))
      ELSE CAST(0 AS Nullable(Decimal(38, 18)))
    END
  ) AS "t74",
  SUM(
    CASE
      WHEN NOT (
        "amount" IS NULL
      ) AND NOT (
        "size" IS NULL
      )
      THEN CAST((
        "amount" - trunc("amount")
      ) AS Nullable(Decimal(38, 18)))
      ELSE CAST(0 AS Nullable(Decimal(38, 18)))
    END
  ) AS "t75",
  SUM(
    CASE
      WHEN NOT (
        "amount" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t76",
  SUM(
    CASE
      WHEN NOT (
        "amount" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST(trunc((
        "often" * "amount"
      )) AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t77",
  SUM(
    CASE WHEN NOT (
      NOT (
        "amount" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
    ) THEN 1 ELSE 0 END
  ) AS "t78",
  SUM(
    CASE
      WHEN NOT (
        NOT (
          "amount" IS NULL
        ) AND NOT (
          "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT (
            "amount" IS NULL
          ) AND NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t79",
  SUM(
    CASE
      WHEN NOT (
        "amount" IS NULL
      ) AND NOT (
        "often" IS NULL
      )
      THEN CAST((
        (
          "often" * "amount"
        ) - trunc((
          "often" * "amount"
        ))
      ) AS Nullable(Decimal(38, 18)))
      ELSE CAST(0 AS Nullable(Decimal(38, 18)))
    END
  ) AS "t80",
  SUM(
    CASE
      WHEN NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t81",
  SUM(CASE WHEN NOT (
    NOT (
      "often" IS NULL
    )
  ) THEN 1 ELSE 0 END) AS "t82",
  SUM(
    CASE
      WHEN NOT (
        NOT (
          "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT (
            1 IS NULL
          )
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
        AND NOT (
          "often" IS NULL
        )
      )
      AND (
        (
          (
            5 * FLOOR(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32(toDateTime64('2026-07-06', 6, 'UTC'))) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) / 7.0
            ) + LEAST(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32(toDateTime64('2026-07-06', 6, 'UTC'))) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) - 7 * FLOOR(
                CAST((
                  dateDiff('day', toDate32('1970-01-01'), toDate32(toDateTime64('2026-07-06', 6, 'UTC'))) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                ) AS Nullable(Float64)) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN toDate32(toDateTime64('2026-07-06', 6, 'UTC')) >= toDate32('2026-05-04') THEN 1 ELSE 0 END
        ) - (
          (
            5 * FLOOR(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) / 7.0
            ) + LEAST(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) - 7 * FLOOR(
                CAST((
                  dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                ) AS Nullable(Float64)) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN toDate32("opened") >= toDate32('2026-05-04') THEN 1 ELSE 0 END
        )
      ) > 2.0
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t84",
  SUM(
    CASE
      WHEN (
        (
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
        AND NOT (
          "often" IS NULL
        )
      )
      AND (
        (
          (
            5 * FLOOR(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32(toDateTime64('2026-07-06', 6, 'UTC'))) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) / 7.0
            ) + LEAST(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32(toDateTime64('2026-07-06', 6, 'UTC'))) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) - 7 * FLOOR(
                CAST((
                  dateDiff('day', toDate32('1970-01-01'), toDate32(toDateTime64('2026-07-06', 6, 'UTC'))) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                ) AS Nullable(Float64)) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN toDate32(toDateTime64('2026-07-06', 6, 'UTC')) >= toDate32('2026-05-04') THEN 1 ELSE 0 END
        ) - (
          (
            5 * FLOOR(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) / 7.0
            ) + LEAST(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) - 7 * FLOOR(
                CAST((
                  dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                ) AS Nullable(Float64)) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN toDate32("opened") >= toDate32('2026-05-04') THEN 1 ELSE 0 END
        )
      ) > 2.0
      AND COALESCE(
        (
          (
            (
              5 * FLOOR(
                CAST((
                  dateDiff('day', toDate32('1970-01-01'), toDate32("closed")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                ) AS Nullable(Float64)) / 7.0
              ) + LEAST(
                CAST((
                  dateDiff('day', toDate32('1970-01-01'), toDate32("closed")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                ) AS Nullable(Float64)) - 7 * FLOOR(
                  CAST((
                    dateDiff('day', toDate32('1970-01-01'), toDate32("closed")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                  ) AS Nullable(Float64)) / 7.0
                ) + 1,
                5
              )
            ) - CASE WHEN toDate32("closed") >= toDate32('2026-05-04') THEN 1 ELSE 0 END
          ) - (
            (
              5 * FLOOR(
                CAST((
                  dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                ) AS Nullable(Float64)) / 7.0
              ) + LEAST(
                CAST((
                  dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                ) AS Nullable(Float64)) - 7 * FLOOR(
                  CAST((
                    dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                  ) AS Nullable(Float64)) / 7.0
                ) + 1,
                5
              )
            ) - CASE WHEN toDate32("opened") >= toDate32('2026-05-04') THEN 1 ELSE 0 END
          )
        ) <= 2.0,
        FALSE
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t85",
  SUM(
    CASE
      WHEN NOT (
        (
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
        AND NOT (
          "often" IS NULL
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t86",
  SUM(
    CASE
      WHEN NOT (
        (
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
        AND NOT (
          "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          (
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
          AND NOT (
            1 IS NULL
          )
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
        AND NOT (
          "often" IS NULL
        )
      )
      AND (
        (
          (
            5 * FLOOR(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32(toDateTime64('2026-07-06', 6, 'UTC'))) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) / 7.0
            ) + LEAST(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32(toDateTime64('2026-07-06', 6, 'UTC'))) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) - 7 * FLOOR(
                CAST((
                  dateDiff('day', toDate32('1970-01-01'), toDate32(toDateTime64('2026-07-06', 6, 'UTC'))) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                ) AS Nullable(Float64)) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN toDate32(toDateTime64('2026-07-06', 6, 'UTC')) >= toDate32('2026-05-04') THEN 1 ELSE 0 END
        ) - (
          (
            5 * FLOOR(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) / 7.0
            ) + LEAST(
              CAST((
                dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
              ) AS Nullable(Float64)) - 7 * FLOOR(
                CAST((
                  dateDiff('day', toDate32('1970-01-01'), toDate32("opened")) - dateDiff('day', toDate32('1970-01-01'), toDate32('1900-01-01'))
                ) AS Nullable(Float64)) / 7.0
              ) + 1,
              5
            )
          ) - CASE WHEN toDate32("opened") >= toDate32('2026-05-04') THEN 1 ELSE 0 END
        )
      ) > 2.0
      THEN 1
      ELSE 0
    END
  ) AS "t88"
FROM (
  SELECT
    *,
    addDays("$day", -(
      toDayOfMonth("$day") - 1
    )) AS "$block",
    bitShiftLeft(CAST(1 AS Nullable(Int64)), (
      toDayOfMonth("$day") - 1
    )) AS "$bit"
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
        THEN CAST(1 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN "$keep" AND "$day" IS NULL AND NOT (
          "raw of $day" IS NULL
        )
        THEN CAST(2 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of recommend" IS NULL
        )
        AND "$keep"
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
        )
        THEN CAST(4 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of recommend" IS NULL
        )
        AND "$keep"
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0
        )
        THEN CAST(8 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of recommend" IS NULL
        ) AND "$keep" AND (
          "recommend" IS NULL
        )
        THEN CAST(16 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of often" IS NULL
        )
        AND "$keep"
        AND (
          "often" IS NULL OR "often" < 0.0 OR "often" <> trunc("often")
        )
        THEN CAST(32 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of often" IS NULL
        )
        AND "$keep"
        AND (
          "often" IS NULL OR "often" < 0.0 OR "often" <> trunc("often")
        )
        AND (
          "region" = 'North'
        )
        THEN CAST(64 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of often" IS NULL
        ) AND "$keep" AND (
          "often" IS NULL
        )
        THEN CAST(128 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN (
          NOT (
            "raw of effort" IS NULL
          ) AND NOT (
            CAST("raw of effort" AS Nullable(Float64)) IN (7.0)
          )
        )
        AND "$keep"
        AND (
          "effort" IS NULL
        )
        THEN CAST(256 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of price" IS NULL
        ) AND "$keep" AND (
          "price" IS NULL
        )
        THEN CAST(512 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of speed" IS NULL
        ) AND "$keep" AND (
          "speed" IS NULL
        )
        THEN CAST(1024 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of solved" IS NULL
        ) AND "$keep" AND (
          "solved" IS NULL
        )
        THEN CAST(2048 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of minutes" IS NULL
        ) AND "$keep" AND (
          "minutes" IS NULL
        ) AND (
          "region" = 'North'
        )
        THEN CAST(4096 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of amount" IS NULL
        ) AND "$keep" AND (
          "amount" IS NULL
        )
        THEN CAST(8192 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of opened" IS NULL
        ) AND "$keep" AND (
          "opened" IS NULL
        )
        THEN CAST(16384 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of closed" IS NULL
        ) AND "$keep" AND (
          "closed" IS NULL
        )
        THEN CAST(32768 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of size" IS NULL
        ) AND "$keep" AND (
          "size" IS NULL
        )
        THEN CAST(65536 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
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
          CASE
            WHEN NOT (
              lowerUTF8(replaceRegexpAll("raw of channel", '^[ \t ]+|[ \t ]+$', '')) IN ('n/a')
            )
            THEN nullIf(replaceRegexpAll("raw of channel", '^[ \t ]+|[ \t ]+$', ''), '')
          END AS "channel",
          CASE
            WHEN ABS(CAST("raw of recommend" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of recommend" AS Nullable(Float64))
          END AS "recommend",
          CASE
            WHEN ABS(CAST("raw of often" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of often" AS Nullable(Float64))
          END AS "often",
          CASE
            WHEN replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', '') = 'Wales'
            THEN 'Cymru'
            ELSE CASE
              WHEN NOT (
                lowerUTF8(replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', '')) IN ('?', 'n/a')
              )
              THEN nullIf(replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', ''), '')
            END
          END AS "region",
          CASE
            WHEN NOT (
              CAST("raw of effort" AS Nullable(Float64)) IN (7.0)
            )
            THEN CASE
              WHEN ABS(CAST("raw of effort" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of effort" AS Nullable(Float64))
            END
          END AS "effort",
          CASE
            WHEN ABS(CAST("raw of price" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of price" AS Nullable(Float64))
          END AS "price",
          CASE
            WHEN ABS(CAST("raw of speed" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of speed" AS Nullable(Float64))
          END AS "speed",
          "raw of solved" AS "solved",
          CASE
            WHEN ABS(CAST("raw of minutes" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of minutes" AS Nullable(Float64))
          END AS "minutes",
          (
            CASE
              WHEN ABS(CAST("raw of amount" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of amount" AS Nullable(Float64))
            END * CAST(0.01 AS Nullable(Float64))
          ) AS "amount",
          CASE
            WHEN NOT (
              lowerUTF8(replaceRegexpAll("raw of product", '^[ \t ]+|[ \t ]+$', '')) IN ('n/a')
            )
            THEN nullIf(replaceRegexpAll("raw of product", '^[ \t ]+|[ \t ]+$', ''), '')
          END AS "product",
          CASE
            WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
            THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
          END AS "opened",
          CASE
            WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
            THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
          END AS "closed",
          CASE
            WHEN NOT (
              lowerUTF8(replaceRegexpAll("raw of reasons", '^[ \t ]+|[ \t ]+$', '')) IN ('n/a')
            )
            THEN nullIf(replaceRegexpAll("raw of reasons", '^[ \t ]+|[ \t ]+$', ''), '')
          END AS "reasons",
          CASE
            WHEN ABS(CAST("raw of size" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of size" AS Nullable(Float64))
          END AS "size",
          toDate32(
            CASE
              WHEN toDateTime64("raw of $day", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64("raw of $day", 6, 'UTC')
            END
          ) AS "$day"
        FROM (
          SELECT
            toString("channel") AS "raw of channel",
            "recommend" AS "raw of recommend",
            "often" AS "raw of often",
            toString("region") AS "raw of region",
            "customer_effort" AS "raw of effort",
            "price" AS "raw of price",
            "speed" AS "raw of speed",
            "solved" AS "raw of solved",
            "minutes" AS "raw of minutes",
            "amount" AS "raw of amount",
            toString("product") AS "raw of product",
            "opened" AS "raw of opened",
            "closed" AS "raw of closed",
            toString("reasons") AS "raw of reasons",
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
  groupBitOr("$bit") AS "days",
  SUM(
    CASE
      WHEN NOT (
        "often" IS NULL
      )
      THEN CAST(trunc("often") AS Nullable(Decimal(38, 0)))
      ELSE CAST(0 AS Nullable(Decimal(38, 0)))
    END
  ) AS "t1",
  SUM(CASE WHEN NOT (
    NOT (
      "often" IS NULL
    )
  ) THEN 1 ELSE 0 END) AS "t2",
  SUM(
    CASE
      WHEN NOT (
        NOT (
          "often" IS NULL
        )
      )
      AND "often" IS NULL
      AND NOT (
        NOT (
          NOT (
            1 IS NULL
          )
        )
      )
      THEN 1
      ELSE 0
    END
  ) AS "t3"
FROM (
  SELECT
    *,
    addDays(toDate32("closed"), -(
      toDayOfMonth(toDate32("closed")) - 1
    )) AS "$block",
    bitShiftLeft(CAST(1 AS Nullable(Int64)), (
      toDayOfMonth(toDate32("closed")) - 1
    )) AS "$bit"
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
        THEN CAST(1 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN "$keep" AND "$day" IS NULL AND NOT (
          "raw of $day" IS NULL
        )
        THEN CAST(2 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of recommend" IS NULL
        )
        AND "$keep"
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
        )
        THEN CAST(4 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of recommend" IS NULL
        )
        AND "$keep"
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0
        )
        THEN CAST(8 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of recommend" IS NULL
        ) AND "$keep" AND (
          "recommend" IS NULL
        )
        THEN CAST(16 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of often" IS NULL
        )
        AND "$keep"
        AND (
          "often" IS NULL OR "often" < 0.0 OR "often" <> trunc("often")
        )
        THEN CAST(32 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of often" IS NULL
        )
        AND "$keep"
        AND (
          "often" IS NULL OR "often" < 0.0 OR "often" <> trunc("often")
        )
        AND (
          "region" = 'North'
        )
        THEN CAST(64 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of often" IS NULL
        ) AND "$keep" AND (
          "often" IS NULL
        )
        THEN CAST(128 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN (
          NOT (
            "raw of effort" IS NULL
          ) AND NOT (
            CAST("raw of effort" AS Nullable(Float64)) IN (7.0)
          )
        )
        AND "$keep"
        AND (
          "effort" IS NULL
        )
        THEN CAST(256 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of price" IS NULL
        ) AND "$keep" AND (
          "price" IS NULL
        )
        THEN CAST(512 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of speed" IS NULL
        ) AND "$keep" AND (
          "speed" IS NULL
        )
        THEN CAST(1024 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of solved" IS NULL
        ) AND "$keep" AND (
          "solved" IS NULL
        )
        THEN CAST(2048 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of minutes" IS NULL
        ) AND "$keep" AND (
          "minutes" IS NULL
        ) AND (
          "region" = 'North'
        )
        THEN CAST(4096 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of amount" IS NULL
        ) AND "$keep" AND (
          "amount" IS NULL
        )
        THEN CAST(8192 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of opened" IS NULL
        ) AND "$keep" AND (
          "opened" IS NULL
        )
        THEN CAST(16384 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of closed" IS NULL
        ) AND "$keep" AND (
          "closed" IS NULL
        )
        THEN CAST(32768 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of size" IS NULL
        ) AND "$keep" AND (
          "size" IS NULL
        )
        THEN CAST(65536 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
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
          CASE
            WHEN NOT (
              lowerUTF8(replaceRegexpAll("raw of channel", '^[ \t ]+|[ \t ]+$', '')) IN ('n/a')
            )
            THEN nullIf(replaceRegexpAll("raw of channel", '^[ \t ]+|[ \t ]+$', ''), '')
          END AS "channel",
          CASE
            WHEN ABS(CAST("raw of recommend" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of recommend" AS Nullable(Float64))
          END AS "recommend",
          CASE
            WHEN ABS(CAST("raw of often" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of often" AS Nullable(Float64))
          END AS "often",
          CASE
            WHEN replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', '') = 'Wales'
            THEN 'Cymru'
            ELSE CASE
              WHEN NOT (
                lowerUTF8(replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', '')) IN ('?', 'n/a')
              )
              THEN nullIf(replaceRegexpAll("raw of region", '^[ \t ]+|[ \t ]+$', ''), '')
            END
          END AS "region",
          CASE
            WHEN NOT (
              CAST("raw of effort" AS Nullable(Float64)) IN (7.0)
            )
            THEN CASE
              WHEN ABS(CAST("raw of effort" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of effort" AS Nullable(Float64))
            END
          END AS "effort",
          CASE
            WHEN ABS(CAST("raw of price" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of price" AS Nullable(Float64))
          END AS "price",
          CASE
            WHEN ABS(CAST("raw of speed" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of speed" AS Nullable(Float64))
          END AS "speed",
          "raw of solved" AS "solved",
          CASE
            WHEN ABS(CAST("raw of minutes" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of minutes" AS Nullable(Float64))
          END AS "minutes",
          (
            CASE
              WHEN ABS(CAST("raw of amount" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of amount" AS Nullable(Float64))
            END * CAST(0.01 AS Nullable(Float64))
          ) AS "amount",
          CASE
            WHEN NOT (
              lowerUTF8(replaceRegexpAll("raw of product", '^[ \t ]+|[ \t ]+$', '')) IN ('n/a')
            )
            THEN nullIf(replaceRegexpAll("raw of product", '^[ \t ]+|[ \t ]+$', ''), '')
          END AS "product",
          CASE
            WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
            THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
          END AS "opened",
          CASE
            WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
            THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
          END AS "closed",
          CASE
            WHEN NOT (
              lowerUTF8(replaceRegexpAll("raw of reasons", '^[ \t ]+|[ \t ]+$', '')) IN ('n/a')
            )
            THEN nullIf(replaceRegexpAll("raw of reasons", '^[ \t ]+|[ \t ]+$', ''), '')
          END AS "reasons",
          CASE
            WHEN ABS(CAST("raw of size" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of size" AS Nullable(Float64))
          END AS "size",
          toDate32(
            CASE
              WHEN toDateTime64("raw of $day", 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64("raw of $day", 6, 'UTC')
            END
          ) AS "$day"
        FROM (
          SELECT
            toString("channel") AS "raw of channel",
            "recommend" AS "raw of recommend",
            "often" AS "raw of often",
            toString("region") AS "raw of region",
            "customer_effort" AS "raw of effort",
            "price" AS "raw of price",
            "speed" AS "raw of speed",
            "solved" AS "raw of solved",
            "minutes" AS "raw of minutes",
            "amount" AS "raw of amount",
            toString("product") AS "raw of product",
            "opened" AS "raw of opened",
            "closed" AS "raw of closed",
            toString("reasons") AS "raw of reasons",
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
  groupBitOr("$bit") AS "days",
  SUM(CASE WHEN NOT (
    "minutes" IS NULL
  ) THEN 1 ELSE 0 END) AS "t1",
  SUM(CASE WHEN NOT (
    NOT (
      "minutes" IS NULL
    )
  ) THEN 1 ELSE 0 END) AS "t2",
  SUM(CASE WHEN NOT (
    "customer" IS NULL
  ) THEN 1 ELSE 0 END) AS "t3",
  SUM(CASE WHEN NOT (
    NOT (
      "customer" IS NULL
    )
  ) THEN 1 ELSE 0 END) AS "t4",
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
  ) AS "t5",
  SUM(CASE WHEN NOT (
    "recommend" IS NULL
  ) THEN 1 ELSE 0 END) AS "t6",
  SUM(CASE WHEN NOT (
    "recommend" IS NULL
  ) AND "recommend" >= 9 THEN 1 ELSE 0 END) AS "t7",
  SUM(CASE WHEN NOT (
    "recommend" IS NULL
  ) AND "recommend" <= 6 THEN 1 ELSE 0 END) AS "t8",
  SUM(CASE WHEN NOT (
    NOT (
      "recommend" IS NULL
    )
  ) THEN 1 ELSE 0 END) AS "t9",
  MIN(CASE WHEN NOT (
    "recommend" IS NULL
  ) THEN "recommend" END) AS "t10",
  MAX(CASE WHEN NOT (
    "recommend" IS NULL
  ) THEN "recommend" END) AS "t11"
FROM (
  SELECT
    *,
    addDays("$day", -(
      toDayOfMonth("$day") - 1
    )) AS "$block",
    bitShiftLeft(CAST(1 AS Nullable(Int64)), (
      toDayOfMonth("$day") - 1
    )) AS "$bit"
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
          "raw of minutes" IS NULL
        ) AND (
          "minutes" IS NULL
        )
        THEN CAST(4 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of opened" IS NULL
        ) AND (
          "opened" IS NULL
        )
        THEN CAST(8 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of closed" IS NULL
        ) AND (
          "closed" IS NULL
        )
        THEN CAST(16 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of recommend" IS NULL
        )
        AND (
          "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
        )
        THEN CAST(32 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of recommend" IS NULL
        ) AND (
          "recommend" IS NULL
        )
        THEN CAST(64 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of price" IS NULL
        ) AND (
          "price" IS NULL
        )
        THEN CAST(128 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
      END + CASE
        WHEN NOT (
          "raw of speed" IS NULL
        ) AND (
          "speed" IS NULL
        )
        THEN CAST(256 AS Nullable(Int64))
        ELSE CAST(0 AS Nullable(Int64))
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
            WHEN ABS(CAST("raw of minutes" AS Nullable(Float64))) <= 1000000000000000.0
            THEN CAST("raw of minutes" AS Nullable(Float64))
          END AS "minutes",
          nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
          nullIf(replaceRegexpAll("raw of customer", '^[ \t ]+|[ \t ]+$', ''), '') AS "customer",
          CASE
            WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
            THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
          END AS "opened",
          CASE
            WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
            THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
          END AS "closed",
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
            "minutes" AS "raw of minutes",
            toString("queue") AS "raw of queue",
            toString("customer") AS "raw of customer",
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
    ) * CAST(0.5 AS Nullable(Float64)) AS "$place"
  FROM (
    SELECT
      "$start",
      "$end",
      "$value",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end") AS Nullable(Float64)) AS "$size",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end" ORDER BY "$value") AS Nullable(Float64)) AS "$up to"
    FROM (
      SELECT
        "$start",
        "$end",
        CAST("$value" AS Nullable(Float64)) AS "$value",
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
              addDays("$day", -(
                toDayOfMonth("$day") - 1
              )) AS "$block",
              "minutes" AS "$value",
              CAST(1 AS Nullable(Int64)) AS "$often"
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
                      "raw of minutes" IS NULL
                    ) AND (
                      "minutes" IS NULL
                    )
                    THEN CAST(4 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of opened" IS NULL
                    ) AND (
                      "opened" IS NULL
                    )
                    THEN CAST(8 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of closed" IS NULL
                    ) AND (
                      "closed" IS NULL
                    )
                    THEN CAST(16 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of recommend" IS NULL
                    )
                    AND (
                      "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
                    )
                    THEN CAST(32 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of recommend" IS NULL
                    ) AND (
                      "recommend" IS NULL
                    )
                    THEN CAST(64 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of price" IS NULL
                    ) AND (
                      "price" IS NULL
                    )
                    THEN CAST(128 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of speed" IS NULL
                    ) AND (
                      "speed" IS NULL
                    )
                    THEN CAST(256 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
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
                        WHEN ABS(CAST("raw of minutes" AS Nullable(Float64))) <= 1000000000000000.0
                        THEN CAST("raw of minutes" AS Nullable(Float64))
                      END AS "minutes",
                      nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
                      nullIf(replaceRegexpAll("raw of customer", '^[ \t ]+|[ \t ]+$', ''), '') AS "customer",
                      CASE
                        WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                        THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
                      END AS "opened",
                      CASE
                        WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                        THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
                      END AS "closed",
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
                        "minutes" AS "raw of minutes",
                        toString("queue") AS "raw of queue",
                        toString("customer") AS "raw of customer",
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
                          "opened" >= toDateTime64('2024-07-01 00:00:00', 6, 'Europe/London')
                          AND "opened" < toDateTime64('2026-08-01 00:00:00', 6, 'Europe/London')
                      ) AS "within"
                    ) AS "cells"
                  ) AS "valued"
                ) AS "kept"
              ) AS "judged"
              WHERE
                "$faults" = 0 AND "$keep"
            ) AS "sound"
            WHERE
              NOT (
                "minutes" IS NULL
              )
          ) AS "plain"
          GROUP BY
            "$block",
            "$value"
        ) AS "blocks"
        INNER JOIN (
          SELECT
            toDate32('2024-07-01') AS "$of",
            toDate32('2024-07-01') AS "$start",
            toDate32('2025-06-30') AS "$end"
          UNION ALL
          SELECT
            toDate32('2024-08-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-09-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-10-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-11-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-12-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-01-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-02-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-03-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-04-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-05-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-06-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-01-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-02-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-03-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-04-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-05-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-06-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-07-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-08-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-09-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-10-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-11-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-12-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-01-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-02-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-03-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-04-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-01-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-02-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-03-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-04-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-04-01'),
            toDate32('2026-04-01'),
            toDate32('2026-05-31')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2026-04-01'),
            toDate32('2026-05-31')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2026-05-01'),
            toDate32('2026-05-31')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2026-05-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2026-05-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2026-06-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2026-06-01'),
            toDate32('2026-07-31')
          UNION ALL
          SELECT
            toDate32('2026-07-01'),
            toDate32('2026-06-01'),
            toDate32('2026-07-31')
          UNION ALL
          SELECT
            toDate32('2026-07-01'),
            toDate32('2026-07-01'),
            toDate32('2026-07-31')
        ) AS spans
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
    ) * CAST(0.5 AS Nullable(Float64)) AS "$place"
  FROM (
    SELECT
      "$start",
      "$end",
      "queue",
      "$value",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end", "queue") AS Nullable(Float64)) AS "$size",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end", "queue" ORDER BY "$value") AS Nullable(Float64)) AS "$up to"
    FROM (
      SELECT
        "$start",
        "$end",
        "queue",
        CAST("$value" AS Nullable(Float64)) AS "$value",
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
              addDays("$day", -(
                toDayOfMonth("$day") - 1
              )) AS "$block",
              "queue",
              "minutes" AS "$value",
              CAST(1 AS Nullable(Int64)) AS "$often"
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
                      "raw of minutes" IS NULL
                    ) AND (
                      "minutes" IS NULL
                    )
                    THEN CAST(4 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of opened" IS NULL
                    ) AND (
                      "opened" IS NULL
                    )
                    THEN CAST(8 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of closed" IS NULL
                    ) AND (
                      "closed" IS NULL
                    )
                    THEN CAST(16 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of recommend" IS NULL
                    )
                    AND (
                      "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
                    )
                    THEN CAST(32 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of recommend" IS NULL
                    ) AND (
                      "recommend" IS NULL
                    )
                    THEN CAST(64 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of price" IS NULL
                    ) AND (
                      "price" IS NULL
                    )
                    THEN CAST(128 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of speed" IS NULL
                    ) AND (
                      "speed" IS NULL
                    )
                    THEN CAST(256 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
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
                        WHEN ABS(CAST("raw of minutes" AS Nullable(Float64))) <= 1000000000000000.0
                        THEN CAST("raw of minutes" AS Nullable(Float64))
                      END AS "minutes",
                      nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
                      nullIf(replaceRegexpAll("raw of customer", '^[ \t ]+|[ \t ]+$', ''), '') AS "customer",
                      CASE
                        WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                        THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
                      END AS "opened",
                      CASE
                        WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                        THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
                      END AS "closed",
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
                        "minutes" AS "raw of minutes",
                        toString("queue") AS "raw of queue",
                        toString("customer") AS "raw of customer",
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
                          "opened" >= toDateTime64('2024-07-01 00:00:00', 6, 'Europe/London')
                          AND "opened" < toDateTime64('2026-08-01 00:00:00', 6, 'Europe/London')
                      ) AS "within"
                    ) AS "cells"
                  ) AS "valued"
                ) AS "kept"
              ) AS "judged"
              WHERE
                "$faults" = 0 AND "$keep"
            ) AS "sound"
            WHERE
              NOT (
                "minutes" IS NULL
              )
          ) AS "plain"
          GROUP BY
            "$block",
            "queue",
            "$value"
        ) AS "blocks"
        INNER JOIN (
          SELECT
            toDate32('2024-07-01') AS "$of",
            toDate32('2024-07-01') AS "$start",
            toDate32('2025-06-30') AS "$end"
          UNION ALL
          SELECT
            toDate32('2024-08-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-09-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-10-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-11-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-12-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-01-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-02-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-03-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-04-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-05-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-06-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-01-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-02-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-03-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-04-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-05-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-06-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-07-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-08-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-09-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-10-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-11-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-12-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-01-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-02-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-03-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-04-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-01-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-02-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-03-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-04-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-04-01'),
            toDate32('2026-04-01'),
            toDate32('2026-05-31')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2026-04-01'),
            toDate32('2026-05-31')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2026-05-01'),
            toDate32('2026-05-31')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2026-05-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2026-05-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2026-06-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2026-06-01'),
            toDate32('2026-07-31')
          UNION ALL
          SELECT
            toDate32('2026-07-01'),
            toDate32('2026-06-01'),
            toDate32('2026-07-31')
          UNION ALL
          SELECT
            toDate32('2026-07-01'),
            toDate32('2026-07-01'),
            toDate32('2026-07-31')
        ) AS spans
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
    ) * CAST(0.9 AS Nullable(Float64)) AS "$place"
  FROM (
    SELECT
      "$start",
      "$end",
      "$value",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end") AS Nullable(Float64)) AS "$size",
      CAST(SUM("$times") OVER (PARTITION BY "$start", "$end" ORDER BY "$value") AS Nullable(Float64)) AS "$up to"
    FROM (
      SELECT
        "$start",
        "$end",
        CAST("$value" AS Nullable(Float64)) AS "$value",
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
              addDays("$day", -(
                toDayOfMonth("$day") - 1
              )) AS "$block",
              "minutes" AS "$value",
              CAST(1 AS Nullable(Int64)) AS "$often"
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
                      "raw of minutes" IS NULL
                    ) AND (
                      "minutes" IS NULL
                    )
                    THEN CAST(4 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of opened" IS NULL
                    ) AND (
                      "opened" IS NULL
                    )
                    THEN CAST(8 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of closed" IS NULL
                    ) AND (
                      "closed" IS NULL
                    )
                    THEN CAST(16 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of recommend" IS NULL
                    )
                    AND (
                      "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
                    )
                    THEN CAST(32 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of recommend" IS NULL
                    ) AND (
                      "recommend" IS NULL
                    )
                    THEN CAST(64 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of price" IS NULL
                    ) AND (
                      "price" IS NULL
                    )
                    THEN CAST(128 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
                  END + CASE
                    WHEN NOT (
                      "raw of speed" IS NULL
                    ) AND (
                      "speed" IS NULL
                    )
                    THEN CAST(256 AS Nullable(Int64))
                    ELSE CAST(0 AS Nullable(Int64))
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
                        WHEN ABS(CAST("raw of minutes" AS Nullable(Float64))) <= 1000000000000000.0
                        THEN CAST("raw of minutes" AS Nullable(Float64))
                      END AS "minutes",
                      nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
                      nullIf(replaceRegexpAll("raw of customer", '^[ \t ]+|[ \t ]+$', ''), '') AS "customer",
                      CASE
                        WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                        THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
                      END AS "opened",
                      CASE
                        WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                        THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
                      END AS "closed",
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
                        "minutes" AS "raw of minutes",
                        toString("queue") AS "raw of queue",
                        toString("customer") AS "raw of customer",
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
                          "opened" >= toDateTime64('2024-07-01 00:00:00', 6, 'Europe/London')
                          AND "opened" < toDateTime64('2026-08-01 00:00:00', 6, 'Europe/London')
                      ) AS "within"
                    ) AS "cells"
                  ) AS "valued"
                ) AS "kept"
              ) AS "judged"
              WHERE
                "$faults" = 0 AND "$keep"
            ) AS "sound"
            WHERE
              NOT (
                "minutes" IS NULL
              )
          ) AS "plain"
          GROUP BY
            "$block",
            "$value"
        ) AS "blocks"
        INNER JOIN (
          SELECT
            toDate32('2024-07-01') AS "$of",
            toDate32('2024-07-01') AS "$start",
            toDate32('2025-06-30') AS "$end"
          UNION ALL
          SELECT
            toDate32('2024-08-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-09-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-10-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-11-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2024-12-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-01-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-02-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-03-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-04-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-05-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-06-01'),
            toDate32('2024-07-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-01-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-02-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-03-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-04-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-05-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-06-01'),
            toDate32('2025-01-01'),
            toDate32('2025-06-30')
          UNION ALL
          SELECT
            toDate32('2025-07-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-08-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-09-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-10-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-11-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2025-12-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-01-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-02-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-03-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-04-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2025-07-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-01-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-02-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-03-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-04-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2026-01-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-05-01'),
            toDate32('2026-05-01'),
            toDate32('2026-05-31')
          UNION ALL
          SELECT
            toDate32('2026-06-01'),
            toDate32('2026-06-01'),
            toDate32('2026-06-30')
          UNION ALL
          SELECT
            toDate32('2026-07-01'),
            toDate32('2026-07-01'),
            toDate32('2026-07-31')
        ) AS spans
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
        addDays("$day", -(
          toDayOfMonth("$day") - 1
        )) AS "$block",
        "customer" AS "$value",
        CAST(1 AS Nullable(Int64)) AS "$often"
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
                "raw of minutes" IS NULL
              ) AND (
                "minutes" IS NULL
              )
              THEN CAST(4 AS Nullable(Int64))
              ELSE CAST(0 AS Nullable(Int64))
            END + CASE
              WHEN NOT (
                "raw of opened" IS NULL
              ) AND (
                "opened" IS NULL
              )
              THEN CAST(8 AS Nullable(Int64))
              ELSE CAST(0 AS Nullable(Int64))
            END + CASE
              WHEN NOT (
                "raw of closed" IS NULL
              ) AND (
                "closed" IS NULL
              )
              THEN CAST(16 AS Nullable(Int64))
              ELSE CAST(0 AS Nullable(Int64))
            END + CASE
              WHEN NOT (
                "raw of recommend" IS NULL
              )
              AND (
                "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
              )
              THEN CAST(32 AS Nullable(Int64))
              ELSE CAST(0 AS Nullable(Int64))
            END + CASE
              WHEN NOT (
                "raw of recommend" IS NULL
              ) AND (
                "recommend" IS NULL
              )
              THEN CAST(64 AS Nullable(Int64))
              ELSE CAST(0 AS Nullable(Int64))
            END + CASE
              WHEN NOT (
                "raw of price" IS NULL
              ) AND (
                "price" IS NULL
              )
              THEN CAST(128 AS Nullable(Int64))
              ELSE CAST(0 AS Nullable(Int64))
            END + CASE
              WHEN NOT (
                "raw of speed" IS NULL
              ) AND (
                "speed" IS NULL
              )
              THEN CAST(256 AS Nullable(Int64))
              ELSE CAST(0 AS Nullable(Int64))
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
                  WHEN ABS(CAST("raw of minutes" AS Nullable(Float64))) <= 1000000000000000.0
                  THEN CAST("raw of minutes" AS Nullable(Float64))
                END AS "minutes",
                nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
                nullIf(replaceRegexpAll("raw of customer", '^[ \t ]+|[ \t ]+$', ''), '') AS "customer",
                CASE
                  WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                  THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
                END AS "opened",
                CASE
                  WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
                  THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
                END AS "closed",
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
                  "minutes" AS "raw of minutes",
                  toString("queue") AS "raw of queue",
                  toString("customer") AS "raw of customer",
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
                    "opened" >= toDateTime64('2024-07-01 00:00:00', 6, 'Europe/London')
                    AND "opened" < toDateTime64('2026-08-01 00:00:00', 6, 'Europe/London')
                ) AS "within"
              ) AS "cells"
            ) AS "valued"
          ) AS "kept"
        ) AS "judged"
        WHERE
          "$faults" = 0 AND "$keep"
      ) AS "sound"
      WHERE
        NOT (
          "customer" IS NULL
        )
    ) AS "plain"
    GROUP BY
      "$block",
      "$value"
  ) AS "blocks"
  INNER JOIN (
    SELECT
      toDate32('2024-07-01') AS "$of",
      toDate32('2024-07-01') AS "$start",
      toDate32('2025-06-30') AS "$end"
    UNION ALL
    SELECT
      toDate32('2024-08-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2024-09-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2024-10-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2024-11-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2024-12-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-01-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-02-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-03-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-04-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-05-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-06-01'),
      toDate32('2024-07-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-01-01'),
      toDate32('2025-01-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-02-01'),
      toDate32('2025-01-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-03-01'),
      toDate32('2025-01-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-04-01'),
      toDate32('2025-01-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-05-01'),
      toDate32('2025-01-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-06-01'),
      toDate32('2025-01-01'),
      toDate32('2025-06-30')
    UNION ALL
    SELECT
      toDate32('2025-07-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2025-08-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2025-09-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2025-10-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2025-11-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2025-12-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-01-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-02-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-03-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-04-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-05-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-06-01'),
      toDate32('2025-07-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-01-01'),
      toDate32('2026-01-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-02-01'),
      toDate32('2026-01-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-03-01'),
      toDate32('2026-01-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-04-01'),
      toDate32('2026-01-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-05-01'),
      toDate32('2026-01-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-06-01'),
      toDate32('2026-01-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-05-01'),
      toDate32('2026-05-01'),
      toDate32('2026-05-31')
    UNION ALL
    SELECT
      toDate32('2026-06-01'),
      toDate32('2026-06-01'),
      toDate32('2026-06-30')
    UNION ALL
    SELECT
      toDate32('2026-07-01'),
      toDate32('2026-07-01'),
      toDate32('2026-07-31')
  ) AS spans
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
    toDate32("opened") AS "$moved",
    CAST(1 AS Nullable(Decimal(38, 0))) AS "$one"
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
            "raw of minutes" IS NULL
          ) AND (
            "minutes" IS NULL
          )
          THEN CAST(4 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of opened" IS NULL
          ) AND (
            "opened" IS NULL
          )
          THEN CAST(8 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of closed" IS NULL
          ) AND (
            "closed" IS NULL
          )
          THEN CAST(16 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          )
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
          )
          THEN CAST(32 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          ) AND (
            "recommend" IS NULL
          )
          THEN CAST(64 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of price" IS NULL
          ) AND (
            "price" IS NULL
          )
          THEN CAST(128 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of speed" IS NULL
          ) AND (
            "speed" IS NULL
          )
          THEN CAST(256 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
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
              WHEN ABS(CAST("raw of minutes" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of minutes" AS Nullable(Float64))
            END AS "minutes",
            nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
            nullIf(replaceRegexpAll("raw of customer", '^[ \t ]+|[ \t ]+$', ''), '') AS "customer",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
            END AS "opened",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
            END AS "closed",
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
              "minutes" AS "raw of minutes",
              toString("queue") AS "raw of queue",
              toString("customer") AS "raw of customer",
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
            "raw of minutes" IS NULL
          ) AND (
            "minutes" IS NULL
          )
          THEN CAST(4 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of opened" IS NULL
          ) AND (
            "opened" IS NULL
          )
          THEN CAST(8 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of closed" IS NULL
          ) AND (
            "closed" IS NULL
          )
          THEN CAST(16 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          )
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
          )
          THEN CAST(32 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          ) AND (
            "recommend" IS NULL
          )
          THEN CAST(64 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of price" IS NULL
          ) AND (
            "price" IS NULL
          )
          THEN CAST(128 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of speed" IS NULL
          ) AND (
            "speed" IS NULL
          )
          THEN CAST(256 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
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
              WHEN ABS(CAST("raw of minutes" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of minutes" AS Nullable(Float64))
            END AS "minutes",
            nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
            nullIf(replaceRegexpAll("raw of customer", '^[ \t ]+|[ \t ]+$', ''), '') AS "customer",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
            END AS "opened",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
            END AS "closed",
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
              "minutes" AS "raw of minutes",
              toString("queue") AS "raw of queue",
              toString("customer") AS "raw of customer",
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
            "raw of minutes" IS NULL
          ) AND (
            "minutes" IS NULL
          )
          THEN CAST(4 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of opened" IS NULL
          ) AND (
            "opened" IS NULL
          )
          THEN CAST(8 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of closed" IS NULL
          ) AND (
            "closed" IS NULL
          )
          THEN CAST(16 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          )
          AND (
            "recommend" IS NULL OR "recommend" < 0.0 OR "recommend" > 10.0 OR "recommend" <> trunc("recommend")
          )
          THEN CAST(32 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of recommend" IS NULL
          ) AND (
            "recommend" IS NULL
          )
          THEN CAST(64 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of price" IS NULL
          ) AND (
            "price" IS NULL
          )
          THEN CAST(128 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
        END + CASE
          WHEN NOT (
            "raw of speed" IS NULL
          ) AND (
            "speed" IS NULL
          )
          THEN CAST(256 AS Nullable(Int64))
          ELSE CAST(0 AS Nullable(Int64))
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
              WHEN ABS(CAST("raw of minutes" AS Nullable(Float64))) <= 1000000000000000.0
              THEN CAST("raw of minutes" AS Nullable(Float64))
            END AS "minutes",
            nullIf(replaceRegexpAll("raw of queue", '^[ \t ]+|[ \t ]+$', ''), '') AS "queue",
            nullIf(replaceRegexpAll("raw of customer", '^[ \t ]+|[ \t ]+$', ''), '') AS "customer",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of opened", 6, 'Europe/London')), 6, 'UTC')
            END AS "opened",
            CASE
              WHEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('9998-12-31 23:59:59.999999', 6, 'UTC')
              THEN toDateTime64(toString(toDateTime64("raw of closed", 6, 'Europe/London')), 6, 'UTC')
            END AS "closed",
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
              "minutes" AS "raw of minutes",
              toString("queue") AS "raw of queue",
              toString("customer") AS "raw of customer",
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
                "opened" >= toDateTime64('2025-07-01 00:00:00', 6, 'Europe/London')
                AND "opened" < toDateTime64('2026-07-01 00:00:00', 6, 'Europe/London')
            ) AS "within"
          ) AS "cells"
        ) AS "valued"
      ) AS "kept"
    ) AS "judged"
    WHERE
      "$faults" = 0 AND "$keep"
  ) AS "sound"
  WHERE
    "$day" BETWEEN toDate32('2025-07-01') AND toDate32('2026-06-30') AND TRUE
) AS "plain"
GROUP BY
  "y",
  "w",
  "x0",
  "x1",
  "b0",
  "b1";
