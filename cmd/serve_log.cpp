// spdlog's queue, thread and levels; the lines are log_line.cpp's. Peers' bytes never get here
// unescaped, and whole frames never at all.
#include "cmd/serve_log.hpp"

#include "cmd/log_output.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/base/clock.hpp"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>

#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace mcbin::cmd {
namespace {

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::Trace:
      return spdlog::level::trace;
    case LogLevel::Debug:
      return spdlog::level::debug;
    case LogLevel::Info:
      return spdlog::level::info;
    case LogLevel::Warn:
      return spdlog::level::warn;
    case LogLevel::Error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

LogLevel event_level(net::Event::Kind kind) {
  switch (kind) {
    case net::Event::Kind::Opened:
    case net::Event::Kind::Closed:
      return LogLevel::Debug;
    case net::Event::Kind::Rejected:
    case net::Event::Kind::Stopping:
      return LogLevel::Info;
    case net::Event::Kind::AcceptPaused:
    case net::Event::Kind::CutOff:
      return LogLevel::Warn;
  }
  return LogLevel::Warn;
}

LogRecord connection_record(const net::Event& event) {
  const net::Peer& peer = event.peer;
  const std::string address(peer.address);
  const std::string number = std::to_string(peer.connection);
  LogRecord record;
  record.fields = {{"connection", peer.connection},
                   {"address", address},
                   {"worker", std::uint64_t{peer.worker}}};
  if (event.kind == net::Event::Kind::Opened) {
    record.event = "connection_opened";
    record.message = "connection " + number + " from " + address + " opened on worker " +
                     std::to_string(peer.worker);
    return record;
  }
  record.event = "connection_closed";
  record.message =
      "connection " + number + " from " + address + " ended: " + std::string(event.detail);
  record.fields.push_back({"reason", std::string(event.detail)});
  return record;
}

LogRecord record_of(const net::Event& event) {
  const std::string detail(event.detail);
  const std::string address(event.peer.address);
  switch (event.kind) {
    case net::Event::Kind::Opened:
    case net::Event::Kind::Closed:
      return connection_record(event);
    case net::Event::Kind::Rejected:
      return {.event = "connection_rejected",
              .message = "connection from " + address + " rejected: " + detail + " (see -c)",
              .fields = {{"address", address}, {"reason", detail}}};
    case net::Event::Kind::AcceptPaused:
      return {.event = "accept_paused",
              .message =
                  "accepting pauses: " + detail + " (raise the limit of open files, or lower -c)",
              .fields = {{"reason", detail}}};
    case net::Event::Kind::Stopping:
      return {.event = "stopping", .message = "stopping: " + detail, .fields = {{"mode", detail}}};
    case net::Event::Kind::CutOff:
      return {.event = "connections_cut_off",
              .message = "connections are closed unfinished: " + detail,
              .fields = {{"reason", detail}}};
  }
  return {};
}

}  // namespace

class ServeLog::Impl {
 public:
  Impl(const LogOptions& options, std::shared_ptr<LogOutput> where)
      : format(options.format),
        to_file(options.file.has_value()),
        output(std::move(where)),
        pool(std::make_shared<spdlog::details::thread_pool>(kLogQueueMax, 1)),
        logger(std::make_shared<spdlog::async_logger>(
            "mcbin", output, pool, spdlog::async_overflow_policy::overrun_oldest)) {
    logger->set_level(spdlog_level(options.level));
  }

  const LogFormat format;
  const bool to_file;
  const std::shared_ptr<LogOutput> output;
  // The logger first: what it queued keeps it alive until the pool has written it.
  const std::shared_ptr<spdlog::details::thread_pool> pool;
  const std::shared_ptr<spdlog::async_logger> logger;
};

Result<std::unique_ptr<ServeLog>> ServeLog::open(const LogOptions& options) {
  auto output = LogOutput::open(options.file);
  if (!output) return tl::unexpected(output.error());
  return std::unique_ptr<ServeLog>(new ServeLog(std::make_unique<Impl>(options, *output)));
}

ServeLog::ServeLog(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ServeLog::~ServeLog() = default;

void ServeLog::write(const LogRecord& record) const {
  if (!shows(record.level)) return;
  impl_->logger->log(spdlog_level(record.level),
                     log_line(record, impl_->format, system_clock().now().wall_ms));
}

void ServeLog::event(const net::Event& event) const {
  const LogLevel level = event_level(event.kind);
  if (!shows(level)) return;
  LogRecord record = record_of(event);
  record.level = level;
  write(record);
}

void ServeLog::announce(std::string_view event, const std::string& message) const {
  const bool logged = impl_->to_file || impl_->format != LogFormat::Text;
  if (impl_->to_file || impl_->format == LogFormat::Text) say(message);
  if (!logged) return;
  const LogRecord record{.level = LogLevel::Info, .event = event, .message = message};
  const std::string line = log_line(record, impl_->format, system_clock().now().wall_ms);
  // Not lower than the level that holds, so that it is shown.
  impl_->logger->log(std::max(spdlog::level::info, impl_->logger->level()), line);
}

bool ServeLog::shows(LogLevel level) const {
  return impl_->logger->should_log(spdlog_level(level));
}

void ServeLog::set_level(LogLevel level) {
  impl_->logger->set_level(spdlog_level(level));
}

Result<void> ServeLog::reopen() {
  return impl_->output->reopen();
}

Result<void> ServeLog::give_to(const net::Account& account) const {
  return impl_->output->give_to(account.user, account.group);
}

std::uint64_t ServeLog::written() const {
  return impl_->output->written();
}

std::uint64_t ServeLog::dropped() const {
  return impl_->output->lost() + impl_->pool->overrun_counter();
}

LogFormat default_log_format() {
  const char* const stream = std::getenv("JOURNAL_STREAM");
  struct stat status {};
  if (stream == nullptr || ::fstat(STDERR_FILENO, &status) != 0) return LogFormat::Text;
  const std::string ours = std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
  return ours == stream ? LogFormat::Journald : LogFormat::Text;
}

}  // namespace mcbin::cmd
