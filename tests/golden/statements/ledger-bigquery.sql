-- the last day on which a spell ended
SELECT
  MAX(`$ended`) AS `last`
FROM (
  SELECT
    CAST(`ended` AS DATE) AS `$ended`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `began`,
        `who`,
        `ended`,
        `why`,
        `fee`,
        `source`,
        `region`,
        `$day`,
        `$keep`,
        0 AS `$file`,
        CASE WHEN FALSE THEN CAST(1 AS INT64) ELSE CAST(0 AS INT64) END + CASE WHEN FALSE THEN CAST(2 AS INT64) ELSE CAST(0 AS INT64) END + CASE
          WHEN NOT `raw of began` IS NULL AND (
            `began` IS NULL
          )
          THEN CAST(4 AS INT64)
          ELSE CAST(0 AS INT64)
        END + CASE
          WHEN NOT `raw of ended` IS NULL AND (
            `ended` IS NULL
          )
          THEN CAST(8 AS INT64)
          ELSE CAST(0 AS INT64)
        END + CASE
          WHEN NOT `raw of fee` IS NULL AND (
            `fee` IS NULL
          )
          THEN CAST(16 AS INT64)
          ELSE CAST(0 AS INT64)
        END AS `$faults`
      FROM (
        SELECT
          *,
          TRUE AS `$keep`
        FROM (
          SELECT
            `raw of began`,
            `raw of who`,
            `raw of ended`,
            `raw of why`,
            `raw of fee`,
            `raw of source`,
            `raw of region`,
            CASE
              WHEN CAST(`raw of began` AS DATETIME) BETWEEN CAST('1900-01-01T00:00:00' AS DATETIME) AND CAST('9998-12-31T23:59:59.999999' AS DATETIME)
              THEN CAST(`raw of began` AS DATETIME)
            END AS `began`,
            COLLATE(NULLIF(TRIM(`raw of who`, ' \t '), ''), '') AS `who`,
            CASE
              WHEN CAST(`raw of ended` AS DATETIME) BETWEEN CAST('1900-01-01T00:00:00' AS DATETIME) AND CAST('9998-12-31T23:59:59.999999' AS DATETIME)
              THEN CAST(`raw of ended` AS DATETIME)
            END AS `ended`,
            COLLATE(NULLIF(TRIM(`raw of why`, ' \t '), ''), '') AS `why`,
            CASE
              WHEN ABS(CAST(`raw of fee` AS FLOAT64)) <= 1000000000000000.0
              THEN CAST(`raw of fee` AS FLOAT64)
            END AS `fee`,
            COLLATE(NULLIF(TRIM(`raw of source`, ' \t '), ''), '') AS `source`,
            COLLATE(NULLIF(TRIM(`raw of region`, ' \t '), ''), '') AS `region`,
            CAST(NULL AS DATE) AS `$day`
          FROM (
            SELECT
              `began` AS `raw of began`,
              CAST(`who` AS STRING) AS `raw of who`,
              `ended` AS `raw of ended`,
              CAST(`why` AS STRING) AS `raw of why`,
              `fee` AS `raw of fee`,
              CAST(`source` AS STRING) AS `raw of source`,
              CAST(`region` AS STRING) AS `raw of region`
            FROM `cx`.`rows`
          ) AS `cells`
        ) AS `valued`
      ) AS `kept`
    ) AS `judged`
    WHERE
      `$faults` = 0 AND `$keep`
  ) AS `sound`
) AS `ended`
WHERE
  `$ended` <= CAST('2026-07-06' AS DATE);

-- rows that are of no customer, and what others are worth
SELECT
  `$state` AS `_state`,
  COUNT(*) AS `rows`,
  SUM(CASE WHEN `$rounded` < 0 THEN 1 ELSE 0 END) AS `negative`,
  SUM(CASE WHEN `$rounded` IS NULL THEN 1 ELSE 0 END) AS `unvalued`,
  SUM(CASE WHEN ABS(`$rounded`) >= 1e+18 THEN 1 ELSE 0 END) AS `too_large`
FROM (
  SELECT
    `$who`,
    `$came`,
    `$reason`,
    `$segment 0`,
    CASE
      WHEN (
        `$amount` - TRUNC(`$amount`)
      ) >= 0.5
      THEN CAST(TRUNC(`$amount`) AS FLOAT64) + CAST(1 AS FLOAT64)
      WHEN (
        `$amount` - TRUNC(`$amount`)
      ) <= -0.5
      THEN CAST(TRUNC(`$amount`) AS FLOAT64) - CAST(1 AS FLOAT64)
      ELSE CAST(TRUNC(`$amount`) AS FLOAT64)
    END AS `$rounded`,
    `$began` AS `$from`,
    COALESCE(`$ended`, 2932896) AS `$upto`,
    CASE
      WHEN `$who` IS NULL
      THEN 1
      WHEN `$began` IS NULL
      THEN 2
      WHEN COALESCE(`$ended`, 2932896) < `$began`
      THEN 3
      ELSE 0
    END AS `$state`
  FROM (
    SELECT
      `who` AS `$who`,
      CAST(UNIX_DATE(CAST(`began` AS DATE)) AS INT64) AS `$began`,
      CAST(UNIX_DATE(CAST(`ended` AS DATE)) AS INT64) AS `$ended`,
      CASE WHEN (
        `source` = 'friend'
      ) THEN 1 ELSE 0 END AS `$came`,
      CAST(`fee` AS FLOAT64) * CAST(1000000.0 AS FLOAT64) AS `$amount`,
      `why` AS `$reason`,
      `region` AS `$segment 0`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `began`,
          `who`,
          `ended`,
          `why`,
          `fee`,
          `source`,
          `region`,
          `$day`,
          `$keep`,
          0 AS `$file`,
          CASE WHEN FALSE THEN CAST(1 AS INT64) ELSE CAST(0 AS INT64) END + CASE WHEN FALSE THEN CAST(2 AS INT64) ELSE CAST(0 AS INT64) END + CASE
            WHEN NOT `raw of began` IS NULL AND (
              `began` IS NULL
            )
            THEN CAST(4 AS INT64)
            ELSE CAST(0 AS INT64)
          END + CASE
            WHEN NOT `raw of ended` IS NULL AND (
              `ended` IS NULL
            )
            THEN CAST(8 AS INT64)
            ELSE CAST(0 AS INT64)
          END + CASE
            WHEN NOT `raw of fee` IS NULL AND (
              `fee` IS NULL
            )
            THEN CAST(16 AS INT64)
            ELSE CAST(0 AS INT64)
          END AS `$faults`
        FROM (
          SELECT
            *,
            TRUE AS `$keep`
          FROM (
            SELECT
              `raw of began`,
              `raw of who`,
              `raw of ended`,
              `raw of why`,
              `raw of fee`,
              `raw of source`,
              `raw of region`,
              CASE
                WHEN CAST(`raw of began` AS DATETIME) BETWEEN CAST('1900-01-01T00:00:00' AS DATETIME) AND CAST('9998-12-31T23:59:59.999999' AS DATETIME)
                THEN CAST(`raw of began` AS DATETIME)
              END AS `began`,
              COLLATE(NULLIF(TRIM(`raw of who`, ' \t '), ''), '') AS `who`,
              CASE
                WHEN CAST(`raw of ended` AS DATETIME) BETWEEN CAST('1900-01-01T00:00:00' AS DATETIME) AND CAST('9998-12-31T23:59:59.999999' AS DATETIME)
                THEN CAST(`raw of ended` AS DATETIME)
              END AS `ended`,
              COLLATE(NULLIF(TRIM(`raw of why`, ' \t '), ''), '') AS `why`,
              CASE
                WHEN ABS(CAST(`raw of fee` AS FLOAT64)) <= 1000000000000000.0
                THEN CAST(`raw of fee` AS FLOAT64)
              END AS `fee`,
              COLLATE(NULLIF(TRIM(`raw of source`, ' \t '), ''), '') AS `source`,
              COLLATE(NULLIF(TRIM(`raw of region`, ' \t '), ''), '') AS `region`,
              CAST(NULL AS DATE) AS `$day`
            FROM (
              SELECT
                `began` AS `raw of began`,
                CAST(`who` AS STRING) AS `raw of who`,
                `ended` AS `raw of ended`,
                CAST(`why` AS STRING) AS `raw of why`,
                `fee` AS `raw of fee`,
                CAST(`source` AS STRING) AS `raw of source`,
                CAST(`region` AS STRING) AS `raw of region`
              FROM `cx`.`rows`
            ) AS `cells`
          ) AS `valued`
        ) AS `kept`
      ) AS `judged`
      WHERE
        `$faults` = 0 AND `$keep`
    ) AS `sound`
  ) AS `told`
) AS `held`
GROUP BY
  `$state`;

-- the customer ledger, step by step, by region
SELECT
  `$step` AS `_step`,
  `$segment 0 of` AS `_segment_0_of`,
  (
    SUM(CASE WHEN `$is` > 0 THEN 1 ELSE 0 END) - SUM(CASE WHEN `$was` > 0 THEN 1 ELSE 0 END)
  ) AS `step`,
  (
    SUM(CASE WHEN `$is` > 0 THEN `$v is` ELSE CAST(0 AS BIGNUMERIC) END) - SUM(CASE WHEN `$was` > 0 THEN `$v was` ELSE CAST(0 AS BIGNUMERIC) END)
  ) AS `v_step`,
  SUM(CASE WHEN (
    `$is` > 0 AND NOT (
      `$was` > 0
    )
  ) AND `$fresh` = 1 THEN 1 ELSE 0 END) AS `new`,
  SUM(CASE WHEN (
    `$is` > 0 AND NOT (
      `$was` > 0
    )
  ) AND NOT (
    `$fresh` = 1
  ) THEN 1 ELSE 0 END) AS `returned`,
  SUM(CASE WHEN `$was` > 0 AND NOT (
    `$is` > 0
  ) THEN 1 ELSE 0 END) AS `lost`,
  SUM(CASE WHEN NOT (
    `$was` > 0
  ) AND NOT (
    `$is` > 0
  ) THEN 1 ELSE 0 END) AS `came_and_went`,
  SUM(
    CASE
      WHEN (
        (
          `$is` > 0 AND NOT (
            `$was` > 0
          )
        ) AND `$fresh` = 1
      ) AND `$named` = 1
      THEN 1
      ELSE 0
    END
  ) AS `recommended`,
  SUM(
    CASE
      WHEN (
        `$is` > 0 AND NOT (
          `$was` > 0
        )
      ) AND `$fresh` = 1
      THEN `$v is`
      ELSE CAST(0 AS BIGNUMERIC)
    END
  ) AS `v_new`,
  SUM(
    CASE
      WHEN (
        `$is` > 0 AND NOT (
          `$was` > 0
        )
      ) AND NOT (
        `$fresh` = 1
      )
      THEN `$v is`
      ELSE CAST(0 AS BIGNUMERIC)
    END
  ) AS `v_returned`,
  SUM(CASE WHEN `$was` > 0 AND NOT (
    `$is` > 0
  ) THEN `$v was` ELSE CAST(0 AS BIGNUMERIC) END) AS `v_lost`,
  SUM(
    CASE
      WHEN (
        `$was` > 0 AND `$is` > 0
      ) AND `$v is` > `$v was`
      THEN (
        `$v is` - `$v was`
      )
      ELSE CAST(0 AS BIGNUMERIC)
    END
  ) AS `v_grown`,
  SUM(
    CASE
      WHEN (
        `$was` > 0 AND `$is` > 0
      ) AND `$v is` < `$v was`
      THEN (
        `$v was` - `$v is`
      )
      ELSE CAST(0 AS BIGNUMERIC)
    END
  ) AS `v_shrunk`
FROM (
  SELECT
    `$step`,
    (
      `$n after` - `$n`
    ) AS `$was`,
    `$n after` AS `$is`,
    (
      `$v after` - `$v`
    ) AS `$v was`,
    `$v after` AS `$v is`,
    CASE WHEN `$first step` = `$step` THEN 1 ELSE 0 END AS `$fresh`,
    CASE WHEN `$unnamed` IS NULL OR `$unnamed` > `$since` THEN 1 ELSE 0 END AS `$named`,
    SUBSTR(`$segment 0 own`, 9) AS `$segment 0 of`
  FROM (
    SELECT
      *,
      SUM(`$n`) OVER (PARTITION BY `$who` ORDER BY `$step`) AS `$n after`,
      SUM(`$v`) OVER (PARTITION BY `$who` ORDER BY `$step`) AS `$v after`,
      MIN(`$step`) OVER (PARTITION BY `$who`) AS `$first step`,
      MIN(`$step`) OVER (PARTITION BY `$who` ORDER BY `$step` ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS `$next step`,
      MAX(`$segment 0 latest`) OVER (PARTITION BY `$who`) AS `$segment 0 own`
    FROM (
      SELECT
        `$who`,
        `$step`,
        SUM(`$one`) AS `$n`,
        SUM(`$much`) AS `$v`,
        MIN(CASE WHEN `$begins` = 1 THEN `$edge` END) AS `$since`,
        MIN(CASE WHEN `$begins` = 1 AND `$came` = 0 THEN `$edge` END) AS `$unnamed`,
        MAX(
          CASE
            WHEN `$begins` = 1 AND NOT `$segment 0` IS NULL
            THEN COLLATE(CONCAT(CAST((
              20000000 + `$edge`
            ) AS STRING), `$segment 0`), '')
          END
        ) AS `$segment 0 latest`
      FROM (
        SELECT
          *,
          CASE
            WHEN `$edge` < 20454
            THEN CASE
              WHEN `$edge` < 20089
              THEN CASE WHEN `$edge` < 19905 THEN 0 ELSE 1 END
              ELSE CASE WHEN `$edge` < 20270 THEN 2 ELSE 3 END
            END
            ELSE CASE
              WHEN `$edge` < 20605
              THEN CASE WHEN `$edge` < 20574 THEN 4 ELSE 5 END
              ELSE CASE WHEN `$edge` < 20635 THEN 6 ELSE 7 END
            END
          END AS `$step`,
          CASE WHEN `$begins` = 1 THEN 1 ELSE (
            -1
          ) END AS `$one`,
          CASE WHEN `$begins` = 1 THEN `$worth` ELSE -`$worth` END AS `$much`
        FROM (
          SELECT
            `$who`,
            CASE WHEN `$kind` = 1 THEN `$from` WHEN `$kind` = 2 THEN `$upto` END AS `$edge`,
            CASE WHEN `$kind` IN (1, 3) THEN 1 ELSE 0 END AS `$begins`,
            `$came`,
            `$reason`,
            `$segment 0`,
            CAST(CAST(COALESCE(`$rounded`, 0) AS INT64) AS BIGNUMERIC) AS `$worth`
          FROM (
            SELECT
              `$who`,
              `$came`,
              `$reason`,
              `$segment 0`,
              CASE
                WHEN (
                  `$amount` - TRUNC(`$amount`)
                ) >= 0.5
                THEN CAST(TRUNC(`$amount`) AS FLOAT64) + CAST(1 AS FLOAT64)
                WHEN (
                  `$amount` - TRUNC(`$amount`)
                ) <= -0.5
                THEN CAST(TRUNC(`$amount`) AS FLOAT64) - CAST(1 AS FLOAT64)
                ELSE CAST(TRUNC(`$amount`) AS FLOAT64)
              END AS `$rounded`,
              `$began` AS `$from`,
              COALESCE(`$ended`, 2932896) AS `$upto`,
              CASE
                WHEN `$who` IS NULL
                THEN 1
                WHEN `$began` IS NULL
                THEN 2
                WHEN COALESCE(`$ended`, 2932896) < `$began`
                THEN 3
                ELSE 0
              END AS `$state`
            FROM (
              SELECT
                `who` AS `$who`,
                CAST(UNIX_DATE(CAST(`began` AS DATE)) AS INT64) AS `$began`,
                CAST(UNIX_DATE(CAST(`ended` AS DATE)) AS INT64) AS `$ended`,
                CASE WHEN (
                  `source` = 'friend'
                ) THEN 1 ELSE 0 END AS `$came`,
                CAST(`fee` AS FLOAT64) * CAST(1000000.0 AS FLOAT64) AS `$amount`,
                `why` AS `$reason`,
                `region` AS `$segment 0`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `began`,
                    `who`,
                    `ended`,
                    `why`,
                    `fee`,
                    `source`,
                    `region`,
                    `$day`,
                    `$keep`,
                    0 AS `$file`,
                    CASE WHEN FALSE THEN CAST(1 AS INT64) ELSE CAST(0 AS INT64) END + CASE WHEN FALSE THEN CAST(2 AS INT64) ELSE CAST(0 AS INT64) END + CASE
                      WHEN NOT `raw of began` IS NULL AND (
                        `began` IS NULL
                      )
                      THEN CAST(4 AS INT64)
                      ELSE CAST(0 AS INT64)
                    END + CASE
                      WHEN NOT `raw of ended` IS NULL AND (
                        `ended` IS NULL
                      )
                      THEN CAST(8 AS INT64)
                      ELSE CAST(0 AS INT64)
                    END + CASE
                      WHEN NOT `raw of fee` IS NULL AND (
                        `fee` IS NULL
                      )
                      THEN CAST(16 AS INT64)
                      ELSE CAST(0 AS INT64)
                    END AS `$faults`
                  FROM (
                    SELECT
                      *,
                      TRUE AS `$keep`
                    FROM (
                      SELECT
                        `raw of began`,
                        `raw of who`,
                        `raw of ended`,
                        `raw of why`,
                        `raw of fee`,
                        `raw of source`,
                        `raw of region`,
                        CASE
                          WHEN CAST(`raw of began` AS DATETIME) BETWEEN CAST('1900-01-01T00:00:00' AS DATETIME) AND CAST('9998-12-31T23:59:59.999999' AS DATETIME)
                          THEN CAST(`raw of began` AS DATETIME)
                        END AS `began`,
                        COLLATE(NULLIF(TRIM(`raw of who`, ' \t '), ''), '') AS `who`,
                        CASE
                          WHEN CAST(`raw of ended` AS DATETIME) BETWEEN CAST('1900-01-01T00:00:00' AS DATETIME) AND CAST('9998-12-31T23:59:59.999999' AS DATETIME)
                          THEN CAST(`raw of ended` AS DATETIME)
                        END AS `ended`,
                        COLLATE(NULLIF(TRIM(`raw of why`, ' \t '), ''), '') AS `why`,
                        CASE
                          WHEN ABS(CAST(`raw of fee` AS FLOAT64)) <= 1000000000000000.0
                          THEN CAST(`raw of fee` AS FLOAT64)
                        END AS `fee`,
                        COLLATE(NULLIF(TRIM(`raw of source`, ' \t '), ''), '') AS `source`,
                        COLLATE(NULLIF(TRIM(`raw of region`, ' \t '), ''), '') AS `region`,
                        CAST(NULL AS DATE) AS `$day`
                      FROM (
                        SELECT
                          `began` AS `raw of began`,
                          CAST(`who` AS STRING) AS `raw of who`,
                          `ended` AS `raw of ended`,
                          CAST(`why` AS STRING) AS `raw of why`,
                          `fee` AS `raw of fee`,
                          CAST(`source` AS STRING) AS `raw of source`,
                          CAST(`region` AS STRING) AS `raw of region`
                        FROM `cx`.`rows`
                      ) AS `cells`
                    ) AS `valued`
                  ) AS `kept`
                ) AS `judged`
                WHERE
                  `$faults` = 0 AND `$keep`
              ) AS `sound`
            ) AS `told`
          ) AS `held`
          CROSS JOIN UNNEST([STRUCT(1 AS `$kind`), STRUCT(2 AS `$kind`)]) AS `kinds`
          WHERE
            `$state` = 0
        ) AS `events`
      ) AS `steps`
      GROUP BY
        `$who`,
        `$step`
    ) AS `moves`
  ) AS `running`
  WHERE
    `$step` < 7
) AS `moved`
GROUP BY
  `$step`,
  `$segment 0 of`;

-- the customer ledger of spans of several steps, by region
SELECT
  `$first` AS `_first`,
  `$last` AS `_last`,
  `$segment 0 of` AS `_segment_0_of`,
  (
    SUM(CASE WHEN `$is` > 0 THEN 1 ELSE 0 END) - SUM(CASE WHEN `$was` > 0 THEN 1 ELSE 0 END)
  ) AS `step`,
  (
    SUM(CASE WHEN `$is` > 0 THEN `$v is` ELSE CAST(0 AS BIGNUMERIC) END) - SUM(CASE WHEN `$was` > 0 THEN `$v was` ELSE CAST(0 AS BIGNUMERIC) END)
  ) AS `v_step`,
  SUM(CASE WHEN (
    `$is` > 0 AND NOT (
      `$was` > 0
    )
  ) AND `$fresh` = 1 THEN 1 ELSE 0 END) AS `new`,
  SUM(CASE WHEN (
    `$is` > 0 AND NOT (
      `$was` > 0
    )
  ) AND NOT (
    `$fresh` = 1
  ) THEN 1 ELSE 0 END) AS `returned`,
  SUM(CASE WHEN `$was` > 0 AND NOT (
    `$is` > 0
  ) THEN 1 ELSE 0 END) AS `lost`,
  SUM(CASE WHEN NOT (
    `$was` > 0
  ) AND NOT (
    `$is` > 0
  ) THEN 1 ELSE 0 END) AS `came_and_went`,
  SUM(
    CASE
      WHEN (
        (
          `$is` > 0 AND NOT (
            `$was` > 0
          )
        ) AND `$fresh` = 1
      ) AND `$named` = 1
      THEN 1
      ELSE 0
    END
  ) AS `recommended`,
  SUM(
    CASE
      WHEN (
        `$is` > 0 AND NOT (
          `$was` > 0
        )
      ) AND `$fresh` = 1
      THEN `$v is`
      ELSE CAST(0 AS BIGNUMERIC)
    END
  ) AS `v_new`,
  SUM(
    CASE
      WHEN (
        `$is` > 0 AND NOT (
          `$was` > 0
        )
      ) AND NOT (
        `$fresh` = 1
      )
      THEN `$v is`
      ELSE CAST(0 AS BIGNUMERIC)
    END
  ) AS `v_returned`,
  SUM(CASE WHEN `$was` > 0 AND NOT (
    `$is` > 0
  ) THEN `$v was` ELSE CAST(0 AS BIGNUMERIC) END) AS `v_lost`,
  SUM(
    CASE
      WHEN (
        `$was` > 0 AND `$is` > 0
      ) AND `$v is` > `$v was`
      THEN (
        `$v is` - `$v was`
      )
      ELSE CAST(0 AS BIGNUMERIC)
    END
  ) AS `v_grown`,
  SUM(
    CASE
      WHEN (
        `$was` > 0 AND `$is` > 0
      ) AND `$v is` < `$v was`
      THEN (
        `$v was` - `$v is`
      )
      ELSE CAST(0 AS BIGNUMERIC)
    END
  ) AS `v_shrunk`
FROM (
  SELECT
    `$first`,
    `$last`,
    `$is`,
    (
      `$is` - `$n moved`
    ) AS `$was`,
    `$v is`,
    (
      `$v is` - `$v moved`
    ) AS `$v was`,
    CASE WHEN `$first of all` > `$first` THEN 1 ELSE 0 END AS `$fresh`,
    CASE WHEN `$unnamed least` IS NULL OR `$unnamed least` > `$since least` THEN 1 ELSE 0 END AS `$named`,
    SUBSTR(`$segment 0 own all`, 9) AS `$segment 0 of`
  FROM (
    SELECT
      `$who`,
      `$first`,
      `$last`,
      SUM(`$n`) AS `$n moved`,
      SUM(CASE WHEN `$next step` > `$step` AND `$next step` <= `$last` THEN 0 ELSE `$n after` END) AS `$is`,
      SUM(`$v`) AS `$v moved`,
      SUM(
        CASE
          WHEN `$next step` > `$step` AND `$next step` <= `$last`
          THEN CAST(0 AS BIGNUMERIC)
          ELSE `$v after`
        END
      ) AS `$v is`,
      MIN(`$first step`) AS `$first of all`,
      MIN(`$since`) AS `$since least`,
      MIN(`$unnamed`) AS `$unnamed least`,
      MAX(`$segment 0 own`) AS `$segment 0 own all`
    FROM (
      SELECT
        *,
        SUM(`$n`) OVER (PARTITION BY `$who` ORDER BY `$step`) AS `$n after`,
        SUM(`$v`) OVER (PARTITION BY `$who` ORDER BY `$step`) AS `$v after`,
        MIN(`$step`) OVER (PARTITION BY `$who`) AS `$first step`,
        MIN(`$step`) OVER (PARTITION BY `$who` ORDER BY `$step` ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS `$next step`,
        MAX(`$segment 0 latest`) OVER (PARTITION BY `$who`) AS `$segment 0 own`
      FROM (
        SELECT
          `$who`,
          `$step`,
          SUM(`$one`) AS `$n`,
          SUM(`$much`) AS `$v`,
          MIN(CASE WHEN `$begins` = 1 THEN `$edge` END) AS `$since`,
          MIN(CASE WHEN `$begins` = 1 AND `$came` = 0 THEN `$edge` END) AS `$unnamed`,
          MAX(
            CASE
              WHEN `$begins` = 1 AND NOT `$segment 0` IS NULL
              THEN COLLATE(CONCAT(CAST((
                20000000 + `$edge`
              ) AS STRING), `$segment 0`), '')
            END
          ) AS `$segment 0 latest`
        FROM (
          SELECT
            *,
            CASE
              WHEN `$edge` < 20454
              THEN CASE
                WHEN `$edge` < 20089
                THEN CASE WHEN `$edge` < 19905 THEN 0 ELSE 1 END
                ELSE CASE WHEN `$edge` < 20270 THEN 2 ELSE 3 END
              END
              ELSE CASE
                WHEN `$edge` < 20605
                THEN CASE WHEN `$edge` < 20574 THEN 4 ELSE 5 END
                ELSE CASE WHEN `$edge` < 20635 THEN 6 ELSE 7 END
              END
            END AS `$step`,
            CASE WHEN `$begins` = 1 THEN 1 ELSE (
              -1
            ) END AS `$one`,
            CASE WHEN `$begins` = 1 THEN `$worth` ELSE -`$worth` END AS `$much`
          FROM (
            SELECT
              `$who`,
              CASE WHEN `$kind` = 1 THEN `$from` WHEN `$kind` = 2 THEN `$upto` END AS `$edge`,
              CASE WHEN `$kind` IN (1, 3) THEN 1 ELSE 0 END AS `$begins`,
              `$came`,
              `$reason`,
              `$segment 0`,
              CAST(CAST(COALESCE(`$rounded`, 0) AS INT64) AS BIGNUMERIC) AS `$worth`
            FROM (
              SELECT
                `$who`,
                `$came`,
                `$reason`,
                `$segment 0`,
                CASE
                  WHEN (
                    `$amount` - TRUNC(`$amount`)
                  ) >= 0.5
                  THEN CAST(TRUNC(`$amount`) AS FLOAT64) + CAST(1 AS FLOAT64)
                  WHEN (
                    `$amount` - TRUNC(`$amount`)
                  ) <= -0.5
                  THEN CAST(TRUNC(`$amount`) AS FLOAT64) - CAST(1 AS FLOAT64)
                  ELSE CAST(TRUNC(`$amount`) AS FLOAT64)
                END AS `$rounded`,
                `$began` AS `$from`,
                COALESCE(`$ended`, 2932896) AS `$upto`,
                CASE
                  WHEN `$who` IS NULL
                  THEN 1
                  WHEN `$began` IS NULL
                  THEN 2
                  WHEN COALESCE(`$ended`, 2932896) < `$began`
                  THEN 3
                  ELSE 0
                END AS `$state`
              FROM (
                SELECT
                  `who` AS `$who`,
                  CAST(UNIX_DATE(CAST(`began` AS DATE)) AS INT64) AS `$began`,
                  CAST(UNIX_DATE(CAST(`ended` AS DATE)) AS INT64) AS `$ended`,
                  CASE WHEN (
                    `source` = 'friend'
                  ) THEN 1 ELSE 0 END AS `$came`,
                  CAST(`fee` AS FLOAT64) * CAST(1000000.0 AS FLOAT64) AS `$amount`,
                  `why` AS `$reason`,
                  `region` AS `$segment 0`
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      `began`,
                      `who`,
                      `ended`,
                      `why`,
                      `fee`,
                      `source`,
                      `region`,
                      `$day`,
                      `$keep`,
                      0 AS `$file`,
                      CASE WHEN FALSE THEN CAST(1 AS INT64) ELSE CAST(0 AS INT64) END + CASE WHEN FALSE THEN CAST(2 AS INT64) ELSE CAST(0 AS INT64) END + CASE
                        WHEN NOT `raw of began` IS NULL AND (
                          `began` IS NULL
                        )
                        THEN CAST(4 AS INT64)
                        ELSE CAST(0 AS INT64)
                      END + CASE
                        WHEN NOT `raw of ended` IS NULL AND (
                          `ended` IS NULL
                        )
                        THEN CAST(8 AS INT64)
                        ELSE CAST(0 AS INT64)
                      END + CASE
                        WHEN NOT `raw of fee` IS NULL AND (
                          `fee` IS NULL
                        )
                        THEN CAST(16 AS INT64)
                        ELSE CAST(0 AS INT64)
                      END AS `$faults`
                    FROM (
                      SELECT
                        *,
                        TRUE AS `$keep`
                      FROM (
                        SELECT
                          `raw of began`,
                          `raw of who`,
                          `raw of ended`,
                          `raw of why`,
                          `raw of fee`,
                          `raw of source`,
                          `raw of region`,
                          CASE
                            WHEN CAST(`raw of began` AS DATETIME) BETWEEN CAST('1900-01-01T00:00:00' AS DATETIME) AND CAST('9998-12-31T23:59:59.999999' AS DATETIME)
                            THEN CAST(`raw of began` AS DATETIME)
                          END AS `began`,
                          COLLATE(NULLIF(TRIM(`raw of who`, ' \t '), ''), '') AS `who`,
                          CASE
                            WHEN CAST(`raw of ended` AS DATETIME) BETWEEN CAST('1900-01-01T00:00:00' AS DATETIME) AND CAST('9998-12-31T23:59:59.999999' AS DATETIME)
                            THEN CAST(`raw of ended` AS DATETIME)
                          END AS `ended`,
                          COLLATE(NULLIF(TRIM(`raw of why`, ' \t '), ''), '') AS `why`,
                          CASE
                            WHEN ABS(CAST(`raw of fee` AS FLOAT64)) <= 1000000000000000.0
                            THEN CAST(`raw of fee` AS FLOAT64)
                          END AS `fee`,
                          COLLATE(NULLIF(TRIM(`raw of source`, ' \t '), ''), '') AS `source`,
                          COLLATE(NULLIF(TRIM(`raw of region`, ' \t '), ''), '') AS `region`,
                          CAST(NULL AS DATE) AS `$day`
                        FROM (
                          SELECT
                            `began` AS `raw of began`,
                            CAST(`who` AS STRING) AS `raw of who`,
                            `ended` AS `raw of ended`,
                            CAST(`why` AS STRING) AS `raw of why`,
                            `fee` AS `raw of fee`,
                            CAST(`source` AS STRING) AS `raw of source`,
                            CAST(`region` AS STRING) AS `raw of region`
                          FROM `cx`.`rows`
                        ) AS `cells`
                      ) AS `valued`
                    ) AS `kept`
                  ) AS `judged`
                  WHERE
                    `$faults` = 0 AND `$keep`
                ) AS `sound`
              ) AS `told`
            ) AS `held`
            CROSS JOIN UNNEST([STRUCT(1 AS `$kind`), STRUCT(2 AS `$kind`)]) AS `kinds`
            WHERE
              `$state` = 0
          ) AS `events`
        ) AS `steps`
        GROUP BY
          `$who`,
          `$step`
      ) AS `moves`
    ) AS `running`
    CROSS JOIN UNNEST([
      STRUCT(0 AS `$first`, 2 AS `$last`),
      STRUCT(2 AS `$first`, 6 AS `$last`),
      STRUCT(3 AS `$first`, 6 AS `$last`)
    ]) AS `spans`
    WHERE
      `$step` > `$first` AND `$step` <= `$last`
    GROUP BY
      `$who`,
      `$first`,
      `$last`
  ) AS `together`
) AS `moved`
GROUP BY
  `$first`,
  `$last`,
  `$segment 0 of`;

-- why customers were lost
SELECT
  `$told` AS `_told`,
  COUNT(*) AS `customers`,
  SUM(`$v was`) AS `worth`
FROM (
  SELECT
    `$first`,
    `$last`,
    `$is`,
    (
      `$is` - `$n moved`
    ) AS `$was`,
    `$v is`,
    (
      `$v is` - `$v moved`
    ) AS `$v was`,
    CASE WHEN `$first of all` > `$first` THEN 1 ELSE 0 END AS `$fresh`,
    CASE WHEN `$unnamed least` IS NULL OR `$unnamed least` > `$since least` THEN 1 ELSE 0 END AS `$named`,
    SUBSTR(`$segment 0 own all`, 9) AS `$segment 0 of`,
    CASE WHEN SUBSTR(`$why last`, 9, 1) = '0' THEN SUBSTR(`$why last`, 10) END AS `$told`
  FROM (
    SELECT
      `$who`,
      `$first`,
      `$last`,
      SUM(`$n`) AS `$n moved`,
      SUM(CASE WHEN `$next step` > `$step` AND `$next step` <= `$last` THEN 0 ELSE `$n after` END) AS `$is`,
      SUM(`$v`) AS `$v moved`,
      SUM(
        CASE
          WHEN `$next step` > `$step` AND `$next step` <= `$last`
          THEN CAST(0 AS BIGNUMERIC)
          ELSE `$v after`
        END
      ) AS `$v is`,
      MIN(`$first step`) AS `$first of all`,
      MIN(`$since`) AS `$since least`,
      MIN(`$unnamed`) AS `$unnamed least`,
      MAX(`$segment 0 own`) AS `$segment 0 own all`,
      MAX(`$why`) AS `$why last`
    FROM (
      SELECT
        *,
        SUM(`$n`) OVER (PARTITION BY `$who` ORDER BY `$step`) AS `$n after`,
        SUM(`$v`) OVER (PARTITION BY `$who` ORDER BY `$step`) AS `$v after`,
        MIN(`$step`) OVER (PARTITION BY `$who`) AS `$first step`,
        MIN(`$step`) OVER (PARTITION BY `$who` ORDER BY `$step` ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS `$next step`,
        MAX(`$segment 0 latest`) OVER (PARTITION BY `$who`) AS `$segment 0 own`
      FROM (
        SELECT
          `$who`,
          `$step`,
          SUM(`$one`) AS `$n`,
          SUM(`$much`) AS `$v`,
          MIN(CASE WHEN `$begins` = 1 THEN `$edge` END) AS `$since`,
          MIN(CASE WHEN `$begins` = 1 AND `$came` = 0 THEN `$edge` END) AS `$unnamed`,
          MAX(
            CASE
              WHEN `$begins` = 1 AND NOT `$segment 0` IS NULL
              THEN COLLATE(CONCAT(CAST((
                20000000 + `$edge`
              ) AS STRING), `$segment 0`), '')
            END
          ) AS `$segment 0 latest`,
          MAX(
            CASE
              WHEN `$begins` = 0
              THEN CASE
                WHEN NOT `$reason` IS NULL
                THEN COLLATE(CONCAT(CAST((
                  20000000 + `$edge`
                ) AS STRING), CONCAT('0', `$reason`)), '')
                ELSE COLLATE(CONCAT(CAST((
                  20000000 + `$edge`
                ) AS STRING), '1'), '')
              END
            END
          ) AS `$why`
        FROM (
          SELECT
            *,
            CASE
              WHEN `$edge` < 20454
              THEN CASE
                WHEN `$edge` < 20089
                THEN CASE WHEN `$edge` < 19905 THEN 0 ELSE 1 END
                ELSE CASE WHEN `$edge` < 20270 THEN 2 ELSE 3 END
              END
              ELSE CASE
                WHEN `$edge` < 20605
                THEN CASE WHEN `$edge` < 20574 THEN 4 ELSE 5 END
                ELSE CASE WHEN `$edge` < 20635 THEN 6 ELSE 7 END
              END
            END AS `$step`,
            CASE WHEN `$begins` = 1 THEN 1 ELSE (
              -1
            ) END AS `$one`,
            CASE WHEN `$begins` = 1 THEN `$worth` ELSE -`$worth` END AS `$much`
          FROM (
            SELECT
              `$who`,
              CASE WHEN `$kind` = 1 THEN `$from` WHEN `$kind` = 2 THEN `$upto` END AS `$edge`,
              CASE WHEN `$kind` IN (1, 3) THEN 1 ELSE 0 END AS `$begins`,
              `$came`,
              `$reason`,
              `$segment 0`,
              CAST(CAST(COALESCE(`$rounded`, 0) AS INT64) AS BIGNUMERIC) AS `$worth`
            FROM (
              SELECT
                `$who`,
                `$came`,
                `$reason`,
                `$segment 0`,
                CASE
                  WHEN (
                    `$amount` - TRUNC(`$amount`)
                  ) >= 0.5
                  THEN CAST(TRUNC(`$amount`) AS FLOAT64) + CAST(1 AS FLOAT64)
                  WHEN (
                    `$amount` - TRUNC(`$amount`)
                  ) <= -0.5
                  THEN CAST(TRUNC(`$amount`) AS FLOAT64) - CAST(1 AS FLOAT64)
                  ELSE CAST(TRUNC(`$amount`) AS FLOAT64)
                END AS `$rounded`,
                `$began` AS `$from`,
                COALESCE(`$ended`, 2932896) AS `$upto`,
                CASE
                  WHEN `$who` IS NULL
                  THEN 1
                  WHEN `$began` IS NULL
                  THEN 2
                  WHEN COALESCE(`$ended`, 2932896) < `$began`
                  THEN 3
                  ELSE 0
                END AS `$state`
              FROM (
                SELECT
                  `who` AS `$who`,
                  CAST(UNIX_DATE(CAST(`began` AS DATE)) AS INT64) AS `$began`,
                  CAST(UNIX_DATE(CAST(`ended` AS DATE)) AS INT64) AS `$ended`,
                  CASE WHEN (
                    `source` = 'friend'
                  ) THEN 1 ELSE 0 END AS `$came`,
                  CAST(`fee` AS FLOAT64) * CAST(1000000.0 AS FLOAT64) AS `$amount`,
                  `why` AS `$reason`,
                  `region` AS `$segment 0`
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      `began`,
                      `who`,
                      `ended`,
                      `why`,
                      `fee`,
                      `source`,
                      `region`,
                      `$day`,
                      `$keep`,
                      0 AS `$file`,
                      CASE WHEN FALSE THEN CAST(1 AS INT64) ELSE CAST(0 AS INT64) END + CASE WHEN FALSE THEN CAST(2 AS INT64) ELSE CAST(0 AS INT64) END + CASE
                        WHEN NOT `raw of began` IS NULL AND (
                          `began` IS NULL
                        )
                        THEN CAST(4 AS INT64)
                        ELSE CAST(0 AS INT64)
                      END + CASE
                        WHEN NOT `raw of ended` IS NULL AND (
                          `ended` IS NULL
                        )
                        THEN CAST(8 AS INT64)
                        ELSE CAST(0 AS INT64)
                      END + CASE
                        WHEN NOT `raw of fee` IS NULL AND (
                          `fee` IS NULL
                        )
                        THEN CAST(16 AS INT64)
                        ELSE CAST(0 AS INT64)
                      END AS `$faults`
                    FROM (
                      SELECT
                        *,
                        TRUE AS `$keep`
                      FROM (
                        SELECT
                          `raw of began`,
                          `raw of who`,
                          `raw of ended`,
                          `raw of why`,
                          `raw of fee`,
                          `raw of source`,
                          `raw of region`,
                          CASE
                            WHEN CAST(`raw of began` AS DATETIME) BETWEEN CAST('1900-01-01T00:00:00' AS DATETIME) AND CAST('9998-12-31T23:59:59.999999' AS DATETIME)
                            THEN CAST(`raw of began` AS DATETIME)
                          END AS `began`,
                          COLLATE(NULLIF(TRIM(`raw of who`, ' \t '), ''), '') AS `who`,
                          CASE
                            WHEN CAST(`raw of ended` AS DATETIME) BETWEEN CAST('1900-01-01T00:00:00' AS DATETIME) AND CAST('9998-12-31T23:59:59.999999' AS DATETIME)
                            THEN CAST(`raw of ended` AS DATETIME)
                          END AS `ended`,
                          COLLATE(NULLIF(TRIM(`raw of why`, ' \t '), ''), '') AS `why`,
                          CASE
                            WHEN ABS(CAST(`raw of fee` AS FLOAT64)) <= 1000000000000000.0
                            THEN CAST(`raw of fee` AS FLOAT64)
                          END AS `fee`,
                          COLLATE(NULLIF(TRIM(`raw of source`, ' \t '), ''), '') AS `source`,
                          COLLATE(NULLIF(TRIM(`raw of region`, ' \t '), ''), '') AS `region`,
                          CAST(NULL AS DATE) AS `$day`
                        FROM (
                          SELECT
                            `began` AS `raw of began`,
                            CAST(`who` AS STRING) AS `raw of who`,
                            `ended` AS `raw of ended`,
                            CAST(`why` AS STRING) AS `raw of why`,
                            `fee` AS `raw of fee`,
                            CAST(`source` AS STRING) AS `raw of source`,
                            CAST(`region` AS STRING) AS `raw of region`
                          FROM `cx`.`rows`
                        ) AS `cells`
                      ) AS `valued`
                    ) AS `kept`
                  ) AS `judged`
                  WHERE
                    `$faults` = 0 AND `$keep`
                ) AS `sound`
              ) AS `told`
            ) AS `held`
            CROSS JOIN UNNEST([STRUCT(1 AS `$kind`), STRUCT(2 AS `$kind`)]) AS `kinds`
            WHERE
              `$state` = 0
          ) AS `events`
        ) AS `steps`
        GROUP BY
          `$who`,
          `$step`
      ) AS `moves`
    ) AS `running`
    CROSS JOIN UNNEST([STRUCT(5 AS `$first`, 6 AS `$last`)]) AS `spans`
    WHERE
      `$step` > `$first` AND `$step` <= `$last`
    GROUP BY
      `$who`,
      `$first`,
      `$last`
  ) AS `together`
) AS `moved`
WHERE
  `$was` > 0 AND NOT (
    `$is` > 0
  )
GROUP BY
  `$told`;
