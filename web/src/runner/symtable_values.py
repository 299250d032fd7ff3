"""What CPython's `symtable` says, as plain values: for the page, and for tests that hold Pellucid against it."""

# What a Symbol is asked, under the name the projection gives it.
QUESTIONS = (
    ("annotated", "is_annotated"),
    ("assigned", "is_assigned"),
    ("declared_global", "is_declared_global"),
    ("free", "is_free"),
    ("global", "is_global"),
    ("imported", "is_imported"),
    ("local", "is_local"),
    ("nonlocal", "is_nonlocal"),
    ("parameter", "is_parameter"),
    ("referenced", "is_referenced"),
)


def as_values(table):
    kind = table.get_type()
    return {
        "type": getattr(kind, "value", kind),
        "name": table.get_name(),
        "lineno": table.get_lineno(),
        "symbols": {
            symbol.get_name(): [word for word, method in QUESTIONS if getattr(symbol, method)()]
            for symbol in table.get_symbols()
            if not symbol.get_name().startswith(".")
        },
        "children": [as_values(child) for child in table.get_children()],
    }
