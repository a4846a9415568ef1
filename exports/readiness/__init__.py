"""May this batch leave? Rules are rows (`Requirement`, `Clause`); what is recorded is read once, as plain values.

    gather/      reads all that is recorded about a batch, in a number of queries that does not grow with it → `Facts`
    rules.py     the rows in force where it is eaten on the day of arrival → `Rule`
    checks/      functions of facts and a rule, which rows name: pass, fail, warning or unknown, and what to do
    engine.py    `assess(batch)` answers now; `reproduce(report)` answers again what a kept report answered

`acts.judge` keeps the answer as a report that is never edited.
"""
