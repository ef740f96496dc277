"""A whole case in forms that need no SecondOp: pages, lists, cards, FHIR and JSON, and JSON read back."""
