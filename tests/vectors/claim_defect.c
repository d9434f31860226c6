#include "claim_defect.h"

#include "change.h"
#include "specimen.h"

#include <stdlib.h>
#include <string.h>

void claim_defect_write(book *b, const claim_defect *d)
{
    specimen *s = specimen_new(b, d->recipe);
    change_value(s->statement, d->pointer, d->value);
    if (strncmp(d->pointer, "/claim/", 7) == 0) {
        specimen_compile(s);
        specimen_prove(s, NULL);
        MUST(specimen_holds(s));
        specimen_digest(s);
    }
    specimen_write(s, b, &(book_entry){d->name, d->expect, d->segment, d->comment});
    specimen_free(s);
}

void claim_defect_write_later(book *b, const claim_defect *d)
{
    specimen *s = specimen_new(b, d->recipe);
    change_value(s->statement, d->pointer, d->value);
    char *comment = book_path("%s, changed after the proof was made", d->comment);
    specimen_write(s, b, &(book_entry){d->name, d->expect, d->segment, comment});
    free(comment);
    specimen_free(s);
}
