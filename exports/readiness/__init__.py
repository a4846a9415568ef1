"""May this batch leave? Rules are rows (`Requirement`), evaluators are small functions that rows name.

`engine.assess(batch)` answers now; `acts.judge` keeps the answer as a report that is never edited.
"""
