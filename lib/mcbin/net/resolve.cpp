// Name look-up. The only place in the tree that asks a resolver.
#include "mcbin/net/resolve.hpp"

#include "mcbin/net/socket_errors.hpp"

#include <asio/io_context.hpp>
#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/local/stream_protocol.hpp>

#include <future>
#include <string>
#include <sys/un.h>
#include <thread>
#include <utility>

namespace mcbin::net {
namespace {

using Addresses = Result<std::vector<SocketAddress>>;

Addresses unix_address(const std::string& path) {
  // One byte of sun_path is the terminator.
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    return fail(Errc::ConnectFailed, 0, "the path of the unix socket is too long");
  }
  return std::vector<SocketAddress>{asio::local::stream_protocol::endpoint(path)};
}

Addresses look_up(const std::string& host, const std::string& port) {
  asio::io_context context(1);
  asio::ip::tcp::resolver resolver(context);
  asio::error_code error;
  const auto found = resolver.resolve(host, port, asio::ip::resolver_base::numeric_service, error);
  if (error == asio::error::host_not_found || error == asio::error::no_data) {
    return fail(Errc::ConnectFailed, 0, "unknown host");
  }
  if (error) return fail(Errc::ConnectFailed, 0, "name look-up: " + error_text(error));
  std::vector<SocketAddress> addresses;
  for (const auto& entry : found) addresses.emplace_back(entry.endpoint());
  if (addresses.empty()) return fail(Errc::ConnectFailed, 0, "unknown host");
  return addresses;
}

}  // namespace

Addresses resolve(const Endpoint& endpoint, Deadline deadline) {
  if (!endpoint.unix_path.empty()) return unix_address(endpoint.unix_path);

  asio::error_code not_numeric;
  const auto address = asio::ip::make_address(endpoint.host, not_numeric);
  if (!not_numeric) {
    return std::vector<SocketAddress>{asio::ip::tcp::endpoint(address, endpoint.port)};
  }

  std::packaged_task<Addresses()> task(
      [host = endpoint.host, port = std::to_string(endpoint.port)] { return look_up(host, port); });
  std::future<Addresses> answer = task.get_future();
  try {
    std::thread(std::move(task)).detach();
    if (answer.wait_until(deadline) != std::future_status::ready) {
      return fail(Errc::TimedOut, 0, "no answer to the name look-up");
    }
    return answer.get();
  } catch (const std::exception& problem) {  // no thread, or no memory inside the look-up
    return fail(Errc::ConnectFailed, 0, problem.what());
  }
}

}  // namespace mcbin::net
