// One statistic of a server as a line of JSON. Values stay text, as servers send them.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <string>
#include <string_view>

namespace mcbin::render {

struct StatisticLine {
  std::string_view server = {};
  ByteView name = {};
  ByteView value = {};
};

/// {"server": ..., "name": ..., "value": ...}; bytes that are no UTF-8 stand in name_b64,
/// value_b64.
void append_statistic_line(std::string& out, const StatisticLine& statistic);

}  // namespace mcbin::render
