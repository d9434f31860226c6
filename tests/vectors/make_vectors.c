/* make_vectors INPUTS OUT: writes the vectors into the folder OUT, the same bytes every time.
 *
 * Renewing them, where the format or a shipped circuit changes, from the root of the project:
 *
 *     rm -r vectors/v3/attestations vectors/v3/receipts vectors/v3/primitives vectors/v3/index.json
 *     BUILD/tests/vectors/make_vectors tests/vectors/inputs vectors/v3
 *
 * Every invalid attestation has one defect: where something public is wrong, the proof is made for it as it stands
 * wherever it can be, so that a verifier which lacks exactly that check would accept. The reason `challenge` has no
 * vector: no input is known that hashes to a forbidden challenge.
 */
#include "chapters.h"

#include "crypto/secret.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: make_vectors INPUTS OUT\n");
        return 2;
    }
    MUST(zks_crypto_start() != 0);
    book *b = book_open(argv[1], argv[2]);
    chapter_valid(b);
    chapter_statements(b);
    chapter_numbers(b);
    chapter_files(b);
    chapter_words(b);
    chapter_requirements(b);
    chapter_advice(b);
    chapter_tiers(b);
    chapter_dummies(b);
    chapter_forgeries(b);
    chapter_reserves(b);
    chapter_receipts(b);
    chapter_primitives(b);
    chapter_prices(b);
    chapter_logs(b);
    chapter_vouchers(b);
    book_close(b);
    return 0;
}
