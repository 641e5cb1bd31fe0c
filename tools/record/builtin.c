/* schemas/record.schema.json inside the program. The assembler copies the file; the Makefile lists it as a
 * dependency. */
#include "record/builtin.h"

__asm__(".section .rodata\n"
        ".global kedb_record_schema\n"
        "kedb_record_schema:\n"
        ".incbin \"schemas/record.schema.json\"\n"
        ".global kedb_record_schema_end\n"
        "kedb_record_schema_end:\n"
        ".byte 0\n"
        ".previous\n");

extern const char kedb_record_schema[], kedb_record_schema_end[];

struct str builtin_record_schema(void)
{
    return (struct str){kedb_record_schema,
                        (size_t)((uintptr_t)kedb_record_schema_end - (uintptr_t)kedb_record_schema)};
}
