/* Accounts that belong to nobody, added by whoever makes the attestation so that the pool looks sound. Each story is
 * told of a padding row; what refuses it is named. */
#include "chapters.h"

#include "breach.h"
#include "change.h"
#include "specimen.h"

static const breach breaches[] = {
    {"dummy-opposite-book",
     "vault",
     "padding",
     {"short[PERP] +0.6", "entry_credit[PERP] +36000"},
     {{"/indexes/underlying/0/delta_limit", "\"0.1\""}},
     "margin[up]",
     "a net delta above its limit, hidden by an account with the opposite book: it would not survive a scenario"},
    {"dummy-opposite-book-paid",
     "vault",
     "padding",
     {"short[PERP] +0.6", "entry_credit[PERP] +36000", "collateral[USDC] +3600"},
     {{"/indexes/underlying/0/delta_limit", "\"0.1\""}, {"/pool/reserve/0", "\"36303.030303\""}},
     "solvent[wild]",
     "the same account with margin enough: the reserves have one unit too little for all claims"},
    {"dummy-open-interest",
     "vault",
     "padding",
     {"long[PERP] +100", "short[PERP] +100"},
     {{"/indexes/contract/0/long_limit", "\"2\""}},
     "open_long[PERP]",
     "open interest inflated by an account that is long and short of the same"},
    {"dummy-contribution",
     "fund-padded",
     "padding",
     {"contribution +30"},
     {{"/params/shortfall_level", "\"0.75\""}},
     "funded",
     "a fund that would be too small, filled up by a contribution that nobody has paid"},
    {"dummy-collateral",
     "fund-padded",
     "padding",
     {"collateral[USDC] +1000"},
     .broken = "backed[USDC]",
     .comment = "collateral that nobody has brought"},
    {"dummy-debt",
     "cross-5",
     "padding",
     {"debt[BTC] +1", "collateral[USDT] +100000"},
     {{"/pool/reserve/0", "\"1\""},
      {"/pool/reserve/2", "\"180000\""},
      {"/indexes/asset/0/lending_cap", "\"0.99999999\""}},
     "lent[BTC]",
     "a reserve that is missing, made up for by a debt that nobody will pay: it is above the cap"},
    {"dummy-debt-unsecured",
     "lending",
     "padding",
     {"debt[ETH] +1"},
     {{"/pool/reserve/0", "\"5\""}},
     "healthy",
     "a reserve that is missing, made up for by a debt of an account that has supplied nothing"},
};

/* The reserves are 300 short in a scenario, and an account claims as much less than nothing. */
static void write_hidden_loss(book *b)
{
    specimen *s = specimen_new(b, "vault");
    size_t row = specimen_row(s, "padding"), column = specimen_column(s->account_table, "claim[wild]");
    change_value(s->claim, "/pool/reserve/0", "\"36000\"");
    specimen_compile(s);
    zks_scalar shortage;
    zks_scalar_from_i64(&shortage, INT64_C(30000000000));
    zks_scalar_sub(specimen_held(s, row, column), specimen_held(s, row, column), &shortage);
    specimen_commit(s);
    specimen_breach found;
    MUST(specimen_breaches(s, &found) == 0);
    const specimen_lie lie = {.table = 0};
    specimen_prove(s, &lie);
    specimen_digest(s);
    specimen_write(s, b,
                   &(book_entry){"dummy-hidden-loss", ZKS_REJECT_OPENING, 0,
                                 "a vault's loss hidden by an account that claims less than nothing"});
    specimen_free(s);
}

void chapter_dummies(book *b)
{
    for (size_t i = 0; i < sizeof breaches / sizeof *breaches; i++)
        breach_write(b, &breaches[i]);
    write_hidden_loss(b);
}
