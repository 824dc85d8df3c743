#include "mcbin/values/client_library.hpp"

namespace mcbin::values {

std::string_view library_name(ClientLibrary library) {
  switch (library) {
    case ClientLibrary::Auto:
      return "auto";
    case ClientLibrary::None:
      return "none";
    case ClientLibrary::Bmemcached:
      return "bmemcached";
    case ClientLibrary::Pylibmc:
      return "pylibmc";
    case ClientLibrary::Php:
      return "php";
    case ClientLibrary::Dalli:
      return "dalli";
    case ClientLibrary::Spymemcached:
      return "spymemcached";
    case ClientLibrary::Memjs:
      return "memjs";
  }
  return "none";
}

std::optional<ClientLibrary> library_named(std::string_view name) {
  for (const ClientLibrary library : kClientLibraries) {
    if (library_name(library) == name) return library;
  }
  return std::nullopt;
}

}  // namespace mcbin::values
