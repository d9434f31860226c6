/* Makes a ledger out of positions, from whatever source they come: the source only splits its input into fields and
 * says where each stood; every rule about them is here. Positions of an account may come in any order, with others
 * between them. */
#ifndef ZKS_PROVER_LEDGER_BUILDER_H
#define ZKS_PROVER_LEDGER_BUILDER_H

#include "prover/columns.h"
#include "prover/ledger.h"

typedef struct zks_ledger_builder zks_ledger_builder;

/* NULL: out of memory. */
zks_ledger_builder *zks_ledger_builder_new(void);
void zks_ledger_builder_free(zks_ledger_builder *builder);

/* What is added from here on is of these account columns, which are borrowed. Each group of columns comes once, with
 * everything it holds. */
void zks_ledger_builder_begin(zks_ledger_builder *builder, const zks_columns *columns);
/* Adds what one account holds of one member: its id, a member of each index of the columns, an amount for each column
 * in the order of declaration. ZKS_ERROR_MEMORY, or ZKS_ERROR_INPUT with the position: an id that is empty, over
 * ZKS_MAX_ACCOUNT_ID bytes or no plain text; an unknown member; the same account and member a second time; an amount
 * that is none or does not fit. After a failure the builder can only be freed. */
zks_status zks_ledger_builder_add(zks_ledger_builder *builder, const zks_field *fields, zks_report *report);

/* The ledger; the builder is left empty, to be freed. ZKS_ERROR_MEMORY; ZKS_ERROR_INPUT where there is no account,
 * under the name of the columns' file. */
zks_status zks_ledger_builder_finish(zks_ledger_builder *builder, zks_ledger *ledger, zks_report *report);

#endif
