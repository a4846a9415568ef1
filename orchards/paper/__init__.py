"""Reading the paper book: a table as a cooperative keeps it becomes rows as they were understood, doubts and all.

    tables         bytes of a file → cells, whatever program wrote them
    headings       which column is which, under which title
    days, amounts  one cell → a day, a weight, a count, with every other way to read it
    written        the table → rows of named cells, totals and what to know about the whole
    register       whose name and which plot a cell means
    understanding  row by row: day, plot, weight, and every doubt
    doubts         the doubts in the reader's words

Only `register` and `understanding` know the database, and only for reading.
"""
