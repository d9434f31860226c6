"""Both verifiers come to the same verdict on the form of prices and reserves in statement.json: docs/format.md."""
import unittest

from source_claims import Sources, claim, custody, feed, with_pool


class Schema(Sources):
    def test_sources(self):
        element, a_feed = custody("x"), feed("x")
        for member, source, others in [
            ("prices", a_feed, {"declared": [1], "field": 1, "index": [], "keys": "", "latency": "1", "notes": [[]],
                                "quorum": "1"}),
            ("reserves", element, {"age": "1", "column": 1, "keys": {}, "statements": [1]}),
        ]:
            self.assert_claim(member.removesuffix("s") + "-encoding", claim(**{member: [source, source]}))
            self.assertEqual(set(others), set(source))
            without = [{name: value for name, value in source.items() if name != left_out} for left_out in source]
            for wrong in [source | {name: value} for name, value in others.items()] + without + [
                    source | {"surplus": 1}, "x"]:
                with self.subTest(member, wrong=wrong):
                    self.assert_claim("statement-schema", claim(**{member: [wrong]}))
            self.assert_claim("statement-schema", claim(**{member: source}))

    def test_lengths_of_arrays(self):
        for expected, member, source in [
                ("price-encoding", "prices", lambda count: [feed(*[""] * count)]),
                ("reserve-encoding", "reserves", lambda count: [custody(*[""] * count)]),
                ("reserve-encoding", "reserves", lambda count: [custody()] * count)]:
            self.assert_claim(expected, claim(**{member: source(100000)}))
            self.assert_claim("statement-schema", claim(**{member: source(100001)}))

    def test_committed(self):
        self.assert_claim("reserve-missing", with_pool([], reserve="committed"))
        self.assert_claim("number", with_pool([], reserve=["committed"]))
        self.assert_claim("number", with_pool([], reserve="Committed"))


if __name__ == "__main__":
    unittest.main()
