// The group "settings" of STAT: what the operator decided, under memcached's names. Names of
// machinery that mcbin does not have (slabs, LRU segments, extstore) are left out.
#include "mcbin/engine/statistics.hpp"

#include <string>

namespace mcbin::engine {

namespace {

std::string_view on_off(Switch value) {
  return value == Switch::On ? "on" : "off";
}
std::string_view yes_no(Switch value) {
  return value == Switch::On ? "yes" : "no";
}

}  // namespace

void write_settings_statistics(StatWriter& writer, const Context& context) {
  const Settings& settings = context.service.settings();
  const std::string_view listen = settings.listen_addresses;
  const char delimiter = context.service.prefix_stats().delimiter();
  writer.number("maxbytes", settings.memory_bytes);
  writer.number("maxconns", settings.connections_max);
  writer.number("tcpport", settings.tcp_port);
  writer.number("udpport", 0);
  writer.text("inter", listen.empty() ? "NULL" : listen);
  writer.number("verbosity", settings.verbosity);
  writer.text("evictions", on_off(settings.evictions));
  writer.text("domain_socket", settings.unix_socket);
  writer.text("umask", settings.unix_socket_mode);
  writer.text("shutdown_command", "no");
  writer.number("num_threads", settings.threads);
  writer.text("stat_key_prefix", {&delimiter, 1});
  writer.text("detail_enabled", context.service.prefix_stats().enabled() ? "yes" : "no");
  writer.number("reqs_per_event", settings.requests_per_event);
  writer.text("cas_enabled", yes_no(settings.cas));
  writer.number("tcp_backlog", settings.listen_backlog);
  writer.text("binding_protocol",
              settings.protocol == Protocol::Auto ? "auto-negotiate" : "binary");
  writer.text("auth_enabled_sasl", yes_no(settings.sasl));
  writer.text("auth_enabled_ascii", "no");
  writer.number("item_size_max", settings.item_bytes_max);
  writer.text("maxconns_fast", "yes");
  writer.text("flush_enabled", yes_no(settings.flush));
  writer.text("dump_enabled", yes_no(settings.key_statistics));
  writer.text("hash_algorithm", "xxh3");
  writer.number("idle_timeout", settings.idle_timeout_s);
  writer.text("track_sizes", "no");
  writer.text("inline_ascii_response", "no");
  writer.text("ssl_enabled", "no");
}

}  // namespace mcbin::engine
