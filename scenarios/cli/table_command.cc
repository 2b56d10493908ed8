#include <algorithm>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/options.h"
#include "scenarios/language/suggest.h"
#include "scenarios/report/tables.h"

namespace wmsim {
namespace {

// The names of a listing, each once.
std::vector<std::string> NamesOf(const ListingInfo& info) {
  std::vector<std::string> names;
  for (const auto& row : info.all(false).rows) {
    const std::string& name = row[info.key_column];
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace

ExitStatus TableCommand(const CommandInfo& command, const CommandLine& line) {
  const bool markdown = line.Value("format") == "markdown";
  const Result<Format> format = markdown ? Result<Format>(Format::kText) : FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  const ListingInfo& info = *FindListing(line.Has("contradictions") ? "contradictions" : command.name);
  const bool verbose = line.Has("verbose");
  Listing listing;
  if (line.words.empty()) {
    listing = info.all(verbose);
  } else if (line.words.size() > 1) {
    return Complain(Error{"one name at a time; `" + line.words[1] + "` is too many"}, format.value());
  } else if (auto one = info.one(line.words[0], verbose)) {
    listing = std::move(*one);
  } else {
    const std::vector<std::string> names = NamesOf(info);
    const std::vector<std::string_view> words(names.begin(), names.end());
    return Complain(Error{UnknownWord("name", line.words[0], words)}, format.value());
  }
  if (format.value() == Format::kJson) {
    Print(ListingJson(listing));
  } else if (markdown) {
    PrintLines(ListingMarkdown(listing));
  } else {
    PrintLines(ListingText(listing));
  }
  return ExitStatus::kYes;
}

}  // namespace wmsim
