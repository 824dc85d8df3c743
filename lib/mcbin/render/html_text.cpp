#include "mcbin/render/html_text.hpp"

#include "mcbin/render/byte_text.hpp"

#include <algorithm>

namespace mcbin::render {
namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --page: #fcfcfb; --ink: #1d1c1a; --faint: #6b6a66;
  --line: #dddcd7; --one: #2a78d6; --two: #1a9e6c; --three: #c98500; --four: #d64545; }
@media (prefers-color-scheme: dark) {
  :root { --page: #1a1a19; --ink: #ecebe6; --faint: #a3a29d; --line: #3b3a37; --one: #5a9ded;
    --two: #3cbd8a; --three: #e3a52e; --four: #ee7070; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--page);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1, h2, p { overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .3rem; }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .5rem; }
p { margin: .3rem 0; }
pre { margin: .6rem 0; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: 4px;
  white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .9rem .2rem 0; text-align: left; border-bottom: 1px solid var(--line);
  vertical-align: top; }
th { font-weight: 600; color: var(--faint); }
td.number, th.number { text-align: right; }
td.bytes { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; max-width: 24rem; }
figure { margin: 0; }
figcaption { color: var(--faint); font-size: .85rem; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--faint); font: 12px system-ui, sans-serif; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
svg .hit { fill: transparent; stroke: none; }
svg .hit:hover { fill: var(--ink); }
svg rect.bar:hover { opacity: .7; }
.one { stroke: var(--one); fill: var(--one); }
.two { stroke: var(--two); fill: var(--two); }
.three { stroke: var(--three); fill: var(--three); }
.four { stroke: var(--four); fill: var(--four); }
.legend span { display: inline-flex; align-items: center; gap: .4rem; margin-right: 1.2rem; }
.legend svg { width: 18px; height: 10px; }
)";

}  // namespace

void append_html_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t whole = utf8_prefix(as_bytes(text));
    for (const char letter : text.substr(0, whole)) {
      const auto byte = static_cast<unsigned char>(letter);
      if (letter == '&') {
        out += "&amp;";
      } else if (letter == '<') {
        out += "&lt;";
      } else if (letter == '>') {
        out += "&gt;";
      } else if (letter == '"') {
        out += "&quot;";
      } else if (letter == '\'') {
        out += "&#39;";
      } else if ((byte < 0x20 && letter != '\n' && letter != '\t') || byte == 0x7f) {
        out += "\xef\xbf\xbd";
      } else {
        out += letter;
      }
    }
    text.remove_prefix(whole);
    if (text.empty()) return;
    out += "\xef\xbf\xbd";
    text.remove_prefix(1);
  }
}

std::string html_escaped(std::string_view text) {
  std::string out;
  append_html_escaped(out, text);
  return out;
}

std::string html_page(std::string_view title, std::string_view body) {
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<title>";
  append_html_escaped(page, title);
  page += "</title>\n<style>";
  page += kStyle;
  page += "</style>\n</head>\n<body>\n";
  page += body;
  page += "</body>\n</html>\n";
  return page;
}

}  // namespace mcbin::render
