#pragma once

#include <string>
#include <vector>

#include "sqlite/database.hpp"

namespace kiosk::test {

/// The schemas whose dumps are kept, oldest first: tests/fixtures/schema/schema_<N>.sql.
std::vector<int> kept_schemas();

/// Makes the database of that dump; the place must be empty.
void restore_dump(const sqlite::DatabasePlace& place, int schema);

/// Schema, tables and every row of every table, as text.
std::string everything_in(sqlite::Database& database);

}  // namespace kiosk::test
