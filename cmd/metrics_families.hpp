// Building Prometheus's metric families: a little order over prometheus-cpp's plain structs. Shared
// by the .cpp files of the metrics only.
#pragma once

#include "mcbin/engine/request_tallies.hpp"

#include <prometheus/metric_family.h>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace mcbin::cmd {

enum class Kind : std::uint8_t { Counter, Gauge };

using Labels = std::vector<prometheus::ClientMetric::Label>;

/// Families in the order in which they are begun.
class Families {
 public:
  /// One family whose samples differ by their labels. Valid until the next family is begun.
  class Family {
   public:
    explicit Family(prometheus::MetricFamily& family) : family_(family) {}
    Family& add(Labels labels, double value);

   private:
    prometheus::MetricFamily& family_;
  };

  Family family(const char* name, const char* help, Kind kind);
  prometheus::MetricFamily& histogram(const char* name, const char* help);

  /// Families of one sample.
  void counter(const char* name, const char* help, double value) {
    family(name, help, Kind::Counter).add({}, value);
  }
  void gauge(const char* name, const char* help, double value) {
    family(name, help, Kind::Gauge).add({}, value);
  }

  [[nodiscard]] const std::vector<prometheus::MetricFamily>& all() const { return families_; }

 private:
  std::vector<prometheus::MetricFamily> families_;
};

/// Requests by opcode and status, and how long they took.
void add_requests(Families& families, const engine::RequestTotals& totals);

}  // namespace mcbin::cmd
