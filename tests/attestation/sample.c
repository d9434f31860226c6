#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEX_11 "1111111111111111111111111111111111111111111111111111111111111111"
#define HEX_AB "abababababababababababababababababababababababababababababababab"
#define HEX_C3 "c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3"
#define HEX_00 "0000000000000000000000000000000000000000000000000000000000000000"

const char sample_statement[] =
    "{\"claim\":{"
    "\"circuit\":{\"name\":\"spot\",\"text\":\"# caf\u00e9 \\\"a/b\\\" \\\\ \x7f\\n\\tcircuit spot\\n\"},"
    "\"created\":\"2026-08-20T12:00:00Z\","
    "\"generators\":\"zksolv/1 generators\","
    "\"indexes\":{"
    "\"asset\":[{\"bytes\":8,\"decimals\":8,\"name\":\"BTC\",\"price\":\"60000.5\"},"
    "{\"bytes\":16,\"decimals\":18,\"name\":\"ETH\",\"price\":\"2500\"}],"
    "\"scenario\":[{\"name\":\"up 10 %\",\"shift\":\"0.1\"},{\"name\":\"down\",\"shift\":\"-0.1\"}],"
    "\"tier\":[{\"in\":\"ETH\",\"name\":\"first\"},{\"in\":\"BTC\",\"name\":\"rest\"}]},"
    "\"issuer\":\"Exchange \u00c5\","
    "\"params\":{\"coverage\":\"1\",\"fee\":\"0.05\","
    "\"shock\":{\"sha256\":\"" HEX_C3 "\",\"values\":[[\"-0.5\",\"0.25\",\"3\"],[\"0\",\"1\",\"-2\"]]}},"
    "\"pool\":{\"float\":\"0\",\"insurance\":\"committed\",\"reserve\":[\"12.5\",\"1000\"]},"
    "\"prices\":[{\"declared\":[\"ETH\"],\"field\":\"price\",\"index\":\"asset\",\"keys\":[\"oracle "
    "key\"],\"latency\":60,"
    "\"notes\":[\"a note\\nof two lines\\n\",\"another\"],\"quorum\":1}],"
    "\"quote\":{\"bytes\":8,\"decimals\":2,\"name\":\"USD\"},"
    "\"reserves\":[{\"age\":3600,\"column\":\"insurance\",\"keys\":[\"custodian key\"],\"statements\":[\"held\\n\"]}],"
    "\"root\":\"" HEX_11 "\","
    "\"rows\":1000,"
    "\"segment_rows\":256,"
    "\"snapshot\":\"2026-08-20T00:00:00Z\","
    "\"version\":\"zksolv/3\"},"
    "\"files\":{\"accounts.bin\":\"" HEX_AB "\",\"proof.bin\":\"" HEX_00 "\"}}\n";

json_t *sample_json(void)
{
    json_t *root = json_loads(sample_statement, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    return root;
}

/* jansson's own writer, so that values our canonical one refuses can be written too. */
zks_status read_json(const json_t *root, zks_report *report)
{
    char *json = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
    assert_non_null(json);
    size_t length = strlen(json);
    json[length] = '\n';
    zks_statement statement;
    zks_report ignored;
    zks_status status = zks_statement_read(&statement, json, length + 1, report != NULL ? report : &ignored);
    free(json);
    if (status == ZKS_OK)
        zks_statement_clear(&statement);
    return status;
}
