"""Files of data: text, Parquet and workbooks as one relation of text, every cell with its place."""
