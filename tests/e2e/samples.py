"""The shipped samples are, byte for byte, what their script makes."""
import unittest

from programs import SAMPLES, ProgramTest, make_sample


class Samples(ProgramTest):
    def test_shipped_files_are_those_of_the_script(self):
        make_sample.make_shipped(self.folder)
        made = sorted(path.relative_to(self.folder) for path in self.folder.rglob("*.*"))
        shipped = sorted(path.relative_to(SAMPLES) for folder, _, _ in make_sample.SHIPPED
                         for path in (SAMPLES / folder).iterdir())
        self.assertEqual(made, shipped)
        for path in made:
            with self.subTest(path):
                self.assertEqual((SAMPLES / path).read_bytes(), (self.folder / path).read_bytes())

    def test_seeds_differ(self):
        for seed in (1, 2):
            make_sample.make(self.folder / str(seed), "spot", 10, 3, seed)
        self.assertNotEqual((self.folder / "1/ledger.csv").read_bytes(), (self.folder / "2/ledger.csv").read_bytes())


if __name__ == "__main__":
    unittest.main()
