// A frame as one row of CSV (RFC 4180), for spreadsheets and databases. The columns are a promise.
#pragma once

#include "mcbin/codec/placed_frame.hpp"
#include "mcbin/render/frame_line.hpp"

#include <string>
#include <string_view>

namespace mcbin::render {

/// The first row: the names of the columns.
inline constexpr std::string_view kCsvHeader =
    "n,ts,conn,dir,off,magic,op,opcode,status,status_code,opaque,cas,key,key_enc,flags,expiry,"
    "value,value_enc,value_len,body_len,pair,outcome,first_byte_us,latency_us,missing,warn\r\n";

void append_frame_csv(std::string& out, const codec::PlacedFrame& frame,
                      const LineOptions& options);

}  // namespace mcbin::render
