/* What a circuit may ask of its reader. Honest circuits stay far below; a hostile one ends here, quickly. */
#ifndef ZKS_CIRCUITS_BOUNDS_H
#define ZKS_CIRCUITS_BOUNDS_H

#define ZKS_MAX_NESTING 200          /* parentheses, sums, totals and signs inside one another */
#define ZKS_MAX_IDENTIFIER 64        /* bytes */
#define ZKS_MAX_NAMES 4096           /* indexes, fields, parameters and columns declared by one circuit */
#define ZKS_MAX_FIELDS 256           /* of one index */
#define ZKS_MAX_REQUIREMENTS 1024    /* and as many policy checks */
#define ZKS_MAX_TABLE_COLUMNS 200000 /* of one table; its constraints too */
#define ZKS_MAX_TABLE_TERMS 1000000  /* of all constraints of one table, and of one before it is collected */
#define ZKS_MAX_RATIONAL_BITS 4096   /* of numerator and denominator of any intermediate number */
#define ZKS_MAX_WORK 20000000        /* expression nodes visited and limbs produced, in one compilation */
#define ZKS_MAX_FINDINGS 20          /* shown; further ones are only counted */

#endif
