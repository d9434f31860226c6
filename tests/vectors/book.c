#include "book.h"

#include "attestation/folder.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LAYOUT = JSON_INDENT(1) | JSON_PRESERVE_ORDER };

void book_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
    exit(1);
}

void *book_array(size_t count, size_t size)
{
    void *array = calloc(count + 1, size);
    MUST(array != NULL);
    return array;
}

char *book_path(const char *format, ...)
{
    char *path;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&path, format, arguments);
    va_end(arguments);
    MUST(length >= 0);
    return path;
}

static void make_folder(const char *parent, const char *name)
{
    char *path = book_path("%s/%s", parent, name);
    MUST(mkdir(path, 0777) == 0);
    free(path);
}

static void write_file(const char *path, book_file file)
{
    FILE *stream = fopen(path, "wbx");
    MUST(stream != NULL);
    MUST(fwrite(file.bytes, 1, file.length, stream) == file.length);
    MUST(fclose(stream) == 0);
}

static void write_json(const char *path, const json_t *value)
{
    char *text = json_dumps(value, LAYOUT), *line;
    MUST(text != NULL);
    line = book_path("%s\n", text);
    write_file(path, (book_file){line, strlen(line)});
    free(line);
    free(text);
}

char *book_read(const char *path, size_t *length)
{
    char *bytes;
    zks_report report;
    MUST(zks_file_read(&bytes, length, path, 1 << 24, &report) == ZKS_OK);
    return bytes;
}

book *book_open(const char *inputs, const char *out)
{
    book *b = calloc(1, sizeof *b);
    MUST(b != NULL);
    *b = (book){strdup(inputs), strdup(out), strdup("/tmp/zksolv-vectors-XXXXXX"), json_array()};
    MUST(b->inputs != NULL && b->out != NULL && b->scratch != NULL && b->vectors != NULL);
    MUST(mkdtemp(b->scratch) != NULL);
    MUST(mkdir(out, 0777) == 0 || errno == EEXIST);
    make_folder(out, "attestations");
    make_folder(out, "receipts");
    make_folder(out, "primitives");
    return b;
}

void book_close(book *b)
{
    json_t *index = json_pack("{s:s, s:O}", "version", "zksolv/1 vectors", "vectors", b->vectors);
    MUST(index != NULL);
    char *path = book_path("%s/index.json", b->out);
    write_json(path, index);
    json_decref(index);
    json_decref(b->vectors);
    MUST(rmdir(b->scratch) == 0);
    free(path);
    free(b->inputs);
    free(b->out);
    free(b->scratch);
    free(b);
}

/* Takes the path; `attestation` is NULL for all but receipts. */
static void enter(book *b, const book_entry *entry, const char *kind, char *path, const char *attestation)
{
    json_t *object = json_pack("{s:s, s:s, s:s}", "name", entry->name, "kind", kind, "path", path);
    free(path);
    MUST(object != NULL);
    if (attestation != NULL)
        MUST(json_object_set_new(object, "attestation", json_string(attestation)) == 0);
    MUST(json_object_set_new(object, "expect", json_string(zks_status_name(entry->expect))) == 0);
    if (entry->segment >= 0)
        MUST(json_object_set_new(object, "segment", json_integer(entry->segment)) == 0);
    MUST(json_object_set_new(object, "comment", json_string(entry->comment)) == 0);
    MUST(json_array_append_new(b->vectors, object) == 0);
}

void book_attestation(book *b, const book_entry *entry)
{
    enter(b, entry, "attestation", book_path("attestations/%s", entry->name), NULL);
}

void book_write_attestation(book *b, const book_entry *entry, book_file statement, book_file accounts, book_file proof)
{
    static const char *const names[3] = {"statement.json", "accounts.bin", "proof.bin"};
    const book_file files[3] = {statement, accounts, proof};
    char *folder = book_path("attestations/%s", entry->name);
    make_folder(b->out, folder);
    for (size_t i = 0; i < 3; i++) {
        char *path = book_path("%s/%s/%s", b->out, folder, names[i]);
        write_file(path, files[i]);
        free(path);
    }
    free(folder);
    book_attestation(b, entry);
}

void book_write_receipt(book *b, const book_entry *entry, const char *attestation, book_file receipt)
{
    char *path = book_path("%s/receipts/%s.json", b->out, entry->name);
    write_file(path, receipt);
    free(path);
    enter(b, entry, "receipt", book_path("receipts/%s.json", entry->name), attestation);
}

void book_write_primitives(book *b, const book_entry *entry, const char *kind, json_t *content)
{
    MUST(content != NULL);
    char *path = book_path("%s/primitives/%s.json", b->out, entry->name);
    write_json(path, content);
    json_decref(content);
    free(path);
    enter(b, entry, kind, book_path("primitives/%s.json", entry->name), NULL);
}
