/* The forms of requirements: what is left minus what is right of >= or ==, the reverse for <=. */
#ifndef ZKS_CIRCUITS_REQUIREMENT_FORMS_H
#define ZKS_CIRCUITS_REQUIREMENT_FORMS_H

#include "circuits/compiler.h"

/* Appends the forms of every requirement of the table's scope, and notes where each begins. False after findings, or
 * out of memory; it goes on after a requirement that fails. */
bool zks_requirement_forms(zks_compiler *c);

#endif
