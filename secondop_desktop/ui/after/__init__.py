"""The pages that go through what came of a visit, one after another."""
