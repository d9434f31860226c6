/* The line of a text that a finding is about, with a caret under the word. */
#ifndef ZKS_CIRCUITS_EXCERPT_H
#define ZKS_CIRCUITS_EXCERPT_H

#include "circuits/diagnostics.h"

#include <stdio.h>

/* Prints two lines, both indented by four: the line, cut around the place where it is long, and "^~~~" under the word
 * that begins at the place. Tabs are shown as a blank each, what cannot be shown as '?'. */
void zks_excerpt_print(FILE *out, const zks_source *source, zks_place place);

#endif
