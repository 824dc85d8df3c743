// What each event of the server looks like in the log. Peers' bytes never get here, only addresses.
#include "cmd/serve_log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace mcbin::cmd {

class ServeLog::Impl {
 public:
  explicit Impl(unsigned verbosity)
      : logger("mcbin", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger.set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    logger.set_level(verbosity == 0   ? spdlog::level::warn
                     : verbosity == 1 ? spdlog::level::info
                                      : spdlog::level::debug);
  }
  spdlog::logger logger;
};

ServeLog::ServeLog(unsigned verbosity) : impl_(std::make_unique<Impl>(verbosity)) {}
ServeLog::~ServeLog() = default;

void ServeLog::info(std::string_view text) const {
  impl_->logger.info("{}", text);
}

void ServeLog::event(const net::Event& event) const {
  spdlog::logger& log = impl_->logger;
  const net::Peer& peer = event.peer;
  switch (event.kind) {
    case net::Event::Kind::Opened:
      log.debug("connection {} from {} opened on worker {}", peer.connection, peer.address,
                peer.worker);
      break;
    case net::Event::Kind::Closed:
      log.debug("connection {} from {} ended: {}", peer.connection, peer.address, event.detail);
      break;
    case net::Event::Kind::Rejected:
      log.info("connection from {} rejected: {} (see -c)", peer.address, event.detail);
      break;
    case net::Event::Kind::AcceptPaused:
      log.warn("accepting pauses: {} (raise the limit of open files, or lower -c)", event.detail);
      break;
    case net::Event::Kind::Stopping:
      log.info("stopping: {}", event.detail);
      break;
    case net::Event::Kind::CutOff:
      log.warn("connections are closed unfinished: {}", event.detail);
      break;
  }
}

}  // namespace mcbin::cmd
