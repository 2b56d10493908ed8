#include "scenarios/cli/suggestion_files.h"

#include <filesystem>
#include <system_error>

#include "scenarios/language/yaml_writer.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

}  // namespace

std::optional<Error> WriteSuggestions(const std::string& folder, const Suggestions& suggestions) {
  std::error_code error;
  fs::create_directory(folder, error);
  if (error) return Error{"cannot be made: " + error.message(), folder};
  MadeFiles files;
  for (const Suggestion& suggestion : suggestions.list) {
    files.emplace(suggestion.name, YamlText(suggestion.scenario.root));
    files.insert(suggestion.scenario.files.begin(), suggestion.scenario.files.end());
  }
  for (const auto& [name, bytes] : files) {
    if (auto problem = WriteHostFile(fs::path(folder) / name, bytes)) return problem;
  }
  return std::nullopt;
}

std::string SuggestionsText(const std::string& folder, const Suggestions& suggestions) {
  std::string text = "suggestions: " + std::to_string(suggestions.list.size()) + " written to " + folder + ", " +
                     std::to_string(suggestions.more) + " more";
  if (suggestions.more > 0) text += " (--suggest-limit)";
  return text + "; of " + std::to_string(suggestions.not_shown) + " other decisions no scenario is known\n";
}

}  // namespace wmsim
