#include "mcbin/bench/load_report.hpp"

#include "mcbin/codec/status.hpp"
#include "mcbin/render/json_tree.hpp"
#include "mcbin/render/latency_report.hpp"

#include <cstdio>
#include <functional>

namespace mcbin::bench {
namespace {

using render::JsonTree;

std::string decimal_text(double value, int digits) {
  char text[64];
  const int size = std::snprintf(text, sizeof text, "%.*f", digits, value);
  return {text, static_cast<std::size_t>(size)};
}

double as_double(std::uint64_t number) {
  return static_cast<double>(number);
}

std::string mix_text(const Workload& workload) {
  std::string text;
  for (const MixPart& part : workload.mix) {
    text += text.empty() ? "" : ",";
    text += std::string(codec::opcode_name(part.opcode)) + ":" + std::to_string(part.weight);
  }
  return text;
}

std::string distribution_text(const Workload& workload) {
  if (workload.trace != nullptr) return "trace";
  return workload.zipf_exponent > 0 ? "zipf:" + decimal_text(workload.zipf_exponent, 2) : "uniform";
}

double hit_ratio(const LoadCounts& counts) {
  const std::uint64_t lookups = counts.hits + counts.misses;
  return lookups == 0 ? 0 : static_cast<double>(counts.hits) / static_cast<double>(lookups);
}

/// A row of the table: what it is called, its number for a server, digits of fraction.
struct Row {
  std::string name;
  std::function<double(const ServerLoad&)> number;
  int digits = 0;
};

std::vector<Row> rows(const LoadOptions& options) {
  std::vector<Row> rows = {
      {"requests/s", [](const ServerLoad& server) { return server.requests_per_s(); }},
      {"requests", [](const ServerLoad& server) { return as_double(server.counts.requests()); }},
      {"seconds", [](const ServerLoad& server) { return server.seconds; }, 2},
      {"hits", [](const ServerLoad& server) { return as_double(server.counts.hits); }},
      {"misses", [](const ServerLoad& server) { return as_double(server.counts.misses); }},
      {"wrong", [](const ServerLoad& server) { return as_double(server.counts.wrong); }},
      {"refused", [](const ServerLoad& server) { return as_double(server.counts.refused); }},
      {"lost connections",
       [](const ServerLoad& server) { return as_double(server.counts.lost_connections); }},
      {"client CPU s", [](const ServerLoad& server) { return server.client_cpu_s; }, 2},
  };
  const auto add = [&rows](const std::string& name, auto record) {
    for (const render::NamedPercentile& percentile : render::kPercentiles) {
      rows.push_back({name + " " + std::string(percentile.name),
                      [record, percentile](const ServerLoad& server) {
                        return render::microseconds(
                            (server.counts.*record).percentile_ns(percentile.fraction));
                      },
                      1});
    }
  };
  add("us from send", &LoadCounts::from_send);
  if (options.rate > 0) {
    add("us from intended", &LoadCounts::from_intended);
    add("us late", &LoadCounts::lateness);
  }
  return rows;
}

std::string padded(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

void add_ratios(JsonTree& report, const std::vector<ServerLoad>& servers) {
  if (servers.size() != 2) return;
  const auto add = [&report](std::string_view name, double first, double second) {
    if (second > 0) report.decimal(name, first / second, 4);
  };
  const auto p = [&servers](std::size_t at, double fraction) {
    return as_double(servers[at].counts.from_intended.percentile_ns(fraction));
  };
  report.open_object("ratio");
  add("requests_per_s", servers[0].requests_per_s(), servers[1].requests_per_s());
  add("latency_p50", p(0, 0.5), p(1, 0.5));
  add("latency_p99", p(0, 0.99), p(1, 0.99));
  report.close_object();
}

void add_shown(JsonTree& report, const ServerLoad& server) {
  report.open_list("shown");
  for (const WrongAnswer& answer : server.counts.shown) {
    report.open_object();
    report.text("op", codec::opcode_name(answer.asked.opcode));
    report.number("key_number", answer.asked.key);
    report.text("verdict", verdict_name(answer.verdict));
    report.number("status_code", static_cast<std::uint16_t>(answer.status));
    report.close_object();
  }
  report.close_list();
}

void add_server(JsonTree& report, const LoadOptions& options, const ServerLoad& server) {
  const LoadCounts& counts = server.counts;
  report.open_object();
  report.text("server", net::endpoint_text(server.endpoint));
  report.number("filled", server.filled);
  report.number("requests", counts.requests());
  report.decimal("duration_s", server.seconds);
  report.decimal("requests_per_s", server.requests_per_s(), 1);
  report.number("hits", counts.hits);
  report.number("misses", counts.misses);
  report.decimal("hit_ratio", hit_ratio(counts), 6);
  report.number("done", counts.done);
  report.number("refused", counts.refused);
  report.number("wrong", counts.wrong);
  report.number("unanswered", counts.unanswered);
  report.number("unsent", counts.unsent);
  report.number("lost_connections", counts.lost_connections);
  report.decimal("client_cpu_s", server.client_cpu_s);
  report.open_object("latency_us");
  render::add_latencies(report, "from_intended", counts.from_intended);
  render::add_latencies(report, "from_send", counts.from_send);
  report.close_object();
  if (options.rate > 0) render::add_latencies(report, "lateness_us", counts.lateness);
  add_shown(report, server);
  report.close_object();
}

}  // namespace

std::string load_text(const LoadOptions& options, const std::vector<ServerLoad>& servers) {
  const Workload& workload = options.workload;
  constexpr std::size_t kNameWidth = 22;
  constexpr std::size_t kWidth = 24;
  std::string text = options.rate > 0
                         ? "open loop, " + decimal_text(options.rate, 0) + " requests/s: "
                         : std::string("closed loop: ");
  text += std::to_string(options.connections) + " connections, " + std::to_string(options.threads) +
          " threads, batches of " + std::to_string(workload.depth) +
          (workload.delivery == Delivery::Quiet ? " quiet requests, " : ", ") + mix_text(workload) +
          ", " + std::to_string(workload.keys) + " keys " + distribution_text(workload) + "\n";
  text += std::string(kNameWidth, ' ');
  for (const ServerLoad& server : servers) {
    text += padded(" " + net::endpoint_text(server.endpoint), kWidth);
  }
  text += servers.size() == 2 ? padded("ratio", 10) + "\n" : "\n";
  for (const Row& row : rows(options)) {
    text += row.name + std::string(kNameWidth - std::min(kNameWidth, row.name.size()), ' ');
    for (const ServerLoad& server : servers) {
      text += padded(decimal_text(row.number(server), row.digits), kWidth);
    }
    if (servers.size() == 2 && row.number(servers[1]) > 0) {
      text += padded(decimal_text(row.number(servers[0]) / row.number(servers[1]), 3), 10);
    }
    text += "\n";
  }
  return text;
}

std::string load_json(const LoadOptions& options, const std::vector<ServerLoad>& servers) {
  const Workload& workload = options.workload;
  JsonTree report;
  report.number("v", 1);
  report.text("report", "bench");
  report.text("model", options.rate > 0 ? "open" : "closed");
  if (options.rate > 0) report.decimal("rate", options.rate, 1);
  report.text("mix", mix_text(workload));
  report.text("delivery", workload.delivery == Delivery::Quiet ? "quiet" : "loud");
  report.number("depth", workload.depth);
  report.number("connections", options.connections);
  report.number("threads", options.threads);
  report.number("keys", workload.keys);
  report.number("key_bytes", workload.key_bytes);
  report.number("value_bytes_min", workload.value_bytes_min);
  report.number("value_bytes_max", workload.value_bytes_max);
  report.text("distribution", distribution_text(workload));
  report.decimal("warm_up_s", static_cast<double>(options.warm_up.count()) / 1000);
  report.number("rounds", options.rounds);
  report.number("seed", workload.seed);
  report.open_list("servers");
  for (const ServerLoad& server : servers) add_server(report, options, server);
  report.close_list();
  add_ratios(report, servers);
  return report.finish();
}

}  // namespace mcbin::bench
