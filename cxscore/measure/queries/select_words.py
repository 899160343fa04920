"""What a query in a file may say: kinds of nodes, functions, types; words for what it may not.

Everything is an allow-list: what a new version of the parser adds is refused until it stands here.
"""

from collections.abc import Mapping

from sqlglot import exp
from sqlglot.tokenizer_core import TokenType

DIALECTS = ("postgres", "clickhouse", "spark")
"""Engines whose words are read."""

PARTS: Mapping[type[exp.Expr], frozenset[str]] = {
    kind: frozenset(names.split())
    for kind, names in {
        exp.Select: "with_ expressions distinct from_ joins where group having qualify windows "
        "order limit offset",
        exp.Union: "with_ this expression distinct order limit offset",
        exp.Except: "with_ this expression distinct order limit offset",
        exp.Intersect: "with_ this expression distinct order limit offset",
        exp.Subquery: "this alias with_ joins where group having order limit offset",
        exp.With: "expressions",
        exp.CTE: "this alias materialized",
        exp.From: "this",
        exp.Join: "this on side kind using",
        exp.Lateral: "this alias",
        exp.Table: "this db catalog alias joins",
        exp.TableAlias: "this columns",
        exp.Values: "expressions alias",
        exp.Group: "expressions grouping_sets cube rollup all",
        exp.Ordered: "this desc nulls_first",
        exp.Limit: "this expression expressions",
        exp.Cast: "this to safe",
        exp.TryCast: "this to safe",
        exp.Column: "this table db catalog join_mark",
        exp.Dot: "this expression",
        exp.Star: "except_ replace rename",
        exp.In: "this expressions query",
        exp.Window: "this partition_by order spec alias over",
        exp.DataType: "this expressions nested nullable kind",
    }.items()
}
"""Kinds of nodes with the parts that they may have: a SELECT could lock rows, or write them."""

PLAIN: frozenset[type[exp.Expr]] = frozenset(
    {
        *(exp.Where, exp.Having, exp.Qualify, exp.Order, exp.Offset, exp.Fetch, exp.LimitOptions),
        *(exp.Distinct, exp.Cube, exp.Rollup, exp.GroupingSets, exp.Final, exp.Alias),
        *(exp.Identifier, exp.Literal, exp.Null, exp.Boolean, exp.Paren, exp.Tuple, exp.Var),
        *(exp.And, exp.Or, exp.Not, exp.Xor, exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE),
        *(exp.NullSafeEQ, exp.NullSafeNEQ, exp.Is, exp.Between, exp.Like, exp.ILike, exp.Escape),
        *(exp.SimilarTo, exp.RegexpLike, exp.RegexpILike, exp.Exists, exp.Any, exp.All),
        *(exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Neg, exp.DPipe),
        *(exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Nvl2, exp.Nanvl, exp.IsNan),
        *(exp.Greatest, exp.Least, exp.DataTypeParam, exp.Interval, exp.IntervalSpan),
        *(exp.WindowSpec, exp.Filter, exp.WithinGroup, exp.IgnoreNulls, exp.RespectNulls),
        *(exp.AtTimeZone, exp.FromTimeZone, exp.Array, exp.Bracket),
        *(exp.JSONPath, exp.JSONPathRoot, exp.JSONPathKey, exp.JSONPathSubscript),
    }
)
"""Kinds of nodes that may have any part, as long as each part may stand there."""

FUNCTIONS: frozenset[type[exp.Expr]] = frozenset(
    {
        *(exp.Count, exp.CountIf, exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Stddev, exp.StddevPop),
        *(exp.StddevSamp, exp.Variance, exp.VariancePop, exp.Corr, exp.Median, exp.Mode),
        *(exp.PercentileCont, exp.PercentileDisc, exp.Quantile, exp.ApproxQuantile),
        *(exp.ApproxDistinct, exp.ArgMax, exp.ArgMin, exp.AnyValue, exp.First, exp.Last),
        *(exp.LogicalAnd, exp.LogicalOr, exp.Grouping, exp.GroupConcat),
        *(exp.RowNumber, exp.Rank, exp.DenseRank, exp.PercentRank, exp.CumeDist, exp.Ntile),
        *(exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue, exp.NthValue),
        *(exp.Abs, exp.Ceil, exp.Floor, exp.Round, exp.Trunc, exp.Sign, exp.Sqrt, exp.Cbrt),
        *(exp.Pow, exp.Exp, exp.Ln, exp.Log, exp.Pi, exp.WidthBucket, exp.SafeDivide),
        *(exp.Lower, exp.Upper, exp.Initcap, exp.Trim, exp.Length, exp.Substring, exp.Left),
        *(exp.Right, exp.Pad, exp.Replace, exp.Translate, exp.StrPosition, exp.SplitPart),
        *(exp.Split, exp.RegexpSplit, exp.Concat, exp.ConcatWs, exp.Reverse, exp.StartsWith),
        *(exp.EndsWith, exp.Contains, exp.Ascii, exp.Chr, exp.MD5, exp.SHA2),
        *(exp.RegexpReplace, exp.RegexpExtract, exp.RegexpSubstr, exp.ArrayContains),
        *(exp.ToChar, exp.ToNumber, exp.TimeToStr, exp.StrToDate, exp.StrToTime),
        *(exp.TsOrDsToDate, exp.TsOrDsToTimestamp, exp.UnixToTime, exp.UnixToStr),
        *(exp.StrToUnix, exp.TimeToUnix, exp.Date, exp.Timestamp),
        *(exp.CurrentDate, exp.CurrentTimestamp, exp.Extract, exp.DateTrunc, exp.TimestampTrunc),
        *(exp.DateAdd, exp.DateSub, exp.DateDiff, exp.TsOrDsAdd, exp.TsOrDsDiff, exp.DateBin),
        *(exp.TimestampDiff, exp.TimestampAdd, exp.AddMonths, exp.MonthsBetween, exp.LastDay),
        *(exp.NextDay, exp.DateFromParts, exp.TimestampFromParts, exp.JustifyDays),
        *(exp.MakeInterval, exp.Monthname, exp.TimeStrToTime),
        *(exp.Year, exp.Quarter, exp.Month, exp.Week, exp.WeekOfYear, exp.Day, exp.DayOfMonth),
        *(exp.DayOfWeek, exp.DayOfWeekIso, exp.DayOfYear, exp.YearOfWeekIso, exp.Hour),
        *(exp.Minute, exp.Second, exp.JSONExtract, exp.JSONExtractScalar),
        *(exp.JSONBExtract, exp.JSONBExtractScalar),
    }
)
"""Functions that the parser knows: of one row, of many, and of windows."""

_CALLED_IN = {
    "postgres": """
        every octet_length age make_date timezone isfinite
    """,
    "clickhouse": """
        lagInFrame leadInFrame intDiv modulo isNull isNotNull multiIf lowerUTF8 upperUTF8
        lengthUTF8 substringUTF8 replaceAll replaceOne replaceRegexpAll replaceRegexpOne
        positionCaseInsensitive extract splitByChar empty notEmpty isFinite roundBankers
        toString toDate toDate32 toDateTime toDateTime64 toInt8 toInt16 toInt32 toInt64
        toUInt8 toUInt16 toUInt32 toUInt64 toFloat32 toFloat64 toDecimal32 toDecimal64
        toDecimal128 toInt32OrNull toInt64OrNull toFloat64OrNull toDateOrNull toInt32OrZero
        toInt64OrZero toFloat64OrZero accurateCastOrNull toNullable assumeNotNull
        parseDateTimeBestEffort parseDateTimeBestEffortOrNull toStartOfWeek toStartOfInterval
        toYear toMonth toDayOfMonth toQuarter toHour toMinute toSecond toYYYYMM toYYYYMMDD
        toLastDayOfMonth addDays addWeeks addMonths addQuarters addYears addHours addMinutes
        addSeconds subtractDays subtractWeeks subtractMonths subtractYears toTimeZone
        toUnixTimestamp fromUnixTimestamp toIntervalDay toIntervalMonth now today yesterday
        JSONExtractInt JSONExtractFloat JSONExtractBool
        concatWithSeparator toDayOfYear toWeek now64 monthName dateName
        sumIf avgIf minIf maxIf uniqIf uniqExactIf anyIf argMinIf argMaxIf countDistinct
        uniqExact uniqCombined uniq anyLast stddevPop stddevSamp varPop varSamp
        quantile quantileExact quantileIf quantileExactIf median medianExact
        sumOrNull avgOrNull minOrNull maxOrNull sumMerge countMerge avgMerge uniqMerge minMerge
        maxMerge
    """,
    "spark": """
        mean every some bround pmod isnull isnotnull btrim try_to_timestamp date_part weekday
        now make_date timestamp_seconds bigint decimal float smallint tinyint
    """,
}
REFUSED_IN: Mapping[str, Mapping[type[exp.Expr], str]] = {
    # The parser would write percentile_approx for them, which is another number.
    "spark": {
        exp.PercentileCont: "write percentile(minutes, 0.5)",
        exp.PercentileDisc: "write percentile(minutes, 0.5)",
    },
}
"""Functions that an engine has, and that are not written anew as they were; what to write."""

RENAMED: Mapping[str, frozenset[str]] = {
    dialect: frozenset(names.split())
    for dialect, names in {
        "postgres": "cast ceil decimal extract length ltrim rtrim trim percentile_cont position "
        "power sqrt substring var_samp",
        "clickhouse": "cast date_add date_diff date_sub datetrunc lpad rpad ltrim rtrim trim "
        "nullable quantile splitbystring",
        "spark": "cast ceil coalesce date_add datediff decimal length listagg ln locate log lower "
        "power sign substring upper variance",
    }.items()
}
"""Functions that the parser writes for others; each pair gave the same values in the engine."""

GRAMMAR: frozenset[str] = frozenset(
    {
        *("select", "from", "using", "not", "in", "and", "or", "values", "over", "as", "on"),
        *("when", "then", "else", "where", "exists", "filter", "by", "rollup", "cube", "sets"),
        *("any", "all", "union", "except", "intersect", "distinct", "replace", "materialized"),
        *("lateral", "interval", "between", "like", "ilike", "is", "limit", "group", "having"),
        *("qualify", "join", "case", "offset", "fetch", "some", "to", "with", "array", "xor"),
    }
)
"""Words before a bracket that call nothing."""

CALLED: Mapping[str, frozenset[str]] = {
    dialect: frozenset(names.lower().split()) for dialect, names in _CALLED_IN.items()
}
"""Functions of one engine that the parser knows by their names alone."""

TYPES: frozenset[exp.DType] = frozenset(
    {
        *(exp.DType.BOOLEAN, exp.DType.BIT, exp.DType.UUID),
        *(exp.DType.TINYINT, exp.DType.SMALLINT, exp.DType.INT, exp.DType.BIGINT),
        *(exp.DType.INT128, exp.DType.UTINYINT, exp.DType.USMALLINT, exp.DType.UINT),
        *(exp.DType.UBIGINT, exp.DType.FLOAT, exp.DType.DOUBLE, exp.DType.DECIMAL),
        *(exp.DType.DECIMAL32, exp.DType.DECIMAL64, exp.DType.DECIMAL128, exp.DType.DECIMAL256),
        *(exp.DType.CHAR, exp.DType.NCHAR, exp.DType.VARCHAR, exp.DType.NVARCHAR, exp.DType.TEXT),
        *(exp.DType.NAME, exp.DType.FIXEDSTRING, exp.DType.LOWCARDINALITY),
        *(exp.DType.DATE, exp.DType.DATE32, exp.DType.DATETIME, exp.DType.DATETIME64),
        *(exp.DType.TIME, exp.DType.TIMESTAMP, exp.DType.TIMESTAMPTZ, exp.DType.TIMESTAMPLTZ),
        *(exp.DType.TIMESTAMPNTZ, exp.DType.INTERVAL, exp.DType.JSON, exp.DType.JSONB),
    }
)
"""Types that something may be cast to."""

WRITING: frozenset[type[exp.Expr]] = frozenset(
    {
        *(exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Create, exp.Drop, exp.Alter),
        *(exp.TruncateTable, exp.Copy, exp.Command, exp.Set, exp.Use, exp.Describe, exp.Show),
        *(exp.Transaction, exp.Commit, exp.Rollback, exp.LoadData, exp.Kill, exp.Grant),
        *(exp.Revoke, exp.Analyze, exp.Cache, exp.Uncache, exp.Refresh, exp.Comment, exp.Attach),
        *(exp.Detach, exp.Pragma, exp.Execute, exp.Returning),
    }
)
"""What is no SELECT, wherever it stands."""

REFUSED_PARTS: Mapping[str, str] = {
    "into": "INTO",
    "locks": "FOR",
    "settings": "SETTINGS",
    "format": "FORMAT",
    "prewhere": "PREWHERE",
    "sample": "TABLESAMPLE",
    "pivots": "PIVOT",
    "laterals": "LATERAL",
    "connect": "CONNECT",
    "match": "MATCH_RECOGNIZE",
    "distribute": "DISTRIBUTE",
    "cluster": "CLUSTER",
    "sort": "SORT",
    "totals": "TOTALS",
    "with_fill": "FILL",
    "hint": "HINT",
    "version": "VERSION",
    "when": "AS OF",
    "only": "ONLY",
    "global_": "GLOBAL",
    "is_global": "GLOBAL",
    "method": "NATURAL",
    "match_condition": "MATCH_CONDITION",
    "for_": "FOR",
    "kind": "AS STRUCT",
    "ordinality": "ORDINALITY",
    "recursive": "RECURSIVE",
    "scalar": "WITH",
    "field": "IN without a list or a query",
}
"""Parts that no query may have, by the word they are written with."""

_QUOTED = "a text in other quotes than '…'"
REFUSED_KINDS: Mapping[type[exp.Expr], tuple[str, tuple[TokenType, ...]]] = {
    exp.Placeholder: (
        "a placeholder",
        (TokenType.PLACEHOLDER, TokenType.COLON, TokenType.MOD, TokenType.L_BRACE),
    ),
    exp.Parameter: ("a parameter", (TokenType.PARAMETER, TokenType.DOLLAR)),
    exp.SessionParameter: ("a setting of the session", (TokenType.SESSION_PARAMETER,)),
    exp.RawString: (_QUOTED, (TokenType.RAW_STRING, TokenType.HEREDOC_STRING)),
    exp.ByteString: (_QUOTED, (TokenType.BYTE_STRING,)),
    exp.UnicodeString: (_QUOTED, (TokenType.UNICODE_STRING,)),
    exp.National: (_QUOTED, (TokenType.NATIONAL_STRING,)),
    exp.HexString: ("a number in hexadecimal digits", (TokenType.HEX_STRING,)),
    exp.BitString: ("a number in binary digits", (TokenType.BIT_STRING,)),
    exp.CurrentUser: ("CURRENT_USER", (TokenType.CURRENT_USER,)),
    exp.SessionUser: ("SESSION_USER", (TokenType.SESSION_USER,)),
    exp.ObjectIdentifier: ("a cast to a name of the system", (TokenType.OBJECT_IDENTIFIER,)),
    exp.TableSample: ("TABLESAMPLE", (TokenType.TABLE_SAMPLE,)),
    exp.Lambda: ("a lambda", (TokenType.ARROW,)),
    exp.Kwarg: ("an argument with a name", ()),
    exp.PropertyEQ: ("an argument with a name", ()),
}
"""Kinds that people do write, in words, and the signs by which they are found in the text."""

SPECIAL_NAMES: frozenset[str] = frozenset(
    {
        *("current_user", "session_user", "system_user", "user", "current_role"),
        *("current_catalog", "current_schema", "current_database"),
    }
)
"""Columns that are none where they stand without quotes: they tell of the session."""

FILE_FORMATS: frozenset[str] = frozenset(
    {
        *("csv", "json", "parquet", "orc", "avro", "text", "binaryfile"),
        *("delta", "iceberg", "hudi", "jdbc"),
    }
)
"""Schemas that read files, in Spark: ``csv.people``."""

STATEMENTS: frozenset[str] = frozenset(
    {
        *("INSERT", "UPDATE", "DELETE", "MERGE", "CREATE", "DROP", "ALTER", "TRUNCATE"),
        *("GRANT", "REVOKE", "INTO"),
    }
)
"""Words that no query has but as names in quotes; looked for in what was written anew."""
