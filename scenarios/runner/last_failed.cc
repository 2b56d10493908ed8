#include "scenarios/runner/last_failed.h"

#include "scenarios/runner/files.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStateFolder = ".wmsim";

fs::path StateFile(const fs::path& folder) { return folder / kStateFolder / "failed"; }

// Whether the file of a case was read, and has no such case.
bool IsGone(const std::string& key, const RunKeys& keys) {
  if (keys.known.contains(key)) return false;
  const std::string file = key.substr(0, key.find(" ["));
  return keys.files.contains(file) || keys.files.contains(key);
}

}  // namespace

std::set<std::string> FailedBefore(const fs::path& folder) {
  std::set<std::string> keys;
  const Result<std::string> text = ReadHostFile(StateFile(folder), kMaxTextBytes);
  if (!text.ok()) return keys;
  std::string_view rest = text.value();
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    keys.emplace(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return keys;
}

void RememberFailed(const fs::path& folder, const RunKeys& keys) {
  const std::set<std::string> before = FailedBefore(folder);
  std::set<std::string> failed = keys.failed;
  for (const std::string& key : before) {
    if (!keys.ran.contains(key) && !IsGone(key, keys)) failed.insert(key);
  }
  if (failed == before) return;
  std::error_code error;
  if (failed.empty()) {
    fs::remove(StateFile(folder), error);
    return;
  }
  if (fs::create_directory(folder / kStateFolder, error)) {
    (void)WriteHostFile(folder / kStateFolder / ".gitignore", "*\n");
  }
  std::string text;
  for (const std::string& key : failed) text += key + "\n";
  (void)WriteHostFile(StateFile(folder), text);
}

}  // namespace wmsim
