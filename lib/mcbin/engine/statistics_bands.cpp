// The groups of STAT that memcached fills a slab class: items, slabs, sizes. mcbin has no slabs;
// its bands of item sizes take their place, a segment that of a page. What is not known of a band
// alone, such as its hits, is left out.
#include "mcbin/engine/statistics.hpp"

#include <algorithm>
#include <string>

namespace mcbin::engine {

namespace {

/// Calls `write(prefix, band)` for each band that holds something.
template <typename Write>
std::size_t for_each_band(const store::StoreStats& stats, Write&& write) {
  std::size_t shown = 0;
  for (std::size_t at = 0; at < stats.bands.size(); ++at) {
    if (stats.bands[at].items() == 0) continue;
    write(std::to_string(at + 1) + ":", stats.bands[at]);
    ++shown;
  }
  return shown;
}

std::uint64_t item_bytes_max(const store::BandStats& band, const Context& context) {
  return band.item_bytes_max != 0 ? band.item_bytes_max : context.service.settings().item_bytes_max;
}

}  // namespace

void write_band_items(StatWriter& writer, Context& context) {
  const store::StoreStats stats = context.store().stats();
  for_each_band(stats, [&](const std::string& prefix, const store::BandStats& band) {
    const auto put = [&](const char* name, std::uint64_t value) {
      writer.number("items:" + prefix + name, value);
    };
    put("number", band.items());
    put("number_small", band.small.items);
    put("number_main", band.main.items);
    put("mem_requested", band.small.bytes + band.main.bytes);
    put("evicted", band.counts.evictions());
    put("evicted_small", band.counts.evicted_small);
    put("evicted_main", band.counts.evicted_main);
    put("evicted_unfetched", band.counts.evicted_unfetched);
    put("expired_unfetched", band.counts.expired_unfetched);
    put("reclaimed", band.counts.reclaimed);
    put("crawler_reclaimed", band.counts.crawler_reclaimed);
  });
}

void write_band_memory(StatWriter& writer, Context& context) {
  const store::StoreStats stats = context.store().stats();
  const std::size_t shown =
      for_each_band(stats, [&](const std::string& prefix, const store::BandStats& band) {
        const auto put = [&](const char* name, std::uint64_t value) {
          writer.number(prefix + name, value);
        };
        put("chunk_size", item_bytes_max(band, context));
        put("total_pages", band.small.segments + band.main.segments);
        put("pages_small", band.small.segments);
        put("pages_main", band.main.segments);
        put("total_chunks", band.items());
        put("used_chunks", band.items());
        put("mem_requested", band.small.bytes + band.main.bytes);
        put("mem_malloced", band.small.memory_bytes + band.main.memory_bytes);
      });
  writer.number("active_slabs", shown);
  writer.number("total_malloced", stats.memory_bytes);
  writer.number("page_size", stats.segment_bytes);
  writer.number("free_pages", stats.free_segments);
  writer.number("moved_bytes", stats.moved_bytes);
  writer.number("ghost_hits", stats.ghost_hits);
}

// memcached tells how many items are of each size, in steps of 32 bytes; here the bands are steps.
void write_band_sizes(StatWriter& writer, Context& context) {
  const store::StoreStats stats = context.store().stats();
  for_each_band(stats, [&](const std::string&, const store::BandStats& band) {
    writer.number(std::to_string(item_bytes_max(band, context)), band.items());
  });
}

}  // namespace mcbin::engine
