SELECT * REPLACE (NULLIF("channel", '') AS "channel", NULLIF("mode", '') AS "mode")
FROM (SELECT * REPLACE (CASE WHEN STRLEN("channel") = LENGTH("channel") THEN CASE WHEN CONTAINS("channel", '	') THEN TRIM("channel", ' 	 ') ELSE TRIM("channel") END ELSE NFC_NORMALIZE(REGEXP_REPLACE(CASE WHEN CONTAINS("channel", '	') THEN TRIM("channel", ' 	 ') ELSE TRIM("channel") END, '[­​‌‍⁠﻿]', '', 'g')) END AS "channel", CASE WHEN STRLEN("mode") = LENGTH("mode") THEN CASE WHEN CONTAINS("mode", '	') THEN TRIM("mode", ' 	 ') ELSE TRIM("mode") END ELSE NFC_NORMALIZE(REGEXP_REPLACE(CASE WHEN CONTAINS("mode", '	') THEN TRIM("mode", ' 	 ') ELSE TRIM("mode") END, '[­​‌‍⁠﻿]', '', 'g')) END AS "mode")
FROM (WITH validated AS MATERIALIZED (SELECT "$faults", "$block", "$when", "channel", "mode"
FROM (SELECT *, "$when" - CAST(DAY("$when") - 1 AS INTEGER) AS "$block"
FROM (SELECT *, "$day" AS "$when"
FROM (SELECT 0 AS "$file", "$day", "$keep", "channel", "mode", CASE WHEN "$day" IS NULL THEN CASE WHEN ("$day" IS NULL AND NOT COALESCE(LOWER(TRIM("raw of $day", ' 	 ')) NOT IN (''), FALSE)) THEN 1 ELSE 0 END + CASE WHEN ("$day" IS NULL AND COALESCE(LOWER(TRIM("raw of $day", ' 	 ')) NOT IN (''), FALSE)) THEN 2 ELSE 0 END ELSE 0 END AS "$faults"
FROM (SELECT *, TRUE AS "$keep"
FROM (SELECT *, CAST(CASE WHEN "cast of $day" BETWEEN TIMESTAMP '1900-01-01' AND TIMESTAMP '9998-12-31 23:59:59.999999' THEN "cast of $day" END AS DATE) AS "$day"
FROM (SELECT *, COALESCE("first of $day", CASE WHEN "text of $day" LIKE '____-__-__' THEN TRY_CAST("text of $day" AS TIMESTAMP) WHEN REGEXP_FULL_MATCH("text of $day", '\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?') THEN TRY_CAST("text of $day" AS TIMESTAMP) END) AS "cast of $day"
FROM (SELECT *, "raw of channel" AS "channel", "raw of mode" AS "mode", NULLIF("bare of $day", '') AS "text of $day"
FROM (SELECT *, CASE WHEN "first of $day" IS NOT NULL THEN NULL ELSE CASE WHEN CONTAINS("raw of $day", '	') THEN TRIM("raw of $day", ' 	 ') ELSE TRIM("raw of $day") END END AS "bare of $day"
FROM (SELECT c2 AS "raw of channel", c3 AS "raw of mode", c1 AS "raw of $day", CASE WHEN c1 LIKE '____-__-__' THEN TRY_CAST(c1 AS TIMESTAMP) END AS "first of $day"
FROM read_csv('./samples/after_contact.csv', columns = {'c1': 'VARCHAR', 'c2': 'VARCHAR', 'c3': 'VARCHAR', 'c4': 'VARCHAR'}, header = false, skip = 1, delim = ',', quote = '"', escape = '"', auto_detect = false, strict_mode = true, null_padding = false))))))))))) SELECT "$faults", "$block", 0 AS "$file", TRUE AS "$keep", "channel", "mode", 0 AS "$set", COUNT(*) AS rows, BIT_OR(CAST(1 AS BIGINT) << (DAY("$when") - 1)) AS days, SUM(CASE WHEN TRUE THEN 1 ELSE 0 END) AS t1
FROM validated
GROUP BY "$faults", "$block", "channel", "mode"))
