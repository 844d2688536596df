#pragma once

#include "base/result.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sqlite {

/// SQL that brings the schema from one version to the next, the first from nothing. A published migration never
/// changes; a change of the schema is a new one.
extern const char* const migration_1;
extern const char* const migration_2;
extern const char* const migration_3;
extern const char* const migration_4;

/// The schema that this program writes; kept in the database as `PRAGMA user_version`.
int newest_schema();

/// Looks, and changes nothing. Errors: `schema_newer` when a newer program has been here; `store_failed` when the file
/// is some other program's database.
Status check_schema(Database& database);

/// The schema of the database; 0 when it is empty.
int schema_of(Database& database);

/// Brings the schema up to `schema`, each step in one transaction. The program itself goes to the newest.
void migrate(Database& database, int schema = newest_schema());

}  // namespace kiosk::sqlite
