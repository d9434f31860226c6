#include "prover/first_byte.h"

#include <stdlib.h>

typedef struct {
    zks_byte_source source;
    zks_byte_source *rest;
    unsigned char first;
} known_source;

static zks_status read_rest(zks_byte_source *source, void *bytes, size_t room, size_t *got, zks_report *report)
{
    known_source *known = (known_source *)source;
    zks_status status = known->rest->read(known->rest, bytes, room, got, report);
    source->bytes_read = known->rest->bytes_read;
    return status;
}

static zks_status read_first(zks_byte_source *source, void *bytes, size_t room, size_t *got, zks_report *report)
{
    (void)room;
    (void)report;
    *(unsigned char *)bytes = ((known_source *)source)->first;
    *got = 1;
    source->read = read_rest;
    return ZKS_OK;
}

static void close_known(zks_byte_source *source)
{
    known_source *known = (known_source *)source;
    known->rest->close(known->rest);
    free(known);
}

zks_status zks_first_byte(zks_byte_source **source, int *first, const char *path, zks_report *report)
{
    zks_byte_source *rest = *source;
    known_source *known = calloc(1, sizeof *known);
    size_t got = 0;
    zks_status status =
        known != NULL ? rest->read(rest, &known->first, 1, &got, report) : zks_input_memory(report, path);
    if (status != ZKS_OK) {
        rest->close(rest);
        free(known);
        return status;
    }
    known->rest = rest;
    known->source = (zks_byte_source){.read = got == 1 ? read_first : read_rest,
                                      .close = close_known,
                                      .bytes_read = rest->bytes_read,
                                      .bytes = rest->bytes};
    *first = got == 1 ? known->first : -1;
    *source = &known->source;
    return ZKS_OK;
}
