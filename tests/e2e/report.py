"""The page of `report`: one whole, well-formed file that loads nothing and takes no markup from a statement."""
import html
import html.parser
import json
import re
import shutil
import unittest

from programs import (PROVER, REJECTED, SHIPPED_FOLDERS, TROUBLE, USAGE, VALID, VERIFIER, ProgramTest, asset,
                      make_sample, policy, run)

VOID = {"meta", "wbr", "br"}
ELEMENTS = VOID | {
    "html", "head", "title", "style", "body", "header", "main", "section", "figure", "figcaption", "div", "h1", "h2",
    "h3", "h4", "p", "a", "ol", "ul", "li", "dl", "dt", "dd", "bdi", "strong", "code", "pre", "table", "thead", "tbody",
    "tr", "th", "td", "svg", "path", "rect", "polyline"}
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "aria-labelledby", "aria-hidden", "role",
    "scope", "viewbox", "preserveaspectratio", "shape-rendering", "fill", "d", "x", "width", "height", "points", "href"}
HOSTILE = ["<script>alert(1)</script>", "\"' onload='x", "A\u202eB\u2067", "&lt;img src=x>", "</style><b>",
           "]]>--><!--", "\u05d0\u05d1\u05d2", "x" * 64, "e" + "\u0301" * 30]


class Page(html.parser.HTMLParser):
    """Every element closed where it has to be, and only elements and attributes a report is made of."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.text, self.ids, self.labels = [], "", set(), set()
        self.feed(text)
        self.close()
        if self.open:
            raise ValueError(f"not closed: {self.open}")
        if not self.labels <= self.ids:
            raise ValueError(f"no elements of these names: {self.labels - self.ids}")

    def handle_starttag(self, tag, attributes):
        if tag not in ELEMENTS or (tag == "svg" and "svg" in self.open):
            raise ValueError(f"an element <{tag}>")
        for name, value in attributes:
            if name not in ATTRIBUTES or (name == "href" and not value.startswith("#")):
                raise ValueError(f"an attribute {name}={value!r} of <{tag}>")
        named = dict(attributes)
        self.ids |= {named["id"]} if "id" in named else set()
        self.labels |= {named["aria-labelledby"]} if "aria-labelledby" in named else set()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        if tag not in {"path", "rect", "polyline"}:
            raise ValueError(f"<{tag}/>")
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> where it closes nothing")

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data

    def handle_comment(self, data):
        raise ValueError("a comment")


class ReportTest(ProgramTest):
    def report(self, *options, attestation="attestation", out="report.html"):
        return run(VERIFIER, "report", attestation, "-o", out, *options, cwd=self.folder)

    def page(self, out="report.html"):
        text = (self.folder / out).read_text(encoding="utf-8")
        self.assertIn("<meta http-equiv=\"Content-Security-Policy\" "
                      "content=\"default-src 'none'; style-src 'unsafe-inline'\">", text)
        self.assertIsNone(re.search(r"https?:|javascript:|@import|url\(|data:", text))
        return Page(text).text

    def verdict(self):
        return json.loads(self.verify("--json").stdout)

    def make_key(self, name):
        made = run(PROVER, "keygen", "--name", name, "--out", "key", cwd=self.folder)
        return self.assert_exit(made, VALID).stdout.strip()

    def attest_small(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), VALID)


class Contents(ReportTest):
    def test_shipped_circuits(self):
        for folder in SHIPPED_FOLDERS:
            with self.subTest(folder):
                for file in [*self.folder.glob("*.*"), self.folder / "secrets"]:
                    file.unlink(missing_ok=True)
                shutil.rmtree(self.folder / "attestation", ignore_errors=True)
                self.make_exchange(folder)
                self.assert_exit(self.attest("--threads", "2"), VALID)
                process = self.assert_exit(self.report(), VALID)
                self.assertEqual(process.stdout, "valid\n  report    report.html\n")
                self.assert_tells(folder, self.page())

    def assert_tells(self, folder, text):
        verdict, circuit = self.verdict(), make_sample.circuit_of(folder)
        said = json.loads(run(VERIFIER, "explain", circuit, "--json").stdout)
        stated = json.loads((self.folder / "attestation/statement.json").read_text())["claim"]
        told = " ".join(text.split())
        self.assertTrue(text.strip().startswith("Verified: solvency of "), text[:80])
        for part in (verdict["statement"], verdict["issuer"], verdict["snapshot"], verdict["created"],
                     f"{circuit}, byte for byte the circuit", "It is not signed"):
            self.assertIn(part, told)
        self.assertNotIn("NOT VERIFIED", text)
        self.assertGreater(len(said["requirements"]), 0)
        for requirement in said["requirements"]:
            for member in ("name", "text", "words", "holds_for"):
                self.assertIn(requirement[member], told)
        for meaning in said["lets"] + said["advice"]:
            self.assertIn(meaning["words"], told)
        for index, members in stated["indexes"].items():
            for member in members if f"By {index}" in text else members[:8]:
                self.assertIn(member["name"], text)

    def test_numbers_and_bars(self):
        self.attest_small()
        self.assert_exit(self.report(), VALID)
        text = self.page()
        self.assertIn("covered, in USD at the declared price", text)
        self.assertIn("229.12", text)  # 3.25 of 70.5 each, rounded down
        self.assertIn("107.01", text)
        self.assertNotIn("336.13", text)  # no sum that could pass for a total
        widths = re.findall(r'class="bar".*?width="([0-9.]+)"', (self.folder / "report.html").read_text())
        self.assertEqual(widths, ["1000.0", f"{1000 * 107.01 / (3.25 * 70.5):.1f}"])

    def test_signed(self):
        key = self.make_key("issuer.example/x")
        self.write_small_spot()
        self.assert_exit(self.attest("--sign-key", "key", "--log", "log"), VALID)
        for options, sentence, signer in (
                ([], "No signature was checked", "issuer.example/x+" + key.split("+")[1] + " (unchecked)"),
                (["--trust", key], "It is signed by whom the verifier was told to trust", "entry 1 of 1; whether"),
                (["--trust", key, "--log", "seen"], "It is signed", "entry 1 of 1, which is remembered"),
                (["--trust", key, "--log", "seen"], "It is signed", "entry 1 of 1, which continues")):
            self.assert_exit(self.report("--force", *options), VALID)
            text = self.page()
            self.assertIn(sentence, text)
            self.assertIn(signer, text)

    def test_without_pool(self):
        self.write("alone.circuit", "circuit alone index asset { decimals, price } account a[asset] : units of asset\n"
                                    "account require some: sum(asset) price * a >= 0\n")
        self.write("policy.json", policy("alone.circuit", [asset("TIN")]))
        self.write("ledger.csv", "account,asset,a\nalice,TIN,1\n")
        self.assert_exit(self.attest(), VALID)
        self.assert_exit(self.report(), VALID)
        text = self.page()
        self.assertIn("this rule compares no total with anything", text)
        self.assertIn("a circuit that does not come with the verifier", text)
        self.assertNotIn("declared amounts exist", text)
        self.assertNotIn("What the declared numbers allow", text)


class Hostile(ReportTest):
    def test_names_are_text(self):
        self.write_exchange(policy("spot", [asset(name) for name in HOSTILE], issuer="<i>\"'&\u202e" + "y" * 200,
                                   quote={"name": "</p><script>", "decimals": 2}),
                            ["alice,x,0"], [f'"{name.replace(chr(34), 2 * chr(34))}",5' for name in HOSTILE])
        self.write("ledger.csv", "account,asset,balance\nalice," + "x" * 64 + ",1\n")
        self.assert_exit(self.attest(), VALID)
        self.assert_exit(self.report(), VALID)
        text, raw = self.page(), (self.folder / "report.html").read_text()
        for name in HOSTILE:
            shown = re.sub("[\u202e\u2067]", lambda found: f"\\u{{{ord(found[0]):x}}}", name)
            self.assertIn(shown, text)
            self.assertIn(html.escape(shown).replace("&#x27;", "&#39;"), raw)
        for mark in "\u202e\u2067":
            self.assertNotIn(mark, raw)
        self.assertNotIn("<script", raw)

    def test_long_tables_are_cut(self):
        names = [f"A{i}" for i in range(700)]
        self.write_exchange(policy("spot", [asset(name) for name in names]), ["alice,A0,1"],
                            [f"{name},{i + 1}" for i, name in enumerate(names)])
        self.assert_exit(self.attest(), VALID)
        self.assert_exit(self.report(), VALID)
        text, raw = self.page(), (self.folder / "report.html").read_text()
        self.assertIn("And 200 more, in statement.json.", text)
        self.assertEqual(raw.count("<tr>"), 501)  # the head's among them
        self.assertIn("700 members, in their order: least 1 (A0), largest 700 (A699).", text)


class Rejected(ReportTest):
    def test_a_broken_proof(self):
        self.attest_small()
        proof = bytearray((self.folder / "attestation/proof.bin").read_bytes())
        proof[-1] ^= 1
        (self.folder / "attestation/proof.bin").write_bytes(proof)
        process = self.assert_exit(self.report(), REJECTED)
        self.assertTrue(process.stdout.startswith("rejected: proof-digest: "), process.stdout)
        text = self.page()
        self.assertTrue(text.strip().startswith("NOT VERIFIED: solvency of Test Exchange"))
        for part in ("proof-digest: proof.bin has not the digest", "What is claimed, and not proved", "covered"):
            self.assertIn(part, text)
        for part in ("What is proved", "The proof is valid", "that every requirement holds"):
            self.assertNotIn(part, text)
        self.assertIn('class="verdict bad"', (self.folder / "report.html").read_text())

    def test_an_unreadable_statement(self):
        self.attest_small()
        self.write("attestation/statement.json", "{\"<b>\":1}")
        self.assert_exit(self.report(), REJECTED)
        text = self.page()
        self.assertTrue(text.strip().startswith("NOT VERIFIED"))
        self.assertNotIn("sha256sum", text)

    def test_a_circuit_that_is_wrong(self):
        self.attest_small()
        path = self.folder / "attestation/statement.json"
        path.write_text(path.read_text().replace("coverage * total", "cover<b>ge * total"))
        self.assert_exit(self.report(), REJECTED)
        text = self.page()
        self.assertIn("Test Exchange", text)
        self.assertNotIn("What is claimed", text)

    def test_a_signature_that_is_asked_for(self):
        self.attest_small()
        self.assert_exit(self.report("--trust", self.make_key("a")), REJECTED)
        self.assertIn("signature-missing", self.page())


class Output(ReportTest):
    def test_never_over_a_file(self):
        self.attest_small()
        self.write("report.html", "mine")
        self.assert_exit(self.report(), TROUBLE)
        self.assertEqual((self.folder / "report.html").read_text(), "mine")
        self.assert_exit(self.report("--force"), VALID)
        self.assertIn("Verified", self.page())
        self.assert_exit(self.report("--force", out="nowhere/report.html"), TROUBLE)

    def test_standard_output(self):
        self.attest_small()
        self.assert_exit(self.report(), VALID)
        shown = self.assert_exit(self.report(out="-"), VALID).stdout
        moment = r"at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\. A page"
        self.assertEqual(re.sub(moment, "", shown), re.sub(moment, "", (self.folder / "report.html").read_text()))

    def test_trouble_writes_nothing(self):
        self.attest_small()
        (self.folder / "attestation/proof.bin").unlink()
        self.assert_exit(self.report(), TROUBLE)
        self.assert_exit(self.report(attestation="nowhere"), TROUBLE)
        self.assert_exit(run(VERIFIER, "report", "attestation", cwd=self.folder), USAGE)
        self.assert_exit(self.report("--threshold", "2"), USAGE)
        self.assertFalse((self.folder / "report.html").exists())


if __name__ == "__main__":
    unittest.main()
