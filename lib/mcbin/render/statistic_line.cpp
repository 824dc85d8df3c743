#include "mcbin/render/statistic_line.hpp"

#include "mcbin/render/json_line.hpp"

namespace mcbin::render {

void append_statistic_line(std::string& out, const StatisticLine& statistic) {
  JsonLine line(out);
  line.text("server", statistic.server);
  line.text_or_base64("name", statistic.name);
  line.text_or_base64("value", statistic.value);
  line.end();
}

}  // namespace mcbin::render
