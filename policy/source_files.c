#include "policy/source_files.h"

#include "attestation/folder.h"
#include "attestation/statement.h"
#include "policy/input.h"
#include "policy/json_input.h"
#include "signature/note_key.h"
#include "sources/signed_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

zks_status zks_source_files_fault(const zks_source_files *files, const zks_json_path *path, const json_t *value,
                                  const char *fault, zks_report *report)
{
    return zks_json_input_error(report, files->policy, path, value, fault);
}

zks_status zks_source_files_twice(const zks_source_files *files, const zks_json_path *path, const char *what,
                                  const char *name, zks_report *report)
{
    char fault[256];
    snprintf(fault, sizeof fault, "%s '%.128s' stands there twice", what, name);
    return zks_source_files_fault(files, path, NULL, fault, report);
}

/* What a reader of a file says, with the place that names the file. */
static zks_status pass_on(const zks_source_files *files, const zks_json_path *path, zks_status status,
                          const zks_report *said, zks_report *report)
{
    zks_source_files_fault(files, path, NULL, said->detail, report);
    return status;
}

/* Takes the text over, also where it fails. */
static zks_status append(zks_texts *texts, char *text)
{
    char **more = text == NULL ? NULL : realloc(texts->text, (texts->count + 1) * sizeof *more);
    if (more == NULL) {
        free(text);
        return ZKS_ERROR_MEMORY;
    }
    texts->text = more;
    texts->text[texts->count++] = text;
    return ZKS_OK;
}

typedef zks_status reader(zks_source_files *files, zks_texts *texts, const char *text, const zks_json_path *path,
                          zks_report *report);

static zks_status read_elements(zks_source_files *files, zks_texts *texts, const json_t *array,
                                const zks_json_path *path, reader *read, zks_report *report)
{
    char expected[64];
    snprintf(expected, sizeof expected, "not 1 to %d elements", ZKS_SOURCE_MAX_KEYS);
    if (json_array_size(array) < 1 || json_array_size(array) > ZKS_SOURCE_MAX_KEYS)
        return zks_source_files_fault(files, path, NULL, expected, report);
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(array); i++) {
        const zks_json_path at = {path, NULL, i};
        const char *text = json_string_value(json_array_get(array, i));
        if (text == NULL)
            return zks_source_files_fault(files, &at, NULL, "not a string", report);
        status = read(files, texts, text, &at, report);
    }
    return status;
}

/* As seen from the policy's folder; malloc'd, NULL with the fault in *report and *status. */
static char *locate(const zks_source_files *files, const char *text, const zks_json_path *path, zks_status *status,
                    zks_report *report)
{
    char *file = zks_path_beside(files->policy, text);
    *status = file == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    if (file == NULL || strcmp(file, "-") != 0)
        return file;
    free(file);
    *status = zks_source_files_fault(files, path, NULL, "\"-\" is no file", report);
    return NULL;
}

/* ---- keys ------------------------------------------------------------------------------------------------------ */

static zks_status append_keys(zks_texts *texts, const zks_note_key *keys, size_t count)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < count; i++) {
        char text[ZKS_NOTE_KEY_TEXT + 1];
        zks_note_key_text(text, &keys[i]);
        status = append(texts, strdup(text));
    }
    return status;
}

static zks_status read_key_file(zks_source_files *files, zks_texts *texts, const char *text, const zks_json_path *path,
                                zks_report *report)
{
    zks_note_key *keys;
    size_t count;
    zks_status status;
    zks_report said = {.segment = -1};
    char *file = locate(files, text, path, &status, report);
    if (file == NULL)
        return status;
    status = zks_note_keys_read(&keys, &count, file, &said);
    free(file);
    if (status != ZKS_OK)
        return pass_on(files, path, status, &said, report);
    status = append_keys(texts, keys, count);
    free(keys);
    return status;
}

static zks_status read_key(zks_source_files *files, zks_texts *texts, const char *text, const zks_json_path *path,
                           zks_report *report)
{
    zks_note_key key;
    zks_report said = {.segment = -1};
    if (zks_note_key_parse(&key, text, strlen(text), &said) == ZKS_OK)
        return append_keys(texts, &key, 1);
    if (zks_note_key_is_private(text))
        return pass_on(files, path, ZKS_ERROR_INPUT, &said, report);
    return read_key_file(files, texts, text, path, report);
}

zks_status zks_source_files_keys(zks_source_files *files, zks_texts *texts, const json_t *array,
                                 const zks_json_path *path, zks_report *report)
{
    return read_elements(files, texts, array, path, read_key, report);
}

/* ---- signed files ---------------------------------------------------------------------------------------------- */

static zks_status read_signed(zks_source_files *files, zks_texts *texts, const char *text, const zks_json_path *path,
                              zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status;
    zks_report said = {.segment = -1};
    char *file = locate(files, text, path, &status, report);
    if (file == NULL)
        return status;
    status = zks_file_read(&bytes, &length, file, ZKS_SOURCE_MAX_BYTES, &said);
    free(file);
    if (status != ZKS_OK)
        return pass_on(files, path, status, &said, report);
    files->bytes += length;
    const char *fault = NULL;
    if (strlen(bytes) != length)
        fault = "the file has a NUL character in it";
    else if (files->bytes > ZKS_STATEMENT_MAX_BYTES)
        fault = "with this file, all signed files are larger than a statement can be";
    if (fault == NULL)
        return append(texts, bytes);
    free(bytes);
    return zks_source_files_fault(files, path, NULL, fault, report);
}

zks_status zks_source_files_signed(zks_source_files *files, zks_texts *texts, const json_t *array,
                                   const zks_json_path *path, zks_report *report)
{
    return read_elements(files, texts, array, path, read_signed, report);
}
