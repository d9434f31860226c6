"""Certificate and timestamp authorities of the tests' own, made with the openssl program in a test's folder."""
from programs import ProgramTest, run

P256 = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]

CLOCK = """\
[tsa]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
"""


class AuthorityTest(ProgramTest):
    def openssl(self, *arguments):
        return self.assert_exit(run("openssl", *arguments, cwd=self.folder), 0)

    def make_authority(self, name):
        """NAME.key and the self-signed NAME.pem, for ten years."""
        self.openssl("req", "-x509", *P256, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", 3650,
                     "-subj", f"/CN=The authority {name}")

    def make_certificate(self, name, authority, extensions="keyUsage=digitalSignature", days=365):
        """NAME.key and NAME.pem, from today on."""
        self.write("extensions", extensions + "\n")
        self.openssl("req", *P256, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        self.openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key",
                     "-CAcreateserial", "-days", days, "-extfile", "extensions", "-out", f"{name}.pem")

    def make_clock(self):
        """The authority `time` and its timestamp server `clock`."""
        self.make_authority("time")
        self.make_certificate("clock", "time", "keyUsage=digitalSignature\nextendedKeyUsage=critical,timeStamping")
        self.write("clock.conf", CLOCK)

    def answer(self, request, out):
        self.openssl("ts", "-reply", "-config", "clock.conf", "-section", "tsa", "-queryfile", request, "-signer",
                     "clock.pem", "-inkey", "clock.key", "-out", out)
