// Which reader reads, and the parts of their answers.
#include "mcbin/values/value_readers.hpp"

#include <utility>

namespace mcbin::values {

std::string_view type_name(ValueType type) {
  switch (type) {
    case ValueType::Text:
      return "text";
    case ValueType::Bytes:
      return "bytes";
    case ValueType::Integer:
      return "int";
    case ValueType::Float:
      return "float";
    case ValueType::Boolean:
      return "bool";
    case ValueType::Null:
      return "null";
    case ValueType::Date:
      return "date";
    case ValueType::Object:
      return "object";
    case ValueType::Unknown:
      return "unknown";
    case ValueType::Damaged:
      return "damaged";
  }
  return "unknown";
}

ReadValue plain(ValueType type, ByteView content) {
  return {.type = type, .content = ByteVector(content.begin(), content.end())};
}

ReadValue plain(ValueType type, std::string_view content) {
  return plain(type, as_bytes(content));
}

ReadValue text_or_bytes(ByteView bytes) {
  return plain(is_utf8(bytes) ? ValueType::Text : ValueType::Bytes, bytes);
}

ReadValue object(std::string format, ByteView bytes) {
  ReadValue value = plain(ValueType::Object, bytes);
  value.format = std::move(format);
  return value;
}

ReadValue damaged(std::string problem, ByteView bytes) {
  ReadValue value = plain(ValueType::Damaged, bytes);
  value.problem = std::move(problem);
  return value;
}

ReadValue decimal(ByteView bytes) {
  if (!is_decimal(bytes)) return damaged("its flags say integer, but it is none", bytes);
  return plain(ValueType::Integer, bytes);
}

ReadValue read_memjs(const Stored& stored) {
  // memjs leaves the flags to the application, which hardly ever sets them.
  if (stored.flags != 0) return plain(ValueType::Unknown, stored.bytes);
  return text_or_bytes(stored.bytes);
}

ReadValue read_value(ClientLibrary library, std::uint32_t flags, ByteView value,
                     std::size_t unpacked_bytes_max) {
  const Stored stored{flags, value, unpacked_bytes_max};
  ReadValue read;
  switch (library) {
    case ClientLibrary::None:
      return text_or_bytes(value);
    case ClientLibrary::Auto:
      return read_guessed(stored);
    case ClientLibrary::Bmemcached:
    case ClientLibrary::Pylibmc:
      read = read_python(library, stored);
      break;
    case ClientLibrary::Php:
      read = read_php(stored);
      break;
    case ClientLibrary::Dalli:
      read = read_ruby(stored);
      break;
    case ClientLibrary::Spymemcached:
      read = read_java(stored);
      break;
    case ClientLibrary::Memjs:
      read = read_memjs(stored);
      break;
  }
  read.library = library;
  if (read.type == ValueType::Damaged) {  // perhaps only once it was unpacked
    read.content.assign(value.begin(), value.end());
    read.compression = Compression::None;
  }
  return read;
}

}  // namespace mcbin::values
