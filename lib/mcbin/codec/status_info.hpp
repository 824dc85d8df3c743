// The columns of the status table. The rows are in status_table.hpp, the look-ups in status.hpp.
#pragma once

#include <cstdint>
#include <string_view>

namespace mcbin::codec {

/// Whose status it is. Specification: in the published table, but never sent by memcached.
enum class Dialect : std::uint8_t { Memcached, Specification, Couchbase, Yrmcds };

struct StatusInfo {
  std::uint16_t code = 0;
  std::string_view name;            // one word in snake_case, unique in the table
  std::string_view couchbase_name;  // empty where Couchbase names nothing
  Dialect dialect = Dialect::Memcached;
  std::string_view text;  // the exact body of memcached's error frame; empty: none
};

}  // namespace mcbin::codec
