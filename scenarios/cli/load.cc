#include "scenarios/cli/load.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDefaultSuite = "scenarios/suite";

std::vector<std::string> PathsOf(const CommandLine& line) {
  return line.words.empty() ? std::vector{std::string(kDefaultSuite)} : line.words;
}

}  // namespace

LoadedFiles LoadAll(const CommandLine& line, SuiteLoader& loader) {
  LoadedFiles loaded;
  std::set<fs::path> read;  // a file that several paths mean counts once
  for (const std::string& path : PathsOf(line)) {
    const Result<std::vector<fs::path>> found = FindScenarioFiles(path);
    if (!found.ok()) {
      loaded.errors.push_back(found.error());
    } else if (found.value().empty()) {
      loaded.errors.push_back({"there is no scenario file in this folder", path});
    } else {
      for (const fs::path& file : found.value()) {
        std::error_code error;
        const bool is_new = read.insert(fs::weakly_canonical(fs::absolute(file), error)).second;
        if (!is_new) continue;
        loaded.files.push_back(loader.Load(file));
        if (file == path) loaded.named.push_back(&loaded.files.back());
      }
    }
  }
  return loaded;
}

std::set<fs::path> SuiteFolders(const CommandLine& line) {
  std::set<fs::path> folders;
  for (const std::string& path : PathsOf(line)) {
    std::error_code error;
    folders.insert(SuiteRootOf(fs::is_directory(path, error) ? fs::path(path) / "suite.yaml" : fs::path(path)));
  }
  return folders;
}

ExitStatus ComplainOfPaths(const LoadedFiles& loaded, Format format) {
  for (const Error& error : loaded.errors) {
    Complain(error, &error == &loaded.errors.front() ? format : Format::kText);
  }
  return ExitStatus::kCouldNot;
}

Result<std::vector<fs::path>> AllowedFolders(const CommandLine& line) {
  std::vector<fs::path> folders;
  for (const std::string& folder : line.Values("allow")) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) return Error{"--allow: `" + folder + "` is not a folder"};
    folders.emplace_back(folder);
  }
  return folders;
}

}  // namespace wmsim
