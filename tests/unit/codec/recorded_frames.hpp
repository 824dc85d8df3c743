// The frames of tests/vectors/vectors.jsonl as byte streams, one per vector and direction, for
// tests that only decode. Playing the conversations is the conformance runner's business, not ours.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <string>
#include <vector>

namespace mcbin::test {

/// All bytes that one side sent in one vector, joined, and how they fall into frames.
struct RecordedStream {
  std::string name;    // of the vector, with ":requests" or ":responses"
  std::string match;   // the vector's own word: "exact", "text", "udp", ...
  ByteVector bytes;    // UDP headers are taken off
  std::size_t pieces;  // how many entries the vector lists
};

/// Every stream of the file; throws std::exception when the file is not what it should be.
std::vector<RecordedStream> recorded_streams();

}  // namespace mcbin::test
