#pragma once

#include <span>
#include <string_view>

namespace wmsim {

// SourceInfo is one place that facts were taken from: a page, a file of an SDK, a book, a report. Every rule, value and
// message cites one by its key; docs/tables/sources.md is generated from these rows.
struct SourceInfo {
  std::string_view key;       // Short, lower case, unique: a page's number in its library where it has one.
  std::string_view title;     // What it is and for which version, in plain words.
  std::string_view location;  // An address, or where in an SDK to look; empty when none is known.
};

// SourceAlias is a second name for a source: the same page under another number, or the name that notes know it by.
struct SourceAlias {
  std::string_view alias;  // Lower case; never itself the key of a source.
  std::string_view key;    // The key of the source that it stands for.
};

// Sources returns all sources, ascending by key. The key "emulator" marks what has no source outside this project: its
// own wording, or its own choice where the documents are silent.
std::span<const SourceInfo> Sources();

// SourceAliases returns all second names, ascending by alias.
std::span<const SourceAlias> SourceAliases();

// FindSource returns the source with this key or alias, or nullptr if there is none. Upper case matches nothing.
const SourceInfo* FindSource(std::string_view key);

}  // namespace wmsim
